"""Turns the inputs of a resource into the requests that make it, each value with the property it was written as."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

from pyairtable_infra.engine.standin.aws import examples, messages, models, policies
from pyairtable_infra.engine.standin.aws.calls import Call
from pyairtable_infra.engine.standin.aws.given import OPEN, Given, below, is_open, literal
from pyairtable_infra.engine.standin.aws.numbers import as_number
from pyairtable_infra.engine.standin.aws.placing import place, step, supply
from pyairtable_infra.engine.standin.aws.routes import ROOT, Route, inner, level, member, pair, switch
from pyairtable_infra.engine.standin.aws.sdk import Kind
from pyairtable_infra.engine.standin.problems import Problem


@dataclass(frozen=True)
class _Spot:
    """Where a value was written: its path, and its path without positions, as the table has it."""

    path: str = ""
    pattern: str = ""

    def key(self, name: str) -> "_Spot":
        return _Spot(below(self.path, name), f"{self.pattern}.{name}" if self.pattern else name)

    def element(self, index: int) -> "_Spot":
        return _Spot(f"{self.path}[{index}]", self.pattern)


class Requests:
    """The requests of one resource.

    `by_operation` has them, `problems` what is wrong with text that holds something else. A value that is not of the
    form that its property has is left open: it is told elsewhere.
    """

    def __init__(self, call: Call, inputs: Mapping[str, Any]) -> None:
        self.problems: list[Problem] = []
        self.by_operation = {call.action: Given("", {})}
        self._call = call
        target, shape = self._start(""), models.request(call.service, call.action)
        into = tuple(filter(None, call.into.split(".")))
        for part in into:
            found = inner(shape, part)
            if not isinstance(found, StructureShape):
                raise LookupError(f"{call.operation} has no {call.into}")  # noqa: TRY004 - the table is wrong
            target, shape = step(target, part, {}), found
        self._fill(target, shape, "", inputs, _Spot())
        top = level(call, "", shape)
        self._start("").names.update(top.names.get((ROOT,), {}))
        name = top.routes.get("name")
        if name and name.way and not name.property_.needed:
            supply(self._start(""), tuple(map(member, name.way[1:] if name.way[0] == ROOT else (*into, *name.way))))
        for operation, _, way in (each.rpartition(":") for each in call.supplied):
            supply(self._start(operation), tuple(way.split(".")))

    def _start(self, operation: str) -> Given:
        """The request of an operation; the call's own where it has no name."""
        return self.by_operation.setdefault(operation or self._call.action, Given("", {}))

    def _fill(self, target: Given, shape: StructureShape, block: str, values: Mapping[str, Any], around: _Spot) -> None:
        """Put the properties of a block into a structure."""
        here = level(self._call, block, shape, around.pattern)
        target.names.update({**here.names.get((), {}), **target.names})
        for key, value in values.items():
            route, spot = here.routes.get(key), around.key(key)
            if route is None or route.shape is None or _is_left_out(route, value):
                continue
            if route.spread:
                self._spread(target, shape, route, value, spot)
                continue
            given = self._given(route, route.shape, value, spot)
            if route.operation or route.way[0] == ROOT:
                place(self._start(route.operation), route.way[1:], given, here.names, route.way[:1])
            else:
                place(target, route.way, given, here.names)

    def _spread(self, target: Given, shape: StructureShape, route: Route, value: Any, spot: _Spot) -> None:
        """Put the properties of a block into the structure around it; a list has one block at most."""
        if isinstance(value, list):
            for index, each in enumerate(value[:1]):
                self._spread(target, shape, route, each, spot.element(index))
        elif isinstance(value, Mapping) and not is_open(value):
            self._fill(target, shape, route.kind.inside, value, spot)

    def _given(self, route: Route, shape: Shape, value: Any, spot: _Spot) -> Given:
        """The value of a property as its route wants it."""
        if is_open(value) or value in route.place.own:
            return Given(spot.path, OPEN)
        if route.place.policy:
            self.problems += policies.problems(value, route.place.policy, spot.path)
            return Given(spot.path, value if isinstance(value, str) else json.dumps(value))
        if route.place.json and isinstance(value, str):
            parsed = self._parsed(value, shape, spot)
            return Given(spot.path, value) if shape.type_name == "string" else _spelled(parsed, shape)
        if not route.each:
            return self._value(route.kind, value, shape, spot)
        if route.kind.of is None or not isinstance(value, list):
            return Given(spot.path, OPEN)
        kind = route.kind.of
        return Given(spot.path, [self._value(kind, each, shape, spot.element(i)) for i, each in enumerate(value)])

    def _value(self, kind: Kind, value: Any, shape: Shape, spot: _Spot) -> Given:
        """A value as its shape wants it."""
        if is_open(value):
            return Given(spot.path, OPEN)
        if isinstance(value, list | Mapping):
            return self._collection(kind, value, shape, spot)
        if isinstance(shape, ListShape):
            words = str(value).split(",")
            return Given(spot.path, [Given(spot.path, _scalar(kind, word.strip(), shape.member)) for word in words])
        if isinstance(shape, StructureShape | MapShape):
            return Given(spot.path, OPEN)
        return Given(spot.path, _scalar(kind, value, shape))

    def _collection(self, kind: Kind, value: list[Any] | Mapping[str, Any], shape: Shape, spot: _Spot) -> Given:
        if kind.form == "any":
            return literal(value, spot.path)
        if isinstance(value, list) and kind.form == "list" and kind.of:
            return self._list(kind.of, value, shape, spot)
        if isinstance(value, Mapping) and kind.form == "map" and kind.of:
            return self._map(kind.of, value, shape, spot)
        if isinstance(value, Mapping) and kind.form == "block":
            return self._block(kind, value, shape, spot)
        return Given(spot.path, OPEN)

    def _list(self, kind: Kind, values: list[Any], shape: Shape, spot: _Spot) -> Given:
        """A list; where the API has a structure instead, its only element, and where it has text, commas between."""
        element = shape.member if isinstance(shape, ListShape) else shape
        made = [self._value(kind, each, element, spot.element(index)) for index, each in enumerate(values)]
        if isinstance(shape, ListShape):
            return Given(spot.path, made)
        if shape.type_name == "string" and not any(each.value is OPEN for each in made):
            return Given(spot.path, ",".join(str(each.value) for each in made))
        return made[0] if len(made) == 1 else Given(spot.path, OPEN)

    def _map(self, kind: Kind, values: Mapping[str, Any], shape: Shape, spot: _Spot) -> Given:
        """A map; where the API has a list of names and values instead, that."""
        members = pair(shape)
        if isinstance(shape, MapShape):
            made = {key: self._value(kind, each, shape.value, spot.key(key)) for key, each in values.items()}
            return Given(spot.path, made)
        if members is None:
            return Given(spot.path, OPEN)
        name, content, inside = members
        made = {key: self._value(kind, each, inside, spot.key(key)) for key, each in values.items()}
        return Given(
            spot.path, [Given(each.path, {name: Given(each.path, key), content: each}) for key, each in made.items()]
        )

    def _block(self, kind: Kind, value: Mapping[str, Any], shape: Shape, spot: _Spot) -> Given:
        """A block; where the API has a list instead, its only element, and where it has text, JSON."""
        if isinstance(shape, ListShape):
            return Given(spot.path, [self._block(kind, value, shape.member, spot)])
        if not isinstance(shape, StructureShape):
            return Given(spot.path, json.dumps(value) if kind.text else OPEN)
        made = Given(spot.path, {})
        self._fill(made, shape, kind.block, value, spot)
        return made

    def _parsed(self, text: str, shape: Shape, spot: _Spot) -> Given:
        """What JSON text says."""
        try:
            return literal(json.loads(text), spot.path)
        except ValueError as error:
            example = '{"key": "value"}' if shape.type_name == "string" else examples.of(shape)
            self.problems.append(messages.no_json(spot.path, error, f"json.dumps({example})"))
            return Given(spot.path, OPEN)


