"""Every place in the inputs of a resource at which a property stands, with where it goes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from botocore.model import StructureShape

from pyairtable_infra.engine.standin.aws import models
from pyairtable_infra.engine.standin.aws.calls import Call
from pyairtable_infra.engine.standin.aws.given import below
from pyairtable_infra.engine.standin.aws.routes import ROOT, Route, level, member
from tests.infra.engine.standin.aws.walking import structure, target


@dataclass(frozen=True)
class Spot:
    """A property that is given: where it goes (None where nobody knows), and whether the API or the SDK asks for it."""

    path: str
    value: Any
    route: Route | None
    required: bool


@dataclass(frozen=True)
class _Block:
    """A block of inputs, and the structure that it becomes."""

    name: str
    shape: StructureShape
    path: str = ""
    pattern: str = ""

    def inside(self, key: str, route: Route, path: str) -> "_Block | None":
        shape = self.shape if route.spread else structure(route.shape)
        pattern = f"{self.pattern}.{key}" if self.pattern else key
        return _Block(route.kind.inside, shape, path, pattern) if shape and route.kind.inside else None


def spots(call: Call, inputs: Mapping[str, Any]) -> Iterator[Spot]:
    """Every property in `inputs`, also inside blocks; not inside JSON text."""
    yield from _spots(call, _Block("", target(call)), inputs)


def _spots(call: Call, block: _Block, values: Mapping[str, Any]) -> Iterator[Spot]:
    routes = level(call, block.name, block.shape, block.pattern).routes
    for key, value in values.items():
        route, path = routes.get(key), below(block.path, key)
        taken = {member(other.way[0]) for name, other in routes.items() if name in values and name != key and other.way}
        yield Spot(path, value, route, route is not None and _is_required(call, block, route, key, taken))
        if route is None or route.aside or route.place.policy or route.place.json:
            continue
        listed = isinstance(value, list)
        for place, each in ((f"{path}[{i}]", each) for i, each in enumerate(value)) if listed else ((path, value),):
            inside = block.inside(key, route, place)
            if inside and isinstance(each, Mapping):
                yield from _spots(call, inside, each)


def _is_required(call: Call, block: _Block, route: Route, key: str, taken: set[str]) -> bool:
    """Whether the SDK asks for a property, or the API for a member that no other property fills."""
    if route.property_.needed:
        return True
    absolute = route.way[:1] == (ROOT,)
    way = route.way[1:] if absolute else route.way
    if route.aside or route.spread or route.operation or route.place.own or len(way) != 1:
        return False
    around = models.request(call.service, call.action) if absolute else block.shape
    name = member(way[0])
    supplied = {place.rpartition(":")[2].rpartition(".")[2] for place in call.supplied}
    is_named = key == "name" and not block.pattern
    return name in around.required_members and name not in taken | supplied and not is_named
