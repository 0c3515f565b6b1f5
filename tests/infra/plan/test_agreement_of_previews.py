"""A plan compared with what a state says in other words, and with what a preview leaves out."""

from dataclasses import replace
from typing import Any

import pytest

from pyairtable_infra.plan.agreement import differences, of_plan, of_preview, of_state, of_unknown_plan
from pyairtable_infra.plan.model import SECRET, SIGNATURE, UNKNOWN, Plan, Resource

URN = "urn:pulumi:test::example::"
STACK, PROVIDER, BUCKET = (
    f"{URN}pulumi:pulumi:Stack::example-test",
    f"{URN}pulumi:providers:aws::default_7",
    f"{URN}aws:s3/bucket:Bucket::one",
)
FILE = {SIGNATURE: "c44067f5952c0a294b673a41bacd8c17", "hash": "abc"}

PLAN = Plan(
    (
        Resource(STACK, "pulumi:pulumi:Stack", custom=False),
        Resource(PROVIDER, "pulumi:providers:aws", custom=True, id="planned", inputs={"version": "7"}),
        Resource(
            BUCKET,
            "aws:s3/bucket:Bucket",
            custom=True,
            id="b",
            inputs={"name": SECRET, "size": 2, "file": FILE | {"path": "app/x.txt"}},
            outputs={"provider": "planned"},
            parent=STACK,
            provider=f"{PROVIDER}::planned",
            dependencies=("a", "b"),
            property_dependencies={"name": ("a", "b"), "size": ()},
            aliases=("former",),
            delete_before_replace=True,
            replacement_trigger=SECRET,
            source="app/__main__.py#3",
        ),
    )
)


def _state(**changes: Any) -> dict[str, Any]:
    """A state that says what the plan does, in other words; `changes` are of the bucket."""
    bucket = {
        "urn": BUCKET,
        "type": "aws:s3/bucket:Bucket",
        "custom": True,
        "id": "b",
        "inputs": {
            "name": {**SECRET, "ciphertext": "v1:x"},
            "size": 2.0,
            "file": FILE | {"path": "/elsewhere/app/x.txt"},
        },
        "outputs": {"provider": "random"},
        "parent": STACK,
        "provider": f"{PROVIDER}::random",
        "dependencies": ["b", "a"],
        "propertyDependencies": {"size": [], "name": ["b", "a"]},
        "replacementTrigger": {**SECRET, "ciphertext": "v1:y"},
        "created": "2026-01-01T00:00:00Z",
        "sourcePosition": "project:///app/__main__.py#3",
    }
    provider = {
        "urn": PROVIDER,
        "type": "pulumi:providers:aws",
        "custom": True,
        "id": "random",
        "inputs": {"version": "7", "__internal": {}},
    }
    stack = {"urn": STACK, "type": "pulumi:pulumi:Stack", "custom": False}
    return {"deployment": {"resources": [stack, provider, bucket | changes]}}


def test_what_differs_from_run_to_run_is_no_difference() -> None:
    assert differences(of_state(_state()), of_plan(PLAN)) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"inputs": {"name": "open", "size": 2, "file": FILE}}, "inputs.name: 'open' is not"),
        ({"inputs": {"name": SECRET, "size": 3, "file": FILE}}, "inputs.size: 3 is not 2"),
        (
            {"inputs": {"name": SECRET, "size": 2, "file": FILE | {"hash": "def"}}},
            "inputs.file.hash: 'def' is not 'abc'",
        ),
        ({"provider": f"{URN}pulumi:providers:aws::other::random"}, "provider: "),
        ({"dependencies": ["a"]}, "dependencies: ['a'] is not ['a', 'b']"),
        ({"replacementTrigger": "open"}, "replacementTrigger: 'open' is not"),
        ({"protect": True}, "protect: True is not None"),
        ({"taint": True}, "taint: True is not None"),
        ({"hideDiff": ["tags"]}, "hideDiff: ['tags'] is not None"),
    ],
)
def test_every_other_difference_is_told(change: dict[str, Any], said: str) -> None:
    (line,) = differences(of_state(_state(**change)), of_plan(PLAN))
    assert line.startswith(f"{BUCKET} {said}")


def _preview(**changes: Any) -> dict[str, Any]:
    """A preview of an import and of the stack; `changes` are of the bucket after its last step."""
    stack, _, bucket = _state()["deployment"]["resources"]
    bucket["inputs"]["name"] = bucket["replacementTrigger"] = "[secret]"
    bucket["provider"] = f"{PROVIDER}::{UNKNOWN}"
    last = {key: value for key, value in bucket.items() if key not in ("id", "outputs")} | changes
    steps = [("create", STACK, stack), ("import", BUCKET, bucket | {"inputs": {}}), ("update", BUCKET, last)]
    gone = {"op": "delete", "urn": f"{BUCKET}-gone", "oldState": {}}
    return {"steps": [*({"op": op, "urn": urn, "newState": state} for op, urn, state in steps), gone]}


def test_a_preview_shows_neither_default_providers_nor_ids_nor_computed_values() -> None:
    assert differences(of_preview(_preview()), of_unknown_plan(PLAN)) == []


def test_a_difference_to_a_preview_is_told() -> None:
    (line,) = differences(of_preview(_preview(protect=True)), of_unknown_plan(PLAN))
    assert line == f"{BUCKET} protect: True is not None"


def test_a_provider_of_the_program_is_compared_with_a_preview() -> None:
    stack, provider, bucket = PLAN.resources
    plan = replace(PLAN, resources=(stack, replace(provider, parent=STACK), bucket))
    assert differences(of_preview(_preview()), of_unknown_plan(plan)) == [f"only one has {PROVIDER}"]
