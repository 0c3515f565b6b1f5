"""Every role of the three environments and of every component, through the analyser; and that it sees what is wrong."""

from typing import Any

import pytest

from tests.components.identity.analyser import findings, fits, granted, trusted
from tests.components.reading import every
from tests.components.whole import shop_plan
from tests.conftest import environment_plan

SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop-AbC1d2"
READ = "secretsmanager:GetSecretValue"
ROLE = "arn:aws:iam::123456789012:role/shop"


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_no_role_of_an_environment_has_a_finding(environment: str) -> None:
    plan = environment_plan(environment)
    assert every(plan, "iam/rolePolicy:RolePolicy")
    assert not findings(plan)


def test_no_role_of_a_component_has_a_finding() -> None:
    assert not findings(shop_plan())


@pytest.mark.parametrize(
    ("actions", "resource", "condition", "finding"),
    [
        ([READ, "secretsmanager:ReadSecret"], SECRET, {}, "secretsmanager:ReadSecret is no action of AWS"),
        ([READ, "nothing:Read"], SECRET, {}, "nothing:Read is no action of AWS"),
        ([READ, "s3:GetObject"], SECRET, {}, f"s3:GetObject knows no resource {SECRET}"),
        (["s3:GetObject"], "*", {}, "s3:GetObject is granted on every resource"),
        (
            ["s3:GetObject"],
            "arn:aws:s3:::shop/*",
            {"StringEquals": {"kms:ViaService": "x"}},
            "s3:GetObject knows no condition kms:ViaService",
        ),
        (["iam:PassRole"], ROLE, {}, "iam:PassRole is granted without the condition iam:PassedToService"),
    ],
)
def test_a_broken_grant_is_found(actions: list[str], resource: str, condition: dict[str, Any], finding: str) -> None:
    statement = {"Action": actions, "Resource": [resource], "Condition": condition}
    assert list(granted(statement)) == [finding]


def test_a_resource_that_nobody_asked_for_is_found() -> None:
    statement = {"Action": [READ], "Resource": [SECRET, "arn:aws:s3:::shop"]}
    assert list(granted(statement)) == ["no action here knows the resource arn:aws:s3:::shop"]


@pytest.mark.parametrize(
    ("principal", "finding"),
    [
        ({"Service": ["lambda.amazonaws.com"]}, "lambda.amazonaws.com may assume it for any account"),
        ({"AWS": ["*"]}, "everybody may assume it"),
    ],
)
def test_a_broken_trust_is_found(principal: dict[str, Any], finding: str) -> None:
    assert list(trusted({"Action": ["sts:AssumeRole"], "Principal": principal})) == [finding]


def test_a_granted_resource_is_compared_with_the_format_of_aws() -> None:
    stream = "arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}:log-stream:${LogStreamName}"
    assert fits("arn:aws:logs:us-east-1:123456789012:log-group:a:*", stream)
    assert not fits("arn:aws:logs:us-east-1:123456789012:log-group:a", stream)
    assert not fits("arn:aws:s3:::a", stream)
