"""What changes between two plans."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pyairtable_infra.plan.model import Plan, Resource
from pyairtable_infra.plan.replacement import adopted, cause
from pyairtable_infra.plan.replacement.rules import parsed, rule

LATER = "(known after the replacement)"


@dataclass(frozen=True)
class PropertyChange:
    """One value that differs; `path` leads to it, also inside JSON text. A value that was not there is None."""

    path: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Change:
    """A resource that stays, with what differs about it."""

    before: Resource
    after: Resource
    properties: tuple[PropertyChange, ...]
    replaced_by: tuple[str, ...] = ()
    """The properties that AWS or a cluster cannot change in place."""


@dataclass(frozen=True)
class PlanDiff:
    """Two plans compared."""

    created: tuple[Resource, ...]
    deleted: tuple[Resource, ...]
    changed: tuple[Change, ...]
    replaced: tuple[Change, ...]
    moved: tuple[Change, ...]
    """Resources with another URN that they had before under an alias; nothing else about them differs."""
    unchanged: int

    @property
    def empty(self) -> bool:
        """Whether a deployment would do nothing."""
        return not (self.created or self.deleted or self.changed or self.replaced or self.moved)

    @property
    def refused(self) -> tuple[Resource, ...]:
        """Protected resources that would be deleted or replaced: the engine refuses such a deployment."""
        gone = (*self.deleted, *(change.before for change in self.replaced))
        return tuple(resource for resource in gone if resource.protect)


def diff(old: Plan, new: Plan) -> PlanDiff:
    """What a deployment of `new` changes where `old` stands. Two stacks are compared as if they had one name."""
    pairs = paired(old, new)
    kept = {former.urn for former in pairs.values() if former}
    renamed = _renamed(pairs, new)
    found: dict[str, list[Any]] = {"created": [], "changed": [], "replaced": [], "moved": []}
    fresh: dict[str, set[str]] = {}
    unchanged = 0
    for resource in new.resources:
        former = pairs[resource.urn]
        if former is None:
            found["created"].append(resource)
            continue
        change = _compare(former, resource, renamed, fresh)
        if change.replaced_by:
            found["replaced"].append(change)
            fresh[resource.urn] = set(_computed(resource).values()) - {""}
        elif change.properties:
            found["changed"].append(change)
        elif _key(former.urn, old, new) != resource.urn:
            found["moved"].append(change)
        else:
            unchanged += 1
    deleted = tuple(resource for resource in old.resources if resource.urn not in kept)
    return PlanDiff(
        created=tuple(found["created"]),
        deleted=deleted,
        changed=tuple(found["changed"]),
        replaced=tuple(found["replaced"]),
        moved=tuple(found["moved"]),
        unchanged=unchanged,
    )


def paired(old: Plan, new: Plan) -> Mapping[str, Resource | None]:
    """Each URN of `new` and the resource that it was in `old`, under the same URN or an alias."""
    before = {_key(resource.urn, old, new): resource for resource in old.resources}
    return {resource.urn: _former(resource, before) for resource in new.resources}


def former_urns(old: Plan, new: Plan) -> dict[str, str]:
    """What each URN of `new` that was there already was called in `old`."""
    return {urn: former.urn for urn, former in paired(old, new).items() if former}


def _key(urn: str, old: Plan, new: Plan) -> str:
    """The URN that a resource of `old` has in the stack of `new`."""
    if old.stack == new.stack:
        return urn
    stack, _, rest = urn.removeprefix("urn:pulumi:").partition("::")
    rest = rest.removesuffix(f"-{stack}") + f"-{new.stack}" if "::pulumi:pulumi:Stack::" in urn else rest
    return f"urn:pulumi:{new.stack}::{rest}"


def _former(resource: Resource, before: Mapping[str, Resource]) -> Resource | None:
    for urn in (resource.urn, *resource.aliases):
        if urn in before:
            return before[urn]
    return None


@dataclass(frozen=True)
class _Renamed:
    """Former values and what each is called now; the pattern finds the longest first, since ARNs hold each other."""

    names: Mapping[str, str]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(re.escape(name) for name in sorted(self.names, key=len, reverse=True)))


def _renamed(pairs: Mapping[str, Resource | None], new: Plan) -> _Renamed:
    """Made-up ids follow the URN: of each moved resource, its former ids to its present ones."""
    names: dict[str, str] = {}
    for urn, former in pairs.items():
        if former is None or former.urn == urn:
            continue
        present = new.by_urn[urn]
        now = _texts(present)
        names |= {
            value: now[key] for key, value in _computed(former).items() if now.get(key) and value and value != now[key]
        }
    return _Renamed(names)


def _computed(resource: Resource) -> dict[str, str]:
    """The text values of a resource that only its creation gives it."""
    given = ({"metadata." + key for key in _head(resource.inputs)} | resource.inputs.keys()) - {"id"}
    return {key: value for key, value in _texts(resource).items() if key not in given}


def _texts(resource: Resource) -> dict[str, str]:
    """The text values of a resource, also those in the metadata of an object of a cluster."""
    head = {"metadata." + key: value for key, value in _head(resource.outputs).items()}
    values = {"id": resource.id, **resource.outputs, **head}
    return {key: value for key, value in values.items() if isinstance(value, str)}


def _head(values: Mapping[str, Any]) -> Mapping[str, Any]:
    metadata = values.get("metadata")
    return metadata if isinstance(metadata, Mapping) else {}


def _compare(old: Resource, new: Resource, renamed: _Renamed, fresh: Mapping[str, set[str]]) -> Change:
    inputs = [one for one in _inputs(old, new, renamed, fresh) if not _ignored(new, one.path)]
    reasons = {cause(new.type, one.path, one.before, one.after) or _wanted(new, one) for one in inputs} - {""}
    return Change(old, new, (*inputs, *_options(old, new)), tuple(sorted(reasons)))


def _ignored(resource: Resource, path: str) -> bool:
    return any(rule(pattern).covers(path) for pattern in resource.ignore_changes)


def _wanted(resource: Resource, change: PropertyChange) -> str:
    """The property for whose change the program wants the resource replaced."""
    found = (path for path in resource.replace_on_changes if path == "*" or _reached(path, change))
    return next(found, "")


def _reached(path: str, change: PropertyChange) -> bool:
    return rule(path).reached_by(change.path, change.before, change.after)


def _inputs(old: Resource, new: Resource, renamed: _Renamed, fresh: Mapping[str, set[str]]) -> Iterator[PropertyChange]:
    if new.type.startswith("pulumi:providers:") and old.inputs.get("version") != new.inputs.get("version"):
        yield PropertyChange("version", old.inputs.get("version"), new.inputs.get("version"))
    known = adopted(new.type, old.inputs, new.inputs)
    for key in sorted(known.keys() | new.inputs.keys()):
        before, after = _substitute(known.get(key), renamed), new.inputs.get(key)
        if before != after:
            yield from _differences(key, parsed(before), parsed(after))
        else:
            sources = [fresh[urn] for urn in new.property_dependencies.get(key, ()) if urn in fresh]
            yield from _waiting(key, after, {part for source in sources for part in source})


def _waiting(path: str, value: Any, fresh: set[str]) -> Iterator[PropertyChange]:
    """The values that come from a replaced resource, so that they will be others."""
    if not fresh:
        return
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _waiting(f"{path}.{key}", each, fresh)
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _waiting(f"{path}[{index}]", each, fresh)
    elif isinstance(value, str) and any(part in value for part in fresh):
        yield PropertyChange(path, value, LATER)


def _options(old: Resource, new: Resource) -> Iterator[PropertyChange]:
    for name in ("protect", "retain_on_delete"):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield PropertyChange(name, before, after)


def _differences(path: str, before: Any, after: Any) -> Iterator[PropertyChange]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted(before.keys() | after.keys()):
            yield from _differences(f"{path}.{key}", before.get(key), after.get(key))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, pair in enumerate(zip(before, after, strict=True)):
            yield from _differences(f"{path}[{index}]", *pair)
    elif before != after:
        yield PropertyChange(path, before, after)


def _substitute(value: Any, renamed: _Renamed) -> Any:
    if not renamed.names:
        return value
    if isinstance(value, str):
        return renamed.pattern.sub(lambda match: renamed.names[match[0]], value)
    if isinstance(value, dict):
        return {key: _substitute(each, renamed) for key, each in value.items()}
    return [_substitute(each, renamed) for each in value] if isinstance(value, list) else value
