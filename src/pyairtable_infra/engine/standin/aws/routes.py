"""Where each property of a type stands in a request: where the table says, else in the member of the same name."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape

from pyairtable_infra.engine.standin.aws import models, sdk
from pyairtable_infra.engine.standin.aws.calls import Call, Place
from pyairtable_infra.engine.standin.aws.given import Filler
from pyairtable_infra.engine.standin.aws.sdk import Kind, Property

Way = tuple[str, ...]
"""Members one below the other, with `[]` and `[*]` for lists. It starts at the structure around the property; at the
request itself where it begins with `/`, and at another operation's where it begins with the name and a colon.
"""

ROOT = "/"

_ASIDE = {"region": "where the request is sent"}
_ON = {"enabled", "enable", "on", "true", "yes"}
_SWITCH = 2
"""The values of an enumeration that says on or off."""


@dataclass(frozen=True)
class Route:
    """Where one property goes.

    Args:
        property_: What the SDK says of it.
        place: What the table says of it.
        way: How to get there.
        shape: The shape at the end of the way; None where botocore has none, and the property is not looked at.
        aside: Why it is no part of any request.
    """

    property_: Property
    place: Place = Place()  # noqa: RUF009 - it is frozen
    way: Way = ()
    shape: Shape | None = None
    aside: str = ""

    @property
    def kind(self) -> Kind:
        """What the property holds."""
        return self.property_.kind

    @property
    def spread(self) -> bool:
        """Whether the properties of a block stand in the structure around it."""
        return self.place.to == "."

    @property
    def operation(self) -> str:
        """The operation in whose request it stands; empty for the call's own."""
        return self.way[0][:-1] if self.way and self.way[0].endswith(":") else ""

    @property
    def each(self) -> bool:
        """Whether every value of a list has a structure of its own."""
        return any(part.endswith("[*]") for part in self.way)


@dataclass(frozen=True)
class Level:
    """The routes of a block's properties, and for each structure on their ways, which property fills which member."""

    routes: Mapping[str, Route]
    names: Mapping[Way, Mapping[str, Filler]]


@cache
def level(call: Call, block: str, shape: StructureShape, pattern: str = "") -> Level:
    """The routes of a block, or of the type itself where `block` is empty. `pattern` is the block's path."""
    known = sdk.of_block(block) if block else sdk.of_type(call.type_)
    prefix = f"{pattern}." if pattern else ""
    routes = {key: _route(call, prefix + key, each, shape) for key, each in known.items()}
    names: dict[Way, dict[str, Filler]] = {}
    for key, route in sorted(routes.items(), key=lambda item: (len(item[1].way), not item[1].property_.needed)):
        if route.spread:
            for way, members in level(call, route.kind.inside, shape, f"{prefix}{key}").names.items():
                for name, each in members.items():
                    names.setdefault(way, {}).setdefault(name, Filler(f"{key}.{each.property_}", each.sample))
        for index, part in enumerate(route.way):
            same = route.way[index:] == (member(part),) and not route.kind.inside
            filler = Filler(key, "" if same else sdk.sample(route.kind))
            names.setdefault(route.way[:index], {}).setdefault(member(part), filler)
    return Level(routes, names)


def _route(call: Call, path: str, property_: Property, shape: StructureShape) -> Route:
    aside = _aside(call, path)
    if aside:
        return Route(property_, aside=aside)
    place = _placed(call, path)
    if place.to == ".":
        return Route(property_, place, shape=shape)
    operation, colon, to = place.to.rpartition(":")
    start: Way = (f"{operation}:",) if colon else (ROOT,) if to.startswith(ROOT) else ()
    around = models.request(call.service, operation or call.action) if start else shape
    way = tuple(to.removeprefix(ROOT).split(".")) if to else _named(around, path.rpartition(".")[2])
    return Route(property_, place, (*start, *way), _end(around, way))


def _placed(call: Call, path: str) -> Place:
    """What the table says of a property."""
    exact = call.places.get(path)
    found = exact or next((to for key, to in call.places.items() if key[0] == "*" and path.endswith(key[1:])), Place())
    return Place(found) if isinstance(found, str) else found


def _aside(call: Call, path: str) -> str:
    """Why a property is no part of the request; empty where it is."""
    for pattern, reason in {**_ASIDE, **call.aside}.items():
        if path == pattern or (pattern.endswith("*") and path.startswith(pattern[:-1])):
            return reason
    return ""


def _named(shape: StructureShape, key: str) -> Way:
    """The member that has the name of a property, or its singular or plural; none where there is none."""
    members = {name.replace("_", "").lower(): name for name in shape.members}
    found = next((members[each] for each in _numbers(key.lower()) if each in members), None)
    return (found,) if found else ()


def _numbers(name: str) -> Iterator[str]:
    """A name as it is, then as a plural, then as a singular."""
    yield from (name, f"{name}s", f"{name}es", re.sub("y$", "ies", name))
    yield from (re.sub("ies$", "y", name), re.sub("es$", "", name), re.sub("s$", "", name))


def _end(shape: Shape, way: Way) -> Shape | None:
    """The shape at the end of a way."""
    for part in way:
        below = inner(shape, part)
        if below is None:
            return None
        shape = below
    return shape if way else None


def inner(shape: Shape, part: str) -> Shape | None:
    """The shape that one part of a way leads to; None where there is none."""
    found = shape.value if isinstance(shape, MapShape) else None
    if isinstance(shape, StructureShape):
        found = shape.members.get(member(part))
    if "[" not in part:
        return found
    return found.member if isinstance(found, ListShape) else None


def member(part: str) -> str:
    """The member that a part of a way names."""
    return part.partition("[")[0]


def switch(shape: Shape, *, on: bool) -> str | None:
    """What says on or off in an enumeration of two; None where it is no such enumeration."""
    values = shape.enum if isinstance(shape, StringShape) else []
    found = [value for value in values if (value.lower() in _ON) == on]
    return found[0] if len(values) == _SWITCH and len(found) == 1 else None


def pair(shape: Shape) -> tuple[str, str, Shape] | None:
    """The members of a list's structures that hold a name and its value, as tags do, and the shape of the value.

    None where there are none such.
    """
    if not isinstance(shape, ListShape) or not isinstance(shape.member, StructureShape):
        return None
    names = {name.lower().removeprefix("tag").removeprefix("parameter"): name for name in shape.member.members}
    key = names.get("key") or names.get("name")
    value = names.get("value")
    return (key, value, shape.member.members[value]) if key and value else None
