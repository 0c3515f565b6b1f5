"""Puts values at their places in a request, with the structures on the way."""

from collections.abc import Mapping

from pyairtable_infra.engine.standin.aws.given import OPEN, Filler, Given
from pyairtable_infra.engine.standin.aws.routes import Way, member

Names = Mapping[Way, Mapping[str, Filler]]


def place(target: Given, way: Way, given: Given, names: Names, walked: Way = ()) -> None:
    """Put a value at the end of a way. `names` says how members of the structures on the way would be written."""
    part, rest, walked = way[0], way[1:], (*walked, way[0])
    if part.endswith("[*]") and given.value is not OPEN:
        elements = [Given(each.path, {}, dict(names.get(walked, {}))) for each in given.value]
        for element, each in zip(elements, given.value, strict=True):
            place(element, rest, each, names, walked)
        _join(target, member(part), Given(given.path, elements))
    elif part.endswith("[*]"):
        _join(target, member(part), given)
    elif rest:
        inner = step(target, part, names.get(walked, {}))
        if inner.value is not OPEN:
            place(inner, rest, given, names, walked)
    else:
        _join(target, member(part), Given(given.path, [given]) if part.endswith("[]") else given)


def step(target: Given, part: str, names: Mapping[str, Filler]) -> Given:
    """The structure that a part of a way leads to, made where it is missing."""
    there: Given | None = target.value.get(member(part))
    if there is None:
        made = Given(target.path, {}, dict(names))
        there = target.value[member(part)] = Given(target.path, [made]) if "[" in part else made
    first: Given = there.value[0] if isinstance(there.value, list) else there
    return first


def supply(given: Given, way: Way) -> None:
    """Fill in a member that the provider fills in, in every structure that is there."""
    if isinstance(given.value, list):
        for each in given.value:
            supply(each, way)
    elif isinstance(given.value, dict) and len(way) == 1:
        given.value.setdefault(way[0], Given(given.path, OPEN))
    elif isinstance(given.value, dict) and way[0] in given.value:
        supply(given.value[way[0]], way[1:])


def _join(target: Given, name: str, given: Given) -> None:
    """Add a value to a structure. Two properties may fill the same list or structure."""
    there = target.value.setdefault(name, given)
    if there is given or there.value is OPEN:
        return
    if given.value is OPEN:
        target.value[name] = given
    elif isinstance(there.value, list) and isinstance(given.value, list):
        there.value.extend(given.value)
    elif isinstance(there.value, dict) and isinstance(given.value, dict):
        there.value.update(given.value)
    else:
        target.value[name] = given
