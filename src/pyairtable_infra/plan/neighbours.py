"""How the resources of a plan hang together: by the properties that the program linked, else by equal values."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from pyairtable_infra.plan.model import UNKNOWN, Plan, Resource

_NAMES = ("arn", "name", "bucket", "identifier", "clusterIdentifier", "replicationGroupId", "family", "resourceId")
"""Outputs by which others call a resource."""


class Neighbours:
    """The joins of one plan. Nothing is looked for before it is asked for."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._users: dict[tuple[str, str], dict[str, list[Resource]]] = {}
        self._called: dict[str, dict[str, Resource]] = {}

    @cached_property
    def by_type(self) -> Mapping[str, tuple[Resource, ...]]:
        """The resources of each type."""
        found: dict[str, list[Resource]] = {}
        for resource in self.plan.resources:
            found.setdefault(resource.type, []).append(resource)
        return {type_: tuple(resources) for type_, resources in found.items()}

    def sources(self, resource: Resource, property_: str, type_: str) -> tuple[Resource, ...]:
        """The resources of `type_` that a property takes a value from.

        What the program linked counts first. Where nothing is linked, a value that is the id, ARN or name of such a
        resource; a value that is not known yet equals nothing.
        """
        linked = [
            source
            for urn in resource.property_dependencies.get(property_, ())
            if (source := self.plan.by_urn.get(urn)) and source.type == type_
        ]
        if linked:
            return tuple(linked)
        value = resource.inputs.get(property_)
        if value is None or type_ not in self.by_type:
            return ()
        called = self._names(type_)
        found = {called[text].urn: called[text] for text in _texts(value) if text in called}
        return tuple(found.values())

    def source(self, resource: Resource, property_: str, type_: str) -> Resource | None:
        """The first of `sources`."""
        return next(iter(self.sources(resource, property_, type_)), None)

    def users(self, resource: Resource, type_: str, property_: str) -> tuple[Resource, ...]:
        """The resources of `type_` whose property takes a value from `resource`."""
        key = (f"{type_} of {resource.type}", property_)
        if key not in self._users:
            found: dict[str, list[Resource]] = {}
            for user in self.by_type.get(type_, ()):
                for source in self.sources(user, property_, resource.type):
                    found.setdefault(source.urn, []).append(user)
            self._users[key] = found
        return tuple(self._users[key].get(resource.urn, ()))

    def _names(self, type_: str) -> Mapping[str, Resource]:
        if type_ not in self._called:
            called: dict[str, Resource] = {}
            for resource in self.by_type.get(type_, ()):
                values = (resource.id, *(resource.outputs.get(key) for key in _NAMES))
                for value in (*values, *(resource.inputs.get(key) for key in _NAMES)):
                    if isinstance(value, str) and value and UNKNOWN not in value:
                        called.setdefault(value, resource)
                        if value.startswith("arn:") and "/" in value:  # service/cluster/name
                            called.setdefault(value.rpartition(":")[2], resource)
            self._called[type_] = called
        return self._called[type_]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
