"""The three environments under the real engine: the state after `up` is what the offline plan says."""

from dataclasses import replace
from typing import Any

import pytest

from pyairtable_infra.plan.agreement import differences, of_plan, of_state
from tests.conftest import environment_plan
from tests.engine.workspace import Workspace

ENVIRONMENTS = ("dev", "staging", "prod")
UP = ("up", "--yes", "--skip-preview")


@pytest.fixture(scope="module", params=ENVIRONMENTS)
def deployed(request: pytest.FixtureRequest, workspace: Workspace) -> str:
    """An environment after its first `pulumi up`."""
    environment: str = request.param
    workspace.pulumi("stack", "init", environment)
    workspace.pulumi(*UP, "--stack", environment)
    return environment


def test_the_state_after_up_is_the_offline_plan(deployed: str, workspace: Workspace) -> None:
    plan = environment_plan(deployed)
    assert differences(of_state(workspace.state(deployed)), of_plan(plan)) == []


def test_a_second_up_changes_nothing(deployed: str, workspace: Workspace) -> None:
    workspace.pulumi(*UP, "--stack", deployed, "--expect-no-changes")


def test_the_comparison_notices_a_difference_in_every_field(deployed: str, workspace: Workspace) -> None:
    state = of_state(workspace.state(deployed))
    plan = environment_plan(deployed)
    index = next(i for i, one in enumerate(plan.resources) if one.type == "aws:ecs/service:Service")
    service = plan.resources[index]
    mutations: dict[str, dict[str, Any]] = {
        "inputs": {"inputs": {**service.inputs, "desiredCount": 99}},
        "outputs": {"outputs": {}},
        "parent": {"parent": ""},
        "provider": {"provider": ""},
        "dependencies": {"dependencies": service.dependencies[1:]},
        "propertyDependencies": {"property_dependencies": {}},
        "protect": {"protect": not service.protect},
        "retainOnDelete": {"retain_on_delete": not service.retain_on_delete},
        "ignoreChanges": {"ignore_changes": ()},
        "only one has": {"urn": f"{service.urn}-other"},
    }
    for field, change in mutations.items():
        resources = list(plan.resources)
        resources[index] = replace(service, **change)
        found = differences(state, of_plan(replace(plan, resources=tuple(resources))))
        assert any(field in line for line in found), field
