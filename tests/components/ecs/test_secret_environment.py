"""A secret value in the environment of a container."""

from collections.abc import Callable

import pytest
from pydantic import SecretStr

from pyairtable_infra.plan.file import dump
from pyairtable_infra.plan.model import SECRET, Plan
from tests.components.ecs.making import one_off_plan, scheduled_plan, service_plan
from tests.components.reading import every, only

VALUE = "correct-horse-battery-staple"
PLANS: dict[str, Callable[..., Plan]] = {"service": service_plan, "scheduled": scheduled_plan, "one-off": one_off_plan}


@pytest.fixture(params=sorted(PLANS))
def plan(request: pytest.FixtureRequest) -> Plan:
    return PLANS[request.param](environment={"API_KEY": SecretStr(VALUE), "LOG_LEVEL": "debug"})


def test_the_whole_definition_becomes_secret(plan: Plan) -> None:
    assert only(plan, "TaskDefinition").inputs["containerDefinitions"] == SECRET


def test_the_value_is_nowhere_in_the_plan(plan: Plan) -> None:
    text = dump(plan)
    assert VALUE not in text
    assert only(plan, "TaskDefinition").urn in text, "the text is that of this plan"


def test_the_definition_still_waits_for_its_log_group(plan: Plan) -> None:
    group = only(plan, "cloudwatch/logGroup:LogGroup")
    assert group.urn in only(plan, "TaskDefinition").property_dependencies["containerDefinitions"]


def test_without_a_secret_value_the_definition_can_be_read() -> None:
    plan = service_plan(environment={"LOG_LEVEL": "debug"})
    assert "LOG_LEVEL" in only(plan, "TaskDefinition").inputs["containerDefinitions"]
    assert all(SECRET not in resource.inputs.values() for resource in every(plan, "TaskDefinition"))
