"""Policy documents from typed statements."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from policy_sentry.querying.actions import get_action_data

from pyairtable_components import LogGroup, ServiceRole, Statement, allow
from pyairtable_components.identity.policy import WITHOUT_RESOURCE_LEVEL, Conditions, document, trust
from tests.components.reading import only, plan_of, statements
from tests.conftest import a_context

BUCKET = "arn:aws:s3:::reports/*"
actions = st.lists(
    st.sampled_from(["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"]), min_size=1, unique=True
)


@given(actions, st.lists(st.from_regex(r"arn:aws:s3:::[a-z]{3,8}", fullmatch=True), min_size=1, max_size=3))
def test_a_document_says_exactly_what_the_statement_says(names: list[str], on: list[str]) -> None:
    text = document(allow(*names, on=on))
    assert isinstance(text, str), "where no value is an output, the document is plain text"
    assert json.loads(text) == {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": sorted(names), "Resource": on}],
    }


@given(actions, st.permutations(["s3:GetObject", "s3:PutObject"]))
def test_the_order_in_which_actions_are_named_does_not_change_the_document(names: list[str], pair: list[str]) -> None:
    assert document(allow(*names, on=[BUCKET])) == document(allow(*reversed(names), on=[BUCKET]))
    assert document(allow(*pair, on=[BUCKET])) == document(allow("s3:GetObject", "s3:PutObject", on=[BUCKET]))


@pytest.mark.parametrize("action", ["*", "s3:*", "s3:Get*"])
def test_an_action_that_allows_more_than_one_is_refused(action: str) -> None:
    with pytest.raises(ValueError, match="allows more than one action"):
        allow(action, on=[BUCKET])


def test_a_denial_may_be_as_broad_as_it_likes() -> None:
    denied = Statement(["s3:*"], ["*"], effect="Deny")
    assert denied.render() == {"Effect": "Deny", "Action": ["s3:*"], "Resource": ["*"]}


def test_a_grant_on_everything_is_refused_where_aws_has_a_finer_level() -> None:
    with pytest.raises(ValueError, match=r"'s3:GetObject' is granted on every resource\. Name one"):
        allow("s3:GetObject", on=["*"])
    with pytest.raises(ValueError, match="is granted on every resource"):
        allow("ecr:GetAuthorizationToken", "s3:GetObject", on=["*"])


@pytest.mark.parametrize("action", sorted(WITHOUT_RESOURCE_LEVEL))
def test_a_grant_on_everything_is_taken_only_where_aws_has_no_finer_level(action: str) -> None:
    service, name = action.split(":")
    known = get_action_data(service, name)
    assert known, f"{action} is no action of AWS"
    assert "*" in {entry["resource_arn_format"] for entry in known[service]}, "every call of it names a resource by now"
    assert allow(action, on=["*"]).render()["Resource"] == ["*"]


def test_in_the_policy_of_a_resource_everything_is_that_resource() -> None:
    statement = Statement(["kms:Decrypt"], ["*"], {"AWS": ["arn:aws:iam::123456789012:role/reports"]})
    assert statement.render()["Resource"] == ["*"]


@pytest.mark.parametrize(("names", "on"), [((), [BUCKET]), (("s3:GetObject",), [])])
def test_a_statement_without_an_action_or_a_resource_is_refused(names: tuple[str, ...], on: list[str]) -> None:
    with pytest.raises(ValueError, match="a statement needs an action and a resource"):
        allow(*names, on=on)


def test_a_trust_policy_admits_one_service() -> None:
    assert trust("ecs-tasks.amazonaws.com").render() == {
        "Effect": "Allow",
        "Action": ["sts:AssumeRole"],
        "Principal": {"Service": ["ecs-tasks.amazonaws.com"]},
    }


@pytest.mark.parametrize("wrap", [list, tuple])
def test_outputs_are_found_wherever_they_stand(wrap: type) -> None:
    context = a_context()

    def make() -> None:
        group = LogGroup("logs", context, path="x")
        only_there: Conditions = {"StringEquals": {"aws:SourceArn": wrap([group.arn])}}
        ServiceRole(
            "r", context, principal="x.amazonaws.com", statements=(allow("s3:GetObject", on=[BUCKET], when=only_there),)
        )

    plan = plan_of(make)
    (statement,) = statements(only(plan, "iam/rolePolicy:RolePolicy").inputs["policy"])
    name = only(plan, "cloudwatch/logGroup:LogGroup").inputs["name"]
    assert statement["Condition"]["StringEquals"]["aws:SourceArn"] == [
        f"arn:aws:logs:us-east-1:123456789012:log-group:{name}"
    ]
