"""Walks a request along the shape that the API model gives it.

botocore's own validator knows neither enumerations nor patterns nor upper bounds
(https://github.com/boto/botocore/blob/develop/botocore/validate.py); the service checks all of them.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape

from pyairtable_infra.engine.standin.aws import examples, messages, patterns
from pyairtable_infra.engine.standin.aws.given import OPEN, Given
from pyairtable_infra.engine.standin.problems import Problem

_WHOLE = ("integer", "long")
_NUMBERS = (*_WHOLE, "float", "double")


def problems(given: Given, shape: Shape) -> Iterator[Problem]:
    """Everything in which a value does not keep to its shape."""
    if given.value is OPEN:
        return
    match shape:
        case StructureShape():
            yield from _structure(given, shape)
        case ListShape():
            yield from _list(given, shape)
        case MapShape():
            yield from _map(given, shape)
        case _:
            yield from _scalar(given, shape)


def _structure(given: Given, shape: StructureShape) -> Iterator[Problem]:
    if shape.is_document_type:
        return
    if not isinstance(given.value, dict):
        yield _of_another_kind(given, shape, "block")
        return
    for name, each in given.value.items():
        if name in shape.members:
            yield from problems(each, shape.members[name])
        else:
            yield messages.unknown(given.path, given.path, name, list(shape.members))
    for name in shape.required_members:
        if name not in given.value:
            filler = given.filler(name)
            path = f"{given.path}.{filler.property_}".lstrip(".")
            yield messages.missing(path, filler.sample or examples.of(shape.members[name], name=path))
    if shape.is_tagged_union and len(given.value) != 1:
        names = [given.filler(name).property_ for name in shape.members]
        there = [given.filler(name).property_ for name in given.value]
        yield messages.not_exactly_one(given.path, there, names)


def _list(given: Given, shape: ListShape) -> Iterator[Problem]:
    if not isinstance(given.value, list):
        yield _of_another_kind(given, shape, "list")
        return
    yield from _bounds(given, shape, len(given.value), "element")
    for each in given.value:
        yield from problems(each, shape.member)


def _map(given: Given, shape: MapShape) -> Iterator[Problem]:
    if not isinstance(given.value, dict):
        yield _of_another_kind(given, shape, "map")
        return
    yield from _bounds(given, shape, len(given.value), "entry")
    for name, each in given.value.items():
        yield from problems(Given(each.path, name), shape.key)
        yield from problems(each, shape.value)


def _scalar(given: Given, shape: Shape) -> Iterator[Problem]:
    value, kind = given.value, shape.type_name
    if kind in _NUMBERS:
        if _is_number(value, whole=kind in _WHOLE):
            yield from _bounds(given, shape, value, "")
        else:
            yield _of_another_kind(given, shape, "integer" if kind in _WHOLE else "number")
    elif kind == "boolean":
        if not isinstance(value, bool):
            yield _of_another_kind(given, shape, "boolean")
    elif kind == "timestamp":
        if not _is_time(value):
            yield _of_another_kind(given, shape, "time")
    elif not isinstance(value, str):
        yield _of_another_kind(given, shape, "string")
    elif kind == "string":
        yield from _text(given, shape)


def _text(given: Given, shape: Shape) -> Iterator[Problem]:
    value, path = given.value, given.path
    allowed = shape.enum if isinstance(shape, StringShape) else []
    if allowed:
        if value not in allowed:
            yield messages.not_one_of(path, value, allowed)
        return
    found = list(_bounds(given, shape, len(value), "character"))
    pattern = shape.metadata.get("pattern", "")
    if pattern and not found and not patterns.matches(pattern, value):
        hidden = shape.metadata.get("sensitive")
        shown, near = ("this value", None) if hidden else (messages.shown(path, value), value)
        found.append(messages.not_matching(path, shown, pattern, examples.of(shape, near, path)))
    yield from found


def _bounds(given: Given, shape: Shape, size: float, noun: str) -> Iterator[Problem]:
    """Whether a value, or with a noun the count of what it holds, is within the bounds of its shape."""
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if (low is not None and size < low) or (high is not None and size > high):
        near = None if shape.metadata.get("sensitive") else given.value
        yield messages.outside(given.path, size, (low, high), noun, examples.of(shape, near, given.path))


def _of_another_kind(given: Given, shape: Shape, form: str) -> Problem:
    return messages.wrong_kind(given.path, given.value, form, examples.of(shape, given.value, given.path))


def _is_number(value: Any, *, whole: bool) -> bool:
    return isinstance(value, int if whole else int | float) and not isinstance(value, bool)


def _is_time(value: Any) -> bool:
    if not isinstance(value, str):
        return _is_number(value, whole=False)
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
