"""The judge of policies judges as IAM's documentation says."""

from typing import Any

import pytest

from tests.infra.operations.bootstrap.iam import Principal, Request, allowed, matches

ROLE = "arn:aws:iam::123456789012:role/shop"
OBJECT = "arn:aws:s3:::shop/a/b.json"
READ = Request("s3:GetObject", OBJECT)


def policy(effect: str = "Allow", **elements: Any) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": [{"Effect": effect, **elements}]}


EVERYTHING = policy(Action="*", Resource="*")


def test_without_a_statement_nothing_is_allowed() -> None:
    assert not allowed(Principal(ROLE), READ)


def test_a_denial_outweighs_whatever_is_allowed() -> None:
    deny = policy("Deny", Action="s3:Get*", Resource="*")
    assert not allowed(Principal(ROLE, (EVERYTHING, deny)), READ)
    assert allowed(Principal(ROLE, (EVERYTHING, deny)), Request("s3:PutObject", OBJECT))


def test_a_denial_in_the_resources_policy_does_too() -> None:
    deny = policy("Deny", Principal="*", Action="s3:*", Resource="*")
    assert not allowed(Principal(ROLE, (EVERYTHING,)), READ, deny)


def test_a_boundary_grants_nothing_and_limits_all() -> None:
    reading = policy(Action="s3:GetObject", Resource="*")
    assert not allowed(Principal(ROLE, boundary=EVERYTHING), READ)
    assert allowed(Principal(ROLE, (EVERYTHING,), reading), READ)
    assert not allowed(Principal(ROLE, (EVERYTHING,), reading), Request("s3:PutObject", OBJECT))


def test_a_key_that_lets_the_account_decide_allows_nothing_by_itself() -> None:
    account = policy(Principal={"AWS": "arn:aws:iam::123456789012:root"}, Action="kms:*", Resource="*")
    decrypt = Request("kms:Decrypt", "arn:aws:kms:us-east-1:123456789012:key/1")
    assert not allowed(Principal(ROLE), decrypt, account)
    assert allowed(Principal(ROLE, (EVERYTHING,)), decrypt, account)


def test_not_resource_and_not_action_are_all_others() -> None:
    other = policy("Deny", Action="s3:*", NotResource="arn:aws:s3:::shop/a/*")
    assert allowed(Principal(ROLE, (EVERYTHING, other)), READ)
    assert not allowed(Principal(ROLE, (EVERYTHING, other)), Request("s3:GetObject", "arn:aws:s3:::shop/b"))
    reads = policy("Deny", NotAction="s3:GetObject", Resource="*")
    assert allowed(Principal(ROLE, (EVERYTHING, reads)), READ)
    assert not allowed(Principal(ROLE, (EVERYTHING, reads)), Request("s3:PutObject", OBJECT))


@pytest.mark.parametrize(
    ("operator", "wanted", "value", "holds"),
    [
        ("StringEquals", "dev", "dev", True),
        ("StringEquals", ["prod", "dev"], "dev", True),
        ("StringEquals", "dev", "Dev", False),
        ("StringEquals", "d*", "dev", False),
        ("StringEquals", "dev", None, False),
        ("StringNotEquals", "dev", "prod", True),
        ("StringNotEquals", ["dev", "prod"], "prod", False),
        ("StringNotEquals", "dev", None, True),
        ("StringLike", "d*", "dev", True),
        ("StringLike", "d*", None, False),
        ("StringNotLike", "d*", "dev", False),
        ("StringNotLike", "d*", None, True),
        ("ArnLike", "arn:aws:iam::123456789012:role/sh*", ROLE, True),
        ("ArnLike", "arn:aws:*:role/shop", ROLE, False),
        ("ArnNotEquals", ROLE, ROLE, False),
        ("Bool", "false", "true", False),
        ("NumericLessThan", "1.2", "1.1", True),
        ("NumericLessThan", "1.2", "1.3", False),
        ("NumericLessThan", "1.2", None, False),
    ],
)
def test_a_condition(operator: str, wanted: Any, value: str | None, holds: bool) -> None:
    conditional = policy(Action="*", Resource="*", Condition={operator: {"some:key": wanted}})
    context = {} if value is None else {"some:key": value}
    assert allowed(Principal(ROLE, (conditional,)), Request("s3:GetObject", OBJECT, context)) is holds


def test_what_it_does_not_know_it_does_not_judge() -> None:
    conditional = policy(Action="*", Resource="*", Condition={"DateLessThan": {"aws:CurrentTime": "2026"}})
    request = Request("s3:GetObject", OBJECT, {"aws:CurrentTime": "2025"})
    with pytest.raises(KeyError, match="DateLessThan"):
        allowed(Principal(ROLE, (conditional,)), request)


def test_a_pattern_knows_star_and_question_mark_only() -> None:
    assert matches("a/*", "a/b/c")
    assert matches("a?c", "abc")
    assert not matches("[a]", "a")
    assert not matches("a.c", "abc")
