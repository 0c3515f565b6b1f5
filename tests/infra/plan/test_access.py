"""What a service may do, read from a plan."""

import json
from io import StringIO

import pytest
from rich.console import Console

from pyairtable_infra.plan.access import Grant, Role, roles, services_with_roles
from pyairtable_infra.plan.file import dump, plan_of
from pyairtable_infra.plan.model import Plan
from pyairtable_infra.report import access as report
from tests.components.reading import granted
from tests.conftest import ROOT, environment_plan


@pytest.fixture(scope="module")
def dev() -> Plan:
    return environment_plan("dev")


def by_name(plan: Plan, service: str) -> dict[str, Role]:
    return {role.name: role for role in roles(plan, service)}


def granting(role: Role, action: str) -> Grant:
    (found,) = (grant for grant in role.grants if action in grant.actions)
    return found


def test_every_role_of_every_service_is_told_with_every_action(dev: Plan) -> None:
    assert "shared" in services_with_roles(dev)
    for service in services_with_roles(dev):
        for name, role in by_name(dev, service).items():
            told = {action for grant in role.grants for action in grant.actions}
            assert told == set(granted(dev, name)), name


def test_it_says_who_acts_with_a_role(dev: Plan) -> None:
    used = {name: role.used_by for name, role in by_name(dev, "saga-orchestrator").items()}
    assert used == {
        "saga-orchestrator-execution": "ECS, as a task starts",
        "saga-orchestrator-task": "the code in the container",
    }
    shared = by_name(dev, "shared")
    assert shared["rotation-database-function"].used_by == "lambda.amazonaws.com"


def test_it_names_the_resource_behind_an_arn_and_the_condition(dev: Plan) -> None:
    execution = by_name(dev, "saga-orchestrator")["saga-orchestrator-execution"]
    (secret,) = granting(execution, "secretsmanager:GetSecretValue").on
    assert secret.resource
    assert secret.resource.name == "database-saga-orchestrator-secret"
    decrypt = granting(execution, "kms:Decrypt")
    assert decrypt.conditions == ("kms:ViaService StringEquals secretsmanager.us-east-1.amazonaws.com",)
    (stream,) = granting(execution, "logs:PutLogEvents").on
    assert stream.rest == ":log-stream:*"


def test_a_plan_file_says_the_same(dev: Plan) -> None:
    read = plan_of(json.loads(dump(dev)), ROOT / "dev.json")
    assert by_name(read, "api-gateway").keys() == by_name(dev, "api-gateway").keys()
    assert [role.grants for role in roles(read, "api-gateway")] == [role.grants for role in roles(dev, "api-gateway")]


def test_a_service_that_may_do_nothing_is_told_so(dev: Plan) -> None:
    screen = Console(width=200, record=True, file=StringIO())
    screen.print(report.access("frontend", roles(dev, "frontend")))
    lines = screen.export_text().splitlines()
    assert lines[0] == "frontend"
    assert lines[-2:] == ["└── the code in the container  role frontend-task", "    └── nothing"]