def _is_left_out(route: Route, value: Any) -> bool:
    """Whether the provider takes a value for none: nothing, an empty list or map, empty text that may be left out.

    https://developer.hashicorp.com/terraform/plugin/sdkv2/schemas/schema-behaviors
    """
    if value == "":
        return not route.property_.needed
    return value is None or (value in ([], {}) and route.kind.form != "block")


def _scalar(kind: Kind, value: Any, shape: Shape) -> Any:
    """A scalar as the shape has it, where it can be read so."""
    wanted = shape.type_name
    if wanted in ("integer", "long", "float", "double"):
        number = as_number(value, whole=wanted in ("integer", "long"))
        return value if number is None else number
    if isinstance(value, str) and (wanted == "boolean" or kind.form == "boolean"):
        value = {"true": True, "false": False}.get(value, value)
    if wanted != "string" or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return (switch(shape, on=value) if kind.form == "boolean" else None) or str(value).lower()
    return str(value)


def _spelled(given: Given, shape: Shape) -> Given:
    """Members as the model spells them: the provider reads JSON text without regard to case.

    https://pkg.go.dev/encoding/json#Unmarshal
    """
    if isinstance(shape, ListShape) and isinstance(given.value, list):
        return Given(given.path, [_spelled(each, shape.member) for each in given.value])
    if not isinstance(given.value, dict):
        return given
    if isinstance(shape, MapShape):
        return Given(given.path, {key: _spelled(each, shape.value) for key, each in given.value.items()})
    if not isinstance(shape, StructureShape):
        return given
    spelling = {name.lower(): name for name in shape.members}
    named = {spelling.get(key.lower(), key): each for key, each in given.value.items()}
    inside = shape.members
    return Given(
        given.path, {key: _spelled(each, inside[key]) if key in inside else each for key, each in named.items()}
    )
