"""How large services are, and how large they become: down for a time, and back. Data in, decisions out."""

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from typing import Any

ENVIRONMENT_TAG = "Environment"


@dataclass(frozen=True)
class Size:
    """How many tasks a service wants, and between how many it scales; None where nothing scales it."""

    desired: int
    minimum: int | None = None
    maximum: int | None = None

    def at(self, floor: int) -> "Size":
        """The same service at `floor` tasks, held there."""
        if self.minimum is None or self.maximum is None:
            return Size(min(self.desired, floor))
        return Size(min(self.desired, floor), min(self.minimum, floor), min(self.maximum, floor))


Sizes = Mapping[str, Size]


@dataclass(frozen=True)
class Found:
    """A service as ECS shows it."""

    name: str
    size: Size
    tags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Decision:
    """What becomes of the services: new sizes by name, what is remembered from now on, and why others stay."""

    changes: Sizes
    remembered: Sizes
    left: Mapping[str, str] = field(default_factory=dict)


def down(found: Mapping[str, Found], remembered: Sizes, environment: str, floor: int) -> Decision:
    """Take services down to `floor` tasks and remember what they were.

    What is remembered already is never written over: a second run finds the services small, and that is not what they
    were. A service of another environment is left alone.
    """
    changes: dict[str, Size] = {}
    memory, left = dict(remembered), dict[str, str]()
    for name, service in sorted(found.items()):
        if service.tags.get(ENVIRONMENT_TAG) != environment:
            left[name] = f"its tag {ENVIRONMENT_TAG} is not {environment}"
            continue
        wanted = service.size.at(floor)
        if wanted == service.size:
            left[name] = f"it has no more than {floor} already"
            continue
        changes[name] = wanted
        memory.setdefault(name, service.size)
    return Decision(changes, memory, left)


def back(found: Mapping[str, Found], remembered: Sizes, environment: str, floor: int) -> Decision:
    """Give services the size that is remembered, where they still have the one that `down` gave them.

    A service that is smaller yet was put to sleep meanwhile: it stays remembered. One that somebody has made larger,
    or that is gone, is forgotten.
    """
    changes: dict[str, Size] = {}
    memory, left = dict(remembered), dict[str, str]()
    for name, former in sorted(remembered.items()):
        service = found.get(name)
        if service is None:
            left[name] = "there is no such service any more"
        elif service.tags.get(ENVIRONMENT_TAG) != environment:
            left[name] = f"its tag {ENVIRONMENT_TAG} is not {environment}"
        elif service.size == former.at(floor):
            changes[name] = former
        elif _below(service.size, former.at(floor)):
            left[name] = "it sleeps, and is remembered until it wakes"
            continue
        else:
            left[name] = "somebody has changed it since"
        del memory[name]
    return Decision(changes, memory, left)


def _below(size: Size, expected: Size) -> bool:
    """Whether something else holds a service at fewer tasks."""
    if size.maximum is not None and expected.maximum is not None:
        return size.maximum < expected.maximum
    return size.desired < expected.desired


def scaling(found: Mapping[str, Found], environment: str) -> list[str]:
    """The services of the environment that autoscaling holds between two limits."""
    return [
        name
        for name, service in sorted(found.items())
        if service.size.maximum is not None and service.tags.get(ENVIRONMENT_TAG) == environment
    ]


def written(sizes: Sizes) -> str:
    """What is remembered, as text: short, because a parameter holds 4 KB."""
    return json.dumps({name: list(astuple(size)) for name, size in sorted(sizes.items())}, separators=(",", ":"))


def read(text: str) -> dict[str, Size]:
    """What is remembered, from its text.

    Raises:
        ValueError: It is something else.
    """
    try:
        return {str(name): _size(values) for name, values in json.loads(text).items()}
    except (AttributeError, TypeError, ValueError):
        raise ValueError(
            f'{text[:80]!r} is not what is remembered of services. For example: {{"api":[2,1,3]}}'
        ) from None


def _size(values: Any) -> Size:
    desired, minimum, maximum = values
    if not isinstance(desired, int) or not isinstance(minimum, int | None) or not isinstance(maximum, int | None):
        raise TypeError(values)
    return Size(desired, minimum, maximum)
