"""The walker, against small shapes of our own."""

# ruff: noqa: E501 - a message is one line

from collections.abc import Mapping
from typing import Any

import pytest
from botocore.model import ShapeResolver

from pyairtable_infra.engine.standin.aws import shapes
from pyairtable_infra.engine.standin.aws.given import OPEN, Given, literal

MODELS: Mapping[str, Any] = {
    "Color": {"type": "string", "enum": ["RED", "GREEN"]},
    "Name": {"type": "string", "min": 2, "max": 5, "pattern": "[a-z]+"},
    "Password": {"type": "string", "min": 2, "pattern": "[a-z]+", "sensitive": True},
    "Text": {"type": "string"},
    "Count": {"type": "integer", "min": 1, "max": 10},
    "Least": {"type": "long", "min": 1},
    "Most": {"type": "double", "max": 1},
    "Whole": {"type": "integer"},
    "Flag": {"type": "boolean"},
    "When": {"type": "timestamp"},
    "Bytes": {"type": "blob"},
    "Names": {"type": "list", "member": {"shape": "Name"}, "min": 1, "max": 2},
    "One": {"type": "list", "member": {"shape": "Text"}, "min": 1, "max": 1},
    "ByName": {"type": "map", "key": {"shape": "Name"}, "value": {"shape": "Count"}, "max": 1},
    "Choice": {"type": "structure", "union": True, "members": {"a": {"shape": "Text"}, "b": {"shape": "Text"}}},
    "Free": {"type": "structure", "document": True, "members": {}},
    "Box": {
        "type": "structure",
        "required": ["name"],
        "members": {"name": {"shape": "Name"}, "inner": {"shape": "Box"}, "color": {"shape": "Color"}},
    },
}
RIGHT: list[tuple[str, Any]] = [
    ("Color", "RED"), ("Name", "abcde"), ("Text", ""), ("Count", 10), ("Least", 1), ("Most", -3.5), ("Most", 1),
    ("Flag", False), ("When", "2026-01-31T12:00:00Z"), ("When", 1769860800), ("Bytes", "AAAA"), ("Names", ["ab"]),
    ("ByName", {"ab": 1}), ("ByName", {}), ("Choice", {"a": "x"}), ("Free", {"anything": [1]}), ("Free", "text"),
    ("Box", {"name": "ab", "inner": {"name": "cd"}}),
]  # fmt: skip
WRONG: list[tuple[str, Any, list[str]]] = [
    ("Color", "red", ['x: "red" is not one of RED, GREEN. For example: x: "RED"']),
    ("Color", 1, ['x: 1 is not text. For example: x: "RED"']),
    ("Name", "a", ['x: it has 1 character, and must have 2 to 5. For example: x: "web"']),
    ("Name", "abcdef", ['x: it has 6 characters, and must have 2 to 5. For example: x: "abcde"']),
    ("Name", "ABC", ['x: "ABC" does not match [a-z]+. For example: x: "abc"']),
    ("Name", "ab\n", ['x: "ab\\n" does not match [a-z]+. For example: x: "ab"']),
    ("Password", "S3CRET!", ['x: this value does not match [a-z]+. For example: x: "example"']),
    ("Password", "S", ['x: it has 1 character, and must have at least 2. For example: x: "example"']),
    ("Text", None, ['x: null is not text. For example: x: "example"']),
    ("Text", "a" * 9, []),
    ("Count", 11, ["x: it is 11, and must be 1 to 10. For example: x: 10"]),
    ("Count", 0, ["x: it is 0, and must be 1 to 10. For example: x: 1"]),
    ("Count", True, ["x: true is not a whole number. For example: x: 1"]),
    ("Count", 2.5, ["x: 2.5 is not a whole number. For example: x: 2"]),
    ("Count", "3", ['x: "3" is not a whole number. For example: x: 3']),
    ("Least", 0, ["x: it is 0, and must be at least 1. For example: x: 1"]),
    ("Most", 1.5, ["x: it is 1.5, and must be at most 1. For example: x: 1"]),
    ("Most", "a", ['x: "a" is not a number. For example: x: 1']),
    ("Flag", "true", ['x: "true" is not true or false. For example: x: true']),
    ("Flag", 1, ["x: 1 is not true or false. For example: x: true"]),
    ("When", "yesterday", ['x: "yesterday" is not a time. For example: x: "2026-01-31T12:00:00Z"']),
    ("When", True, ['x: true is not a time. For example: x: "2026-01-31T12:00:00Z"']),
    ("Bytes", 1, ["x: 1 is not text. For example: x: 1"]),
    ("Names", [], ['x: it has 0 elements, and must have 1 to 2. For example: x: ["web"]']),
    ("Names", ["ab", "C"], ['x[1]: it has 1 character, and must have 2 to 5. For example: "web"']),
    ("Names", "ab", ['x: "ab" is not a list. For example: x: ["web"]']),
    ("One", ["a", "b"], ['x: it has 2 elements, and must have exactly 1. For example: x: ["example"]']),
    ("ByName", {"ab": 1, "cd": 2}, ['x: it has 2 entries, and must have at most 1. For example: x: {"web": 1}']),
    ("ByName", {"AB": 0}, ['x.AB: "AB" does not match [a-z]+. For example: AB: "ab"', "x.AB: it is 0, and must be 1 to 10. For example: AB: 1"]),
    ("ByName", [], ['x: a list is not an object of names and values. For example: x: {"web": 1}']),
    ("Choice", {}, ["x: exactly one of a, b is needed, not none. For example: a"]),
    ("Choice", {"a": "1", "b": "2"}, ["x: exactly one of a, b is needed, not a, b. For example: a"]),
    ("Box", {}, ['x.name: it is required. For example: name: "web"']),
    ("Box", {"name": "ab", "colour": "RED"}, ["x.colour: x has no colour; it has color, name, inner. For example: color"]),
    ("Box", {"name": "ab", "inner": {"inner": {}}}, ['x.inner.inner.name: it is required. For example: name: "web"', 'x.inner.name: it is required. For example: name: "web"']),
    ("Box", "ab", ['x: "ab" is not an object. For example: x: {"name": "web"}']),
    ("Box", {"name": "ab", "a.b": 1}, ['x["a.b"]: x has no a.b; it has name, inner, color. For example: name']),
]  # fmt: skip


def _told(shape: str, given: Given) -> list[str]:
    resolver = ShapeResolver(MODELS)
    return [str(each) for each in shapes.problems(given, resolver.get_shape_by_name(shape))]


@pytest.mark.parametrize(("shape", "value"), RIGHT)
def test_what_a_shape_allows_is_right(shape: str, value: Any) -> None:
    assert _told(shape, literal(value, "x")) == []


@pytest.mark.parametrize(("shape", "value", "told"), WRONG)
def test_what_a_shape_does_not_allow_is_told(shape: str, value: Any, told: list[str]) -> None:
    assert _told(shape, literal(value, "x")) == told


@pytest.mark.parametrize("shape", MODELS)
def test_an_open_value_is_right_for_every_shape(shape: str) -> None:
    assert _told(shape, Given("x", OPEN)) == []
