"""Resources as data: what a property is to be, and the calls that make it so."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pyairtable_infra.operations.aws import Call

Found = Mapping[str, Any]
"""The properties of a resource that is there, by their names."""

Calls = tuple[Call, ...]


@dataclass(frozen=True)
class Property:
    """One property of a resource."""

    name: str
    after: Callable[[Any], Any]
    """What it is to be, of what it is: a role keeps the tags that somebody added."""
    calls: Callable[[Any, Any], Calls]
    """What brings it from what it is to what it is to be."""
    created: bool = False
    """Whether the call that creates the resource sets it."""


@dataclass(frozen=True)
class Resource:
    """Something that an account is to have."""

    title: str
    create: Call
    properties: tuple[Property, ...]


@dataclass(frozen=True)
class Seen:
    """What a look at an account has found."""

    found: Mapping[str, Found | None]
    """By title; nothing for what is not there."""
    key_arn: str | None = None
    foreign: frozenset[str] = frozenset()
    """Titles of what others made, and what is used as it is."""


@dataclass(frozen=True)
class Change:
    """A property, what it is, and what it is to be."""

    name: str
    before: Any
    after: Any
    calls: Calls


@dataclass(frozen=True)
class Step:
    """What has to be done to one resource."""

    title: str
    action: Literal["create", "change", "keep"]
    changes: tuple[Change, ...] = ()
    create: Call | None = None

    @property
    def calls(self) -> tuple[tuple[str, Call], ...]:
        """Every call of the step in its order, with what it is for."""
        made = (("creation", self.create),) if self.create else ()
        return *made, *((change.name, call) for change in self.changes for call in change.calls)


def setting(name: str, value: Any, call: Call, *, created: bool = False) -> Property:
    """A property that is one value, and that one call sets."""
    return Property(name, lambda _: value, lambda _before, _after: (call,), created)


def tags(wanted: Mapping[str, str], put: Callable[[Mapping[str, str]], Call]) -> Property:
    """The tags of a resource, given when it is created. Others that are there stay."""
    return Property(
        "tags",
        lambda before: {**(before or {}), **wanted},
        lambda _, after: (put(after),),
        created=True,
    )


def pairs(values: Mapping[str, str], key: str = "Key", value: str = "Value") -> list[dict[str, str]]:
    """Tags as AWS's calls take them."""
    return [{key: name, value: text} for name, text in values.items()]
