"""Which events of a trail somebody is told of."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pyairtable_components.observability.audit_filters import LONGEST, TrailFilter, told_of
from pyairtable_components.observability.audit_spec import AuditTrailSpec
from tests.components.observability.filter_patterns import matches

ACCOUNT = "123456789012"
ADMINISTRATORS = "aws-reserved/sso.amazonaws.com/AWSReservedSSO_Administrator_*"
SPEC = AuditTrailSpec(known_roles=(ADMINISTRATORS,))
FILTERS = told_of(SPEC, ["dev", "staging", "prod"], project="shop", account_id=ACCOUNT)


def of_role(name: str, account: str = ACCOUNT) -> dict[str, Any]:
    """https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html."""
    return {
        "type": "AssumedRole",
        "principalId": "AROAIDPPEZS35WEXAMPLE:session",
        "arn": f"arn:aws:sts::{account}:assumed-role/{name.rpartition('/')[2]}/session",
        "accountId": account,
        "sessionContext": {
            "sessionIssuer": {"type": "Role", "arn": f"arn:aws:iam::{account}:role/{name}", "accountId": account}
        },
    }


def a_user(name: str = "alice") -> dict[str, Any]:
    return {"type": "IAMUser", "arn": f"arn:aws:iam::{ACCOUNT}:user/{name}", "userName": name}


ROOT = {"type": "Root", "arn": f"arn:aws:iam::{ACCOUNT}:root", "accountId": ACCOUNT}
SERVICE = {"type": "AWSService", "invokedBy": "rds.amazonaws.com"}
EXECUTION = of_role("shop-dev-cart-execution")
ROTATION = of_role("shop-prod-rotation-database-function-us-west-2")
DEPLOYER = of_role("shop-deploy-dev")
ADMINISTRATOR = of_role("aws-reserved/sso.amazonaws.com/AWSReservedSSO_Administrator_0123456789abcdef")
ECR = of_role("aws-service-role/pullthroughcache.ecr.amazonaws.com/AWSServiceRoleForECRPullThroughCache")


def told(identity: dict[str, Any], name: str, source: str = "secretsmanager", **more: Any) -> set[str]:
    """The filters that find an event, whichever way AWS compares a field that is missing."""
    event = {
        "eventVersion": "1.11",
        "userIdentity": identity,
        "eventSource": f"{source}.amazonaws.com",
        "eventName": name,
        "eventType": "AwsApiCall",
        "awsRegion": "eu-west-1",
        **more,
    }
    either = [
        {each.name for each in FILTERS if matches(each.pattern, event, missing_differs=differs)}
        for differs in (False, True)
    ]
    assert either[0] == either[1], "the pattern depends on what no document says"
    return either[0]


@pytest.mark.parametrize(
    "identity", [EXECUTION, ROTATION, ADMINISTRATOR, ECR, SERVICE], ids=["task", "rotation", "person", "ECR", "RDS"]
)
def test_who_is_known_reads_without_an_alarm(identity: dict[str, Any]) -> None:
    assert not told(identity, "GetSecretValue")


@pytest.mark.parametrize(
    "identity",
    [
        a_user(),
        a_user("shop-dev-cart-execution"),
        DEPLOYER,
        of_role("Admin"),
        of_role("shop-qa-cart-execution"),
        of_role("elsewhere/shop-dev-cart-execution"),
        of_role("shop-dev-cart-execution", account="210987654321"),
        of_role("AWSReservedSSO_Administrator_0123456789abcdef"),
    ],
    ids=["user", "named like", "deployer", "admin", "no environment", "another path", "another account", "no path"],
)
def test_whoever_else_reads_is_told(identity: dict[str, Any]) -> None:
    assert told(identity, "GetSecretValue") == {"secret-read"}


def test_the_root_user_is_told_twice() -> None:
    assert told(ROOT, "GetSecretValue") == {"secret-read", "root-used"}


@pytest.mark.parametrize("code", ["AccessDenied", "AccessDeniedException"])
def test_a_denial_is_told_even_of_a_known_role(code: str) -> None:
    assert told(EXECUTION, "GetSecretValue", errorCode=code) == {"secret-denied"}
    assert not told(EXECUTION, "GetSecretValue", errorCode="ResourceNotFoundException")


@pytest.mark.parametrize(
    "change",
    ["PutSecretValue", "UpdateSecret", "UpdateSecretVersionStage", "PutResourcePolicy", "DeleteResourcePolicy"],
)
def test_a_change_by_a_stranger_is_told(change: str) -> None:
    assert told(a_user(), change) == {"secret-changed"}
    assert not told(ROTATION, change)
    assert not told(DEPLOYER, change)
    assert told(of_role("shopping-deploy-dev"), change) == {"secret-changed"}
    assert not told(a_user(), "DescribeSecret")
    assert not told(a_user(), "PutResourcePolicy", "logs")


@pytest.mark.parametrize("identity", [a_user(), ROTATION, DEPLOYER, ADMINISTRATOR])
def test_every_deletion_is_told(identity: dict[str, Any]) -> None:
    assert told(identity, "DeleteSecret") == {"secret-deleted"}


@pytest.mark.parametrize(
    ("source", "name", "found"),
    [
        ("kms", "DisableKey", {"key-disabled"}),
        ("kms", "ScheduleKeyDeletion", {"key-disabled"}),
        ("kms", "Decrypt", set()),
        ("cloudtrail", "StopLogging", {"trail-changed"}),
        ("cloudtrail", "PutEventSelectors", {"trail-changed"}),
        ("cloudtrail", "LookupEvents", set()),
    ],
)
def test_what_the_benchmark_watches_is_told_of_everybody(source: str, name: str, found: set[str]) -> None:
    assert told(DEPLOYER, name, source) == found


def test_what_a_service_does_for_the_root_user_is_not_told() -> None:
    assert not told({**ROOT, "invokedBy": "support.amazonaws.com"}, "DescribeSecret")
    assert not told(ROOT, "RotateKey", "kms", eventType="AwsServiceEvent")


def test_a_pattern_that_is_too_long_is_refused() -> None:
    spec = AuditTrailSpec(known_roles=tuple(f"people/team-{number}" for number in range(6)))
    with pytest.raises(ValueError, match="1,024") as refused:
        told_of(spec, ["dev", "staging", "prod"], project="shop", account_id=ACCOUNT)
    assert str(refused.value) == (
        "the pattern of secret-read has 1,176 characters, and CloudWatch Logs takes 1,024. Name fewer roles, by what "
        "their names begin with. For example: known_roles: [aws-reserved/sso.amazonaws.com/*]"
    )


@given(st.integers(min_value=1, max_value=2 * LONGEST))
def test_a_pattern_of_up_to_1024_characters_is_taken(length: int) -> None:
    def make() -> None:
        TrailFilter("secret-read", "x" * length, "")

    if length <= LONGEST:
        make()
    else:
        with pytest.raises(ValueError, match=f"has {length:,} characters"):
            make()


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ({"archive_days": 30}, "greater than or equal to 90"),
        ({"archive_days": 4000}, "less than or equal to 3650"),
        ({"known_roles": ["*"]}, "'\\*' is not the name of an IAM role"),
        ({"known_roles": ["team-*-admin"]}, "is not the name of an IAM role, after its path, with or without a \\* at"),
        ({"known_roles": ['x" || "']}, "is not the name of an IAM role"),
        ({"known_roles": ["arn:aws:iam::123456789012:role/x"]}, "is not the name of an IAM role"),
    ],
)
def test_bad_input_is_refused(spec: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        AuditTrailSpec.model_validate(spec)
