"""Container definitions whole: what the API model allows is right, and a slip anywhere in it is noticed."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape
from botocore.validate import ParamValidator
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pyairtable_infra.engine.standin.aws import models, problems
from pyairtable_infra.engine.standin.aws.given import below
from tests.infra.engine.standin.aws.changing import LEFT_OUT, changed
from tests.infra.engine.standin.aws.good import planned
from tests.infra.engine.standin.aws.shapes_strategy import values

TASK = "aws:ecs/taskDefinition:TaskDefinition"
SHAPE = models.request("ecs", "RegisterTaskDefinition").members["containerDefinitions"]

definitions = st.lists(values(SHAPE.member), min_size=1, max_size=2)  # type: ignore[attr-defined]
slowly = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def _task(containers: Any) -> dict[str, Any]:
    return {"family": "web", "containerDefinitions": json.dumps(containers)}


def _paths(containers: Any) -> list[str]:
    return [each.path for each in problems(TASK, _task(containers))]


def _places(value: Any, shape: Shape, path: str = "containerDefinitions") -> Iterator[tuple[str, Any, Shape]]:
    """Every value with its path and shape."""
    yield path, value, shape
    if isinstance(shape, StructureShape):
        for key, each in value.items():
            yield from _places(each, shape.members[key], below(path, key))
    elif isinstance(shape, ListShape):
        for index, each in enumerate(value):
            yield from _places(each, shape.member, f"{path}[{index}]")


def _keys(containers: Any) -> list[str]:
    """The paths of the keys that the model knows."""
    found = _places(containers, SHAPE)
    return [below(path, key) for path, value, shape in found if isinstance(shape, StructureShape) for key in value]


def _with_an_essential_one(containers: Any) -> bool:
    return any(each.get("essential") is not False for each in containers)


@slowly
@given(definitions)
def test_what_the_model_allows_is_right(containers: Any) -> None:
    assume(_with_an_essential_one(containers))
    assert problems(TASK, _task(containers)) == []
    assert not ParamValidator().validate(containers, SHAPE).has_errors()


@slowly
@given(definitions, st.data())
def test_a_key_that_is_written_wrongly_is_noticed_where_it_stands(containers: Any, data: st.DataObject) -> None:
    keys = _keys(containers)
    assume(keys)
    path = data.draw(st.sampled_from(keys))
    around, _, key = path.rpartition(".")
    place = data.draw(st.integers(0, len(key)))
    wrong = key[:place] + data.draw(st.sampled_from("abxsZ")) + key[place:]
    value = _value(containers, path)
    told = {
        each.path: each.message
        for each in problems(TASK, changed(_task(containers), {path: LEFT_OUT, f"{around}.{wrong}": value}))
    }
    assert f"{around}.{wrong}" in told
    assert told[f"{around}.{wrong}"].startswith(f"{around} has no {wrong}; ")


@slowly
@given(definitions, st.data())
def test_a_value_that_an_enumeration_does_not_hold_is_noticed(containers: Any, data: st.DataObject) -> None:
    places = [
        (path, shape) for path, _, shape in _places(containers, SHAPE) if isinstance(shape, StringShape) and shape.enum
    ]
    assume(places)
    path, shape = data.draw(st.sampled_from(places))
    wrong = data.draw(st.text(max_size=12))
    assume(wrong not in shape.enum)
    assert path in [each.path for each in problems(TASK, changed(_task(containers), {path: wrong}))]


@slowly
@given(definitions, st.data())
def test_a_value_of_another_kind_is_noticed(containers: Any, data: st.DataObject) -> None:
    path, _, shape = data.draw(st.sampled_from(list(_places(containers, SHAPE))[1:] or [("", 0, SHAPE)]))
    assume(path)
    assume(not isinstance(shape, MapShape) and not getattr(shape, "is_document_type", False))
    others = st.sampled_from([None, True, 1, 1.5, "text", [1], {"a": 1}])
    wrong = data.draw(others.filter(lambda other: not _is_of(other, shape)))
    assert path in [each.path for each in problems(TASK, changed(_task(containers), {path: wrong}))] or wrong is None


def _is_of(value: Any, shape: Shape) -> bool:
    kinds: dict[str, Any] = {"structure": dict, "list": list, "string": str, "boolean": bool}
    if shape.type_name in ("integer", "long", "float", "double"):
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, kinds[shape.type_name])


def _value(containers: Any, path: str) -> Any:
    return next(value for place, value, _ in _places(containers, SHAPE) if place == path)


@pytest.mark.thorough
def test_every_key_of_our_own_containers_is_watched() -> None:
    texts = {re.sub(r"\d", "", str(_keys(json.loads(each["containerDefinitions"])))): each for each in planned(TASK)}
    for inputs in texts.values():  # one of each form
        containers = json.loads(inputs["containerDefinitions"])
        for path in _keys(containers):
            wrong = {path: LEFT_OUT, f"{path}x": _value(containers, path)}
            assert f"{path}x" in [each.path for each in problems(TASK, changed(inputs, wrong))]


def test_json_text_is_read_without_regard_to_case() -> None:
    assert _paths([{"Name": "web", "IMAGE": "web:1", "portmappings": [{"ContainerPort": 80}]}]) == []
