"""The output of `pulumi preview --json`: whole, or refused with what is missing."""

import json
from pathlib import Path
from typing import Any

import pytest

from pyairtable_infra.plan.file import PlanFileError, dump
from pyairtable_infra.plan.model import STACK
from pyairtable_infra.plan.preview import LAST_INTENT
from pyairtable_infra.plan.target import load
from tests.infra.plan.making import STACK_URN, plan, resource, urn

KEY = "aws:kms/key:Key"


def state(name: str, **values: Any) -> dict[str, Any]:
    return {"urn": urn(KEY, name), "type": KEY, "custom": True, "inputs": {"name": name}, **values}


def step(op: str, name: str, **values: Any) -> dict[str, Any]:
    new = {} if op in ("delete", "delete-replaced") else {"newState": state(name, **values)}
    return {"op": op, "urn": urn(KEY, name), **new}


def written(folder: Path, *steps: dict[str, Any], summary: dict[str, int] | None = None) -> Path:
    path = folder / "preview.json"
    counted: dict[str, int] = {}
    for one in steps:
        counted[one["op"]] = counted.get(one["op"], 0) + 1
    path.write_text(json.dumps({"steps": steps, "changeSummary": counted if summary is None else summary}))
    return path


def test_what_will_be_there_is_in_the_plan(tmp_path: Path) -> None:
    steps = (
        step("create", "a"),
        step("update", "b"),
        step("same", "c"),
        step("delete", "d"),
        step("create-replacement", "e", inputs={"name": "new"}),
        step("replace", "e", inputs={"name": "new"}),
        step("delete-replaced", "e"),
        step("read", "f", external=True),
    )
    found = load(written(tmp_path, *steps))
    assert [one.name for one in found.resources] == ["a", "b", "c", "e", "f"]
    assert found.by_urn[urn(KEY, "e")].inputs == {"name": "new"}
    assert found.by_urn[urn(KEY, "f")].external
    assert found.notes == ()


def test_edges_are_kept(tmp_path: Path) -> None:
    links = {"name": [urn(KEY, "b")]}
    found = load(written(tmp_path, step("create", "a", propertyDependencies=links, dependencies=[urn(KEY, "b")])))
    assert found.resources[0].property_dependencies == {"name": (urn(KEY, "b"),)}


def test_the_intent_of_the_last_deployment_is_taken_and_told(tmp_path: Path) -> None:
    stack = {
        "op": "same",
        "urn": STACK_URN,
        "newState": {"urn": STACK_URN, "type": STACK, "custom": False},
        "oldState": {"outputs": {"intent": {"version": 1}}},
    }
    found = load(written(tmp_path, stack))
    assert found.intent == {"version": 1}
    assert found.notes == (LAST_INTENT,)


def test_a_preview_without_what_stays_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, step("update", "a"), summary={"update": 1, "same": 7})
    with pytest.raises(PlanFileError) as caught:
        load(path)
    assert str(caught.value) == (
        f"{path}: this preview leaves out 7 resources that do not change; --show-sames is missing. "
        "For example: pulumi preview --json --show-sames > preview.json"
    )


BROKEN = "For example: pulumi preview --json --show-sames > preview.json"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"steps": []}, f"this preview is broken. {BROKEN}"),
        ({"steps": 5, "changeSummary": {}}, f"this preview is broken. {BROKEN}"),
        (
            {"steps": [{"op": "create", "newState": {"urn": 5}}], "changeSummary": {}},
            f"a step of this preview is broken. {BROKEN}",
        ),
        ({"steps": ["create"], "changeSummary": {}}, f"a step of this preview is broken. {BROKEN}"),
        ({"steps": [], "changeSummary": {"same": "x"}}, f"this preview is broken. {BROKEN}"),
    ],
)
def test_a_broken_preview_is_told(tmp_path: Path, content: Any, message: str) -> None:
    path = tmp_path / "preview.json"
    path.write_text(json.dumps(content))
    with pytest.raises(PlanFileError) as caught:
        load(path)
    assert str(caught.value) == f"{path}: {message}"


def test_a_preview_cut_in_half_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, step("create", "a"))
    path.write_text(path.read_text()[:60])
    with pytest.raises(PlanFileError, match=r"preview\.json: this is not JSON \("):
        load(path)


def test_a_plan_file_is_a_target_too(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text(dump(plan(resource(KEY, "a"))))
    assert [one.name for one in load(path).resources] == ["shop-dev", "a"]


def test_a_file_of_another_kind_is_told(tmp_path: Path) -> None:
    path = tmp_path / "package.json"
    path.write_text("{}")
    with pytest.raises(PlanFileError) as caught:
        load(path)
    assert str(caught.value) == (
        f"{path}: a plan file or a state export is needed, and this is neither, or a broken one. "
        "For example: pulumi stack export --file state.json"
    )
