"""What has to be done: the difference between what is wanted and what is there."""

from collections.abc import Iterable, Iterator

from pyairtable_infra.operations.bootstrap.model import Change, Found, Resource, Seen, Step


def plan(wanted: Iterable[Resource], seen: Seen) -> tuple[Step, ...]:
    """One step for each resource, in the order in which they can be made. No resource is ever deleted."""
    return tuple(_step(resource, seen) for resource in wanted)


def _step(resource: Resource, seen: Seen) -> Step:
    if resource.title in seen.foreign:
        return Step(resource.title, "keep")
    found = seen.found.get(resource.title)
    if found is None:
        return Step(resource.title, "create", tuple(_new(resource)), resource.create)
    changes = tuple(_different(resource, found))
    return Step(resource.title, "change" if changes else "keep", changes)


def _new(resource: Resource) -> Iterator[Change]:
    for one in resource.properties:
        after = one.after(None)
        if after:
            yield Change(one.name, None, after, () if one.created else one.calls(None, after))


def _different(resource: Resource, found: Found) -> Iterator[Change]:
    for one in resource.properties:
        before = found.get(one.name)
        after = one.after(before)
        if before != after:
            yield Change(one.name, before, after, one.calls(before, after))
