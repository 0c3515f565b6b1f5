"""Broken objects, and what is said of them: a table, and changes that nobody thought of."""

from copy import deepcopy
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pyairtable_infra.engine.computed.kubernetes_kinds import group_version_kind, is_built_in
from pyairtable_infra.engine.standin.kubernetes import problems, versions
from pyairtable_infra.plan.model import SECRET, UNKNOWN, Resource
from tests.infra.engine.standin.kubernetes.manifests import (
    REMOVED,
    Place,
    changed,
    everywhere,
    good,
    inside,
    places,
    said_of,
)

oracle: Any = import_module("kubernetes_validate")
unhurried = settings(deadline=None)
"""The first example of a run reads all schemas."""

TABLE = yaml.safe_load((Path(__file__).parent / "broken.yaml").read_text())
ROWS = [(kind, row) for kind, rows in TABLE.items() for row in rows]

NAMES = st.sampled_from(("name", "metadata", "spec", "containers", "labels", "port", "ports", "resources", "x y", ""))
VALUES = st.one_of(
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=5),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)
ANYTHING = st.recursive(
    st.one_of(st.none(), VALUES, st.sampled_from((UNKNOWN, SECRET))),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=8,
)


@pytest.mark.parametrize(("kind", "row"), ROWS, ids=[f"{kind}: {row['at']}" for kind, row in ROWS])
def test_a_broken_object_is_told_where_and_with_an_example(kind: str, row: dict[str, Any]) -> None:
    said = row["said"] if isinstance(row["said"], list) else [row["said"]]
    assert said_of(kind, (row["at"], row.get("put", REMOVED))) == said


def test_every_message_ends_with_an_example() -> None:
    assert len(ROWS) > 100
    for kind, row in ROWS:
        for message in said_of(kind, (row["at"], row.get("put", REMOVED))):
            assert message.partition("For example: ")[2].strip()


def test_several_problems_are_told_in_the_order_of_their_paths() -> None:
    box = "spec.template.spec.containers[0]"
    found = said_of("Deployment", (f"{box}.image", 5), ("metadata.name", "A"), (f"{box}.env[1].name", 7), ("spec.x", 1))
    assert [each.partition(": ")[0] for each in found] == [
        "metadata.name",
        f"{box}.env[1].name",
        f"{box}.image",
        "spec.x",
    ]


@unhurried
@given(st.data())
def test_whatever_a_program_writes_is_judged(data: st.DataObject) -> None:
    one, place = data.draw(st.sampled_from(everywhere()))
    broken = changed(one.inputs, place, data.draw(ANYTHING))
    for problem in problems(one.type, broken):
        assert problem.path
        assert problem.message.partition("For example: ")[2].strip()


@unhurried
@given(st.data())
def test_renaming_any_key_of_a_good_deployment_is_noticed(data: st.DataObject) -> None:
    type_, inputs = good("Deployment")
    place = data.draw(st.sampled_from([place for place in places(inputs) if isinstance(place[-1], str)]))
    key = str(place[-1])
    at = data.draw(st.integers(0, len(key) - 1))
    letter = data.draw(st.sampled_from("abcxyzABCXYZ"))
    name = data.draw(st.sampled_from((key[:at] + key[at + 1 :], key[:at] + letter + key[at:], key[:at] + letter)))
    section = inside(inputs, place[:-1])
    assume(name not in section)
    renamed = {name if each == key else each: value for each, value in section.items()}
    broken = changed(inputs, place[:-1], renamed) if place[:-1] else renamed
    assert problems(type_, broken), f"{key} was renamed to {name!r}"


@settings(unhurried, max_examples=30)
@given(st.data())
def test_what_kubernetes_validate_refuses_is_refused_here(data: st.DataObject) -> None:
    one, place = data.draw(st.sampled_from([(one, place) for one, place in everywhere() if _is_known(one, place)]))
    broken = changed(one.inputs, place, data.draw(VALUES))
    try:
        oracle.validate(deepcopy(broken), versions()[-1], strict=True)
    except oracle.ValidationError:
        assert problems(one.type, broken)


def _is_known(one: Resource, place: Place) -> bool:
    """Whether the other validator can judge an object with a change at a place."""
    api_version, kind = group_version_kind(one.type)
    return is_built_in(api_version) and kind != "Secret" and place[0] not in ("apiVersion", "kind")
