"""Who may assume a role."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyairtable_infra.operations.access.trust import who_may_assume
from pyairtable_infra.operations.bootstrap import grants
from pyairtable_infra.operations.bootstrap.documents import canonical
from tests.infra.operations.bootstrap.making import REPOSITORY, a_site

PROVIDER = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
SUBJECT = "token.actions.githubusercontent.com:sub"
ROOT = "arn:aws:iam::123456789012:root"


def a_statement(principal: Any, **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal, **more}


@pytest.mark.parametrize(
    ("statements", "who"),
    [
        ([a_statement({"Service": ["b.amazonaws.com", "a.amazonaws.com"]})], ("a.amazonaws.com", "b.amazonaws.com")),
        (a_statement({"AWS": ROOT}), (ROOT,)),
        ([a_statement("*")], ("everybody",)),
        ([a_statement({"AWS": "*"})], ("everybody",)),
        ([{"Effect": "Allow", "NotPrincipal": {"AWS": ROOT}}], ("everybody but some",)),
        ([a_statement({"Federated": PROVIDER})], ("everybody on GitHub",)),
        (
            [a_statement({"Federated": PROVIDER}, Condition={"StringLike": {SUBJECT: ["repo:a/b:ref:refs/tags/v*"]}})],
            ("GitHub repo:a/b:ref:refs/tags/v*",),
        ),
        ([a_statement({"Federated": "arn:aws:iam::1:saml-provider/x"})], ("arn:aws:iam::1:saml-provider/x",)),
        ([a_statement({"AWS": ROOT}, Effect="Deny")], ()),
        ([], ()),
    ],
)
def test_principals_are_read_whatever_form_they_have(statements: Any, who: tuple[str, ...]) -> None:
    assert who_may_assume({"Statement": statements}) == who


def test_the_trust_of_bootstrap_is_told_by_its_subject() -> None:
    whole = canonical(grants.deployer_trust(a_site(), REPOSITORY, "dev"))
    del whole["Version"]
    assert who_may_assume({"Statement": list(whole.values())}) == (f"GitHub repo:{REPOSITORY}:environment:dev",)


@settings(max_examples=20)
@given(st.lists(st.from_regex(r"[a-z]{2,9}\.amazonaws\.com", fullmatch=True), max_size=5))
def test_every_principal_is_told_once_and_in_order(names: list[str]) -> None:
    assert who_may_assume({"Statement": [a_statement({"Service": names}), a_statement({"Service": names})]}) == tuple(
        sorted(set(names))
    )
