"""The permissions boundary: every role carries it, it admits every grant, and it stops what no role may do."""

import ast
import json
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyairtable_components import Context, ManagedBoundary, PermissionsBoundary
from pyairtable_components.identity import role as role_module
from pyairtable_components.identity.boundary import LONGEST
from pyairtable_components.identity.boundary_actions import GLOBAL, platform_actions
from pyairtable_infra.composition.planning import plan_of as plan_of_stack
from pyairtable_infra.plan.model import Plan
from pyairtable_infra.profile.loader import load_stack
from tests.components.identity.analyser import entries
from tests.components.reading import every, only, plan_of, statements, uses
from tests.components.whole import shop_plan
from tests.conftest import ROOT, a_context, environment_plan
from tests.infra.operations.bootstrap.iam import Principal, Request, allowed

ROLE = "arn:aws:iam::123456789012:role/shop-dev-cart"
ANYTHING = {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
HERE = {"aws:RequestedRegion": "us-east-1"}
POLICY = "arn:aws:iam::123456789012:policy/pyairtable-account-boundary"


@cache
def boundary(project: str = "shop") -> dict[str, Any]:
    context = a_context(project=project)
    plan = plan_of(lambda: PermissionsBoundary("boundary", ManagedBoundary(kind="managed"), context))
    document: dict[str, Any] = json.loads(only(plan, "iam/policy:Policy").inputs["policy"])
    return document


def may(action: str, resource: str = "*", **context: str) -> bool:
    """Whether a role that is granted everything may do it within the boundary."""
    asked = Request(action, resource, HERE | {key.replace("_", ":", 1): value for key, value in context.items()})
    return allowed(Principal(ROLE, (ANYTHING,), boundary()), asked)


@cache
def account_plan() -> Plan:
    return plan_of_stack(load_stack("account", ROOT), ROOT)


def whole_plan() -> Plan:
    return shop_plan(permissions_boundary=POLICY)


PLANS: dict[str, Callable[[], Plan]] = {
    "every component": whole_plan,
    "account": account_plan,
    **{name: partial(environment_plan, name) for name in ("dev", "staging", "prod")},
}


@pytest.mark.parametrize("name", PLANS)
def test_every_role_carries_the_boundary(name: str) -> None:
    roles = every(PLANS[name](), "iam/role:Role")
    assert roles
    assert {role.inputs.get("permissionsBoundary") for role in roles} == {POLICY}


def test_no_other_module_makes_a_role() -> None:
    """A role that is made elsewhere would have no boundary."""
    package = ROOT / "components/pyairtable_components"
    making = {
        file
        for file in package.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("iam.Role")
    }
    assert {str(file) for file in making} == {role_module.__file__}


def test_roles_of_the_account_wait_for_the_boundary() -> None:
    plan = account_plan()
    policy = only(plan, "iam/policy:Policy")
    assert policy.outputs["arn"] == POLICY == plan.stack_outputs["permissions_boundary_arn"]
    assert all(uses(role, "permissionsBoundary", policy) for role in every(plan, "iam/role:Role"))


def test_without_a_boundary_a_role_has_none() -> None:
    roles = every(shop_plan(), "iam/role:Role")
    assert not [role.name for role in roles if "permissionsBoundary" in role.inputs]


def grants(plan: Plan) -> Iterator[tuple[str, dict[str, Any]]]:
    for policy in every(plan, "iam/rolePolicy:RolePolicy"):
        for statement in statements(policy.inputs["policy"]):
            yield policy.name, statement


@pytest.mark.parametrize("name", PLANS)
def test_whatever_is_granted_is_within_the_boundary(name: str) -> None:
    missing = {
        f"{action} of {role}"
        for role, statement in grants(PLANS[name]())
        for action in statement["Action"]
        if action != "iam:PassRole" and not may(action)
    }
    assert not missing, "add it to ACTIONS in identity/boundary_actions.py"
    for _, statement in grants(PLANS[name]()):
        if "iam:PassRole" in statement["Action"]:
            (service,) = statement["Condition"]["StringEquals"].values()
            for resource in statement["Resource"]:
                assert may("iam:PassRole", resource, iam_PassedToService=service), "add it to PASSED_TO"


@pytest.mark.parametrize("action", platform_actions())
def test_each_action_is_one_of_aws(action: str) -> None:
    assert entries(action)


NEVER = [
    "iam:CreateRole",
    "iam:CreateUser",
    "iam:CreateAccessKey",
    "iam:CreatePolicyVersion",
    "iam:AttachRolePolicy",
    "iam:PutRolePolicy",
    "iam:PutRolePermissionsBoundary",
    "iam:DeleteRolePermissionsBoundary",
    "iam:SetDefaultPolicyVersion",
    "iam:UpdateAssumeRolePolicy",
    "iam:AddUserToGroup",
    "organizations:LeaveOrganization",
    "account:CloseAccount",
    "billing:UpdateBillingPreferences",
    "aws-portal:ModifyBilling",
    "payments:MakePayment",
    "savingsplans:CreateSavingsPlan",
    "sts:AssumeRole",
]


@pytest.mark.parametrize("action", NEVER)
def test_what_no_role_may_do_is_denied(action: str) -> None:
    assert not may(action)
    denials = [statement for statement in boundary()["Statement"] if statement["Effect"] == "Deny"]
    limit = {"Statement": [*ANYTHING["Statement"], *denials]}
    assert not allowed(Principal(ROLE, (ANYTHING,), limit), Request(action, "*", HERE)), "leaving out is not denying"


@pytest.mark.parametrize("action", ["s3:DeleteBucket", "ec2:RunInstances", "kms:ScheduleKeyDeletion"])
def test_what_no_component_needs_is_left_out(action: str) -> None:
    assert not may(action)


def test_a_role_stays_in_its_regions() -> None:
    assert may("sqs:SendMessage", aws_RequestedRegion="us-west-2")
    assert not may("sqs:SendMessage", aws_RequestedRegion="eu-west-1")
    assert may("ce:GetCostAndUsage", aws_RequestedRegion="eu-west-1"), f"{GLOBAL} have no region"


def test_a_role_passes_roles_of_its_project_to_tasks_only() -> None:
    assert may("iam:PassRole", ROLE, iam_PassedToService="ecs-tasks.amazonaws.com")
    assert not may("iam:PassRole", ROLE, iam_PassedToService="ec2.amazonaws.com")
    other = "arn:aws:iam::123456789012:role/administrator"
    assert not may("iam:PassRole", other, iam_PassedToService="ecs-tasks.amazonaws.com")


@settings(max_examples=20)
@given(st.from_regex(r"[a-z0-9-]{2,20}:[A-Z][A-Za-z]{3,25}", fullmatch=True))
def test_an_action_that_is_not_listed_is_not_allowed(action: str) -> None:
    assert may(action) == (action in platform_actions())


def test_it_is_as_short_as_iam_wants_it() -> None:
    text = json.dumps(boundary("p" * 40), separators=(",", ":"))
    assert len(text) < LONGEST


def test_a_region_that_roles_could_not_act_in_is_refused() -> None:
    context: Context = a_context(region="eu-west-1", zones=("eu-west-1a",))
    with pytest.raises(ValueError, match=r"regions: eu-west-1, .* For example: \[eu-west-1, us-east-1, us-west-2\]"):
        plan_of(lambda: PermissionsBoundary("boundary", ManagedBoundary(kind="managed"), context))


@pytest.mark.parametrize(
    ("regions", "message"),
    [
        (["us-east-1", "us-east-1"], "us-east-1 is there twice. For example: [us-east-1]"),
        (["us-east"], "'us-east' is not an AWS region. For example: us-east-1"),
    ],
)
def test_regions_that_are_none_are_refused(regions: list[str], message: str) -> None:
    with pytest.raises(ValueError, match="For example") as refused:
        ManagedBoundary.model_validate({"kind": "managed", "regions": regions})
    assert message in str(refused.value)
