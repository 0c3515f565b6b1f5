"""When a state says what a plan says, and when it does not."""

import json
from typing import Any

import pytest

from pyairtable_infra.plan.agreement import differences, of_plan, of_state
from pyairtable_infra.plan.file import dump
from pyairtable_infra.plan.model import SECRET, Plan, Resource

URN = "urn:pulumi:dev::shop::aws:iam/role:Role::worker"
PROVIDER = "urn:pulumi:dev::shop::pulumi:providers:aws::aws"
PLAN = Plan(
    (
        Resource(PROVIDER, "pulumi:providers:aws", custom=True, id="made-up", inputs={"region": "us-east-1"}),
        Resource(
            URN,
            "aws:iam/role:Role",
            custom=True,
            id="worker",
            inputs={"name": "worker", "tags": {"Owner": "team"}, "maxSessionDuration": 3600},
            outputs={"arn": "arn:worker"},
            provider=f"{PROVIDER}::made-up",
            dependencies=(PROVIDER,),
        ),
    )
)


def a_state() -> dict[str, Any]:
    state: dict[str, Any] = json.loads(dump(PLAN))
    return state


def test_a_state_differs_from_its_plan_in_ids_of_providers_times_and_positions_only() -> None:
    text = json.dumps(a_state()).replace("made-up", "0b7c-random")
    state = json.loads(text)
    for raw in state["deployment"]["resources"]:
        raw |= {"created": "now", "modified": "now", "sourcePosition": "project:///x.py#1", "stackTrace": []}
    state["deployment"]["resources"][1]["inputs"]["maxSessionDuration"] = 3600.0
    assert differences(of_state(state), of_plan(PLAN)) == []


def test_secrets_are_compared_as_secrets_alone() -> None:
    state = a_state()
    state["deployment"]["resources"][1]["inputs"]["name"] = {**SECRET, "ciphertext": "v1:abc"}
    (found,) = differences(of_state(state), of_plan(PLAN))
    assert found.startswith(f"{URN} inputs.name: ")
    assert "ciphertext" not in found


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            {"inputs": {"name": "worker", "tags": {"Owner": "x"}, "maxSessionDuration": 3600}},
            "inputs.tags.Owner: 'x' is not 'team'",
        ),
        ({"outputs": {}}, "outputs.arn: None is not 'arn:worker'"),
        ({"parent": "p"}, "parent: 'p' is not None"),
        ({"protect": True}, "protect: True is not None"),
        ({"dependencies": []}, f"dependencies: [] is not ['{PROVIDER}']"),
    ],
)
def test_a_difference_names_resource_and_value(change: dict[str, Any], expected: str) -> None:
    state = a_state()
    state["deployment"]["resources"][1] |= change
    assert differences(of_state(state), of_plan(PLAN)) == [f"{URN} {expected}"]


def test_a_resource_that_only_one_has_is_named() -> None:
    state = a_state()
    del state["deployment"]["resources"][1]
    assert differences(of_state(state), of_plan(PLAN)) == [f"only one has {URN}"]
