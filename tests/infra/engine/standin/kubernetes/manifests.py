"""Good objects, and ways to break them."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from typing import Any

from pyairtable_infra.engine.standin.kubernetes import problems
from pyairtable_infra.plan.model import Resource
from pyairtable_infra.plan.replacement.rules import parts
from tests.conftest import planned
from tests.infra.engine.standin.kubernetes.program import shop

REMOVED = object()

Place = tuple[str | int, ...]


@cache
def objects(*, unknowns: bool = False) -> tuple[Resource, ...]:
    """Every object of the shop."""
    found = planned(shop, unknowns=unknowns).resources
    return tuple(one for one in found if one.type.startswith("kubernetes:"))


@cache
def everywhere() -> tuple[tuple[Resource, Place], ...]:
    """Every place in every object of the shop."""
    return tuple((one, place) for one in objects() for place in places(one.inputs))


def good(kind: str) -> tuple[str, dict[str, Any]]:
    """The type and the inputs of the shop's object of a kind."""
    found = next(one for one in objects() if one.type.endswith(f":{kind}"))
    return found.type, deepcopy(dict(found.inputs))


def changed(inputs: Mapping[str, Any], path: str | Place, value: Any) -> dict[str, Any]:
    """Inputs with another value at a path, or without it."""
    whole: Any = deepcopy(dict(inputs))
    *outer, last = parts(path) if isinstance(path, str) else path
    inner = whole
    for part in outer:
        inner = inner[part]
    if value is REMOVED:
        del inner[last]
    else:
        inner[last] = value
    return dict(whole)


def said_of(kind: str, *changes: tuple[str, Any]) -> list[str]:
    """What is said of the shop's object of a kind after some changes."""
    type_, inputs = good(kind)
    for path, value in changes:
        inputs = changed(inputs, path, value)
    return list(map(str, problems(type_, inputs)))


def places(value: Any, here: Place = ()) -> Iterator[Place]:
    """Every place inside a value."""
    pairs = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for part, inner in pairs:
        yield (*here, part)
        yield from places(inner, (*here, part))


def inside(value: Any, place: Place) -> Any:
    """What stands at a place."""
    for part in place:
        value = value[part]
    return value
