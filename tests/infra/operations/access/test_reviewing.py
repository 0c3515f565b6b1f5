"""A review finds what nobody uses, says who may become what, and ends clearly where AWS says no."""

import json
import re
from typing import Any

import pytest
from botocore.awsrequest import AWSRequest

from pyairtable_infra.operations.access.reviewing import TRIES
from pyairtable_infra.operations.aws import AwsError
from pyairtable_infra.operations.errors import OperationError
from tests.components.identity.analyser import entries, fits
from tests.conftest import ROOT
from tests.infra.operations.access.making import BOUNDARY, Reports, a_role, ago, failing, service
from tests.infra.operations.account import Recorded, client

CART = "pyairtable-dev-cart-task"


@pytest.fixture
def reports(account: Recorded) -> Reports:
    return Reports(account)


def test_what_a_role_has_not_used_for_long_enough_is_named(reports: Reports) -> None:
    a_role(CART)
    reports.of[CART] = [
        service("ecs", ago(3), RunTask=ago(89), StopTask=ago(91), UpdateService=None),
        service("kms"),
        service("sqs", ago(91), SendMessage=ago(91)),
    ]
    (role,) = reports.review().roles
    assert role.unused_services == ("kms", "sqs")
    assert role.unused_actions == ("ecs:StopTask", "ecs:UpdateService"), (
        "actions of an unused service are unused anyway"
    )
    assert reports.granularity == ["ACTION_LEVEL"]
    assert reports.review(days=100).roles[0].unused_services == ("kms",)


def test_a_role_that_nobody_used_is_unused_unless_it_is_young(reports: Reports) -> None:
    a_role(CART)
    (role,) = reports.review().roles
    assert (role.last_used, role.unused, role.service) == (None, True, "cart")
    assert not reports.review(days=300).roles[0].unused, "it was made 200 days ago"


def test_a_role_that_was_used_lately_is_not_unused(reports: Reports, monkeypatch: pytest.MonkeyPatch) -> None:
    a_role(CART)

    def used(parsed: Any, **_: Any) -> None:
        parsed["Role"]["RoleLastUsed"] = {"LastUsedDate": ago(5), "Region": "us-east-1"}

    reports.account.session.events.register("after-call.iam.GetRole", used)
    (role,) = reports.review().roles
    assert (role.last_used, role.unused) == (ago(5), False)


def test_roles_are_those_with_the_tags_and_no_others(reports: Reports) -> None:
    a_role(CART)
    a_role("pyairtable-infra-deploy-dev", project="pyairtable-infra")
    a_role("pyairtable-infra-preview", project="pyairtable-infra", environment="shared")
    a_role("pyairtable-prod-cart-task", environment="prod")
    a_role("pyairtable-dev-alike", project="somebody-else")
    a_role("administrator")
    assert [role.name for role in reports.review().roles] == [CART, "pyairtable-infra-deploy-dev"]
    assert [role.name for role in reports.review("account", environments=("account", "shared")).roles] == [
        "pyairtable-infra-preview"
    ]
    asked = [call for call in reports.account.calls if call == "iam:GenerateServiceLastAccessedDetails"]
    assert len(asked) == 3, "no report is made of others' roles"


def test_an_empty_account_has_nothing_to_review(reports: Reports) -> None:
    found = reports.review()
    assert (found.roles, found.gone) == ((), ())
    assert reports.account.calls == ["iam:ListRoles"]


def test_the_boundary_and_who_may_assume_are_told(reports: Reports) -> None:
    a_role(CART)
    policy = client("iam").create_policy(
        PolicyName=BOUNDARY.rpartition("/")[2],
        PolicyDocument=json.dumps(
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
        ),
    )["Policy"]["Arn"]
    client("iam").put_role_permissions_boundary(RoleName=CART, PermissionsBoundary=policy)
    (role,) = reports.review().roles
    assert (role.boundary, role.assumed_by, role.open) == (BOUNDARY, ("ecs-tasks.amazonaws.com",), False)


@pytest.mark.thorough
def test_more_roles_and_services_than_a_page_are_all_read(reports: Reports) -> None:
    names = [f"pyairtable-dev-role-{number:03}" for number in range(120)]
    for name in names:
        a_role(name)
    reports.of[names[0]] = [service(f"service-{number:02}") for number in range(25)]
    reports.page = 10
    found = reports.review()
    assert [role.name for role in found.roles] == names
    assert len(found.roles[0].unused_services) == 25


def test_a_report_that_takes_its_time_is_waited_for(reports: Reports) -> None:
    a_role(CART)
    reports.busy = TRIES - 1
    pauses: list[None] = []
    assert reports.review(pause=lambda: pauses.append(None)).roles
    assert len(pauses) == TRIES - 1


def test_a_report_is_not_waited_for_for_ever(reports: Reports) -> None:
    a_role(CART)
    reports.busy = TRIES * 10
    with pytest.raises(OperationError) as caught:
        reports.review()
    assert str(caught.value) == (
        f"iam:GetServiceLastAccessedDetails: IAM has not finished its report on {CART} after 60 questions. "
        "Wait a minute, and run it again."
    )


def test_a_report_that_fails_says_why(reports: Reports) -> None:
    a_role(CART)
    reports.failed = True
    with pytest.raises(OperationError) as caught:
        reports.review()
    assert str(caught.value) == (
        f"iam:GetServiceLastAccessedDetails: IAM could not look into {CART}: an internal problem. Run it again."
    )


def test_a_role_that_vanishes_while_it_is_looked_at_is_said_so(reports: Reports) -> None:
    a_role(CART)
    a_role("pyairtable-dev-old")
    a_role("pyairtable-dev-older")
    reports.gone = ("pyairtable-dev-old",)

    def delete(request: AWSRequest, **_: Any) -> None:
        if "pyairtable-dev-older" in str(request.data) and "GetRole" in str(request.data):
            client("iam").delete_role(RoleName="pyairtable-dev-older")

    reports.account.session.events.register_first("request-created.iam.GetRole", delete)
    found = reports.review()
    assert [role.name for role in found.roles] == [CART]
    assert found.gone == ("pyairtable-dev-old", "pyairtable-dev-older")


OPERATIONS = ("ListRoles", "GetRole", "GenerateServiceLastAccessedDetails", "GetServiceLastAccessedDetails")


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("AccessDenied", "the caller may not do that (no). Run it as an administrator of the account. "),
        ("Throttling", "AWS throttled it 8 times (Throttling). Wait a minute, and run it again."),
        ("InvalidClientTokenId", "AWS does not take these credentials (InvalidClientTokenId: no). "),
        ("ServiceFailure", "AWS answered ServiceFailure: no."),
    ],
)
def test_each_failure_is_one_clear_message(reports: Reports, operation: str, code: str, message: str) -> None:
    a_role(CART)
    reports.account.before = failing(operation, code)
    with pytest.raises(AwsError) as caught:
        reports.review()
    assert str(caught.value).startswith(f"iam:{operation}: {message}")


def test_the_documented_policy_allows_exactly_the_calls_that_are_made(reports: Reports) -> None:
    a_role(CART)
    reports.review()
    text = (ROOT / "docs/access.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    allowed = json.loads(block)["Statement"]
    assert {action for statement in allowed for action in statement["Action"]} == set(reports.account.calls)
    for statement in allowed:
        for action in statement["Action"]:
            formats = {entry["resource_arn_format"] for entry in entries(action)}
            if statement["Resource"] == ["*"]:
                assert formats == {"*"}, f"AWS has a finer level for {action}"
            else:
                assert any(fits(one, each) for one in statement["Resource"] for each in formats - {"*"})
