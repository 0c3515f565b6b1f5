"""Walks the table along what the SDK and botocore know of a type."""

from collections.abc import Iterator
from dataclasses import dataclass

from botocore.model import ListShape, MapShape, Shape, StructureShape

from pyairtable_infra.engine.standin.aws import models
from pyairtable_infra.engine.standin.aws.calls import Call
from pyairtable_infra.engine.standin.aws.routes import Route, inner, level, member, pair, switch
from pyairtable_infra.engine.standin.aws.sdk import Kind


@dataclass(frozen=True)
class Visit:
    """A property of a type: its path without positions, where it goes, and the structure that it starts from."""

    path: str
    route: Route
    around: StructureShape

    @property
    def required(self) -> bool:
        """Whether the API asks for the member that the property alone fills."""
        return len(self.route.way) == 1 and member(self.route.way[0]) in self.around.required_members


def target(call: Call) -> StructureShape:
    """The structure that the inputs of a call go into."""
    shape: Shape | None = models.request(call.service, call.action)
    for part in filter(None, call.into.split(".")):
        assert shape is not None
        shape = inner(shape, part)
    assert isinstance(shape, StructureShape)
    return shape


def visits(call: Call) -> Iterator[Visit]:
    """Every property of a type, also inside its blocks; a block in itself once."""
    yield from _visits(call, "", target(call), "", set())


def _visits(call: Call, block: str, shape: StructureShape, pattern: str, seen: set[tuple[str, str]]) -> Iterator[Visit]:
    if (block, shape.name) in seen:
        return
    seen = {*seen, (block, shape.name)} if block else seen
    for key, route in level(call, block, shape, pattern).routes.items():
        path = f"{pattern}.{key}" if pattern else key
        yield Visit(path, route, shape)
        inside = shape if route.spread else structure(route.shape)
        if route.kind.inside and inside and not route.aside and not route.place.policy and not route.place.json:
            yield from _visits(call, route.kind.inside, inside, path, seen)


def structure(shape: Shape | None) -> StructureShape | None:
    """The structure that a shape is, or that its elements are."""
    while isinstance(shape, ListShape):
        shape = shape.member
    return shape if isinstance(shape, StructureShape) else None


def fits(kind: Kind, shape: Shape) -> bool:
    """Whether what a property holds can become what a shape wants."""
    if kind.form == "any":
        return True
    if kind.form == "list":
        assert kind.of
        return fits(kind.of, shape.member if isinstance(shape, ListShape) else shape)
    if kind.form == "map":
        assert kind.of
        entries = pair(shape)
        inside = shape.value if isinstance(shape, MapShape) else entries[2] if entries else None
        return inside is not None and fits(kind.of, inside)
    if kind.form == "block":
        return structure(shape) is not None or (kind.text and shape.type_name == "string")
    if isinstance(shape, ListShape):
        return kind.form == "string" and fits(kind, shape.member)  # with commas between
    return not isinstance(shape, StructureShape | MapShape) and _scalar_fits(kind, shape)


def _scalar_fits(kind: Kind, shape: Shape) -> bool:
    if kind.form == "boolean":
        words = getattr(shape, "enum", [])
        switches = not words or all(switch(shape, on=on) for on in (True, False))
        return shape.type_name == "boolean" or (shape.type_name == "string" and switches)
    return kind.form == "string" or shape.type_name in ("integer", "long", "float", "double", "string")
