"""Looks into objects whose form may be wrong, or not known yet."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pyairtable_infra.engine.standin.kubernetes.judge import undecided
from pyairtable_infra.profile.paths import Path

Finding = tuple[Path, str]
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Thing:
    """An object of a cluster, and the version of Kubernetes that shall take it."""

    api_version: str
    kind: str
    value: Mapping[str, Any]
    version: tuple[int, ...]

    @property
    def type(self) -> str:
        """The group and the kind: apps/Deployment; of the core group Service alone."""
        group, _, _ = self.api_version.rpartition("/")
        return f"{group}/{self.kind}" if group else self.kind


def section(value: Any, *path: str) -> Mapping[str, Any]:
    """The section at a path; an empty one where there is none, or none that is known."""
    for part in path:
        value = value.get(part) if isinstance(value, Mapping) else None
    return value if isinstance(value, Mapping) and not undecided(value) else {}


def entries(value: Mapping[str, Any], key: str) -> list[tuple[int, Mapping[str, Any]]]:
    """The sections in a list, with their positions."""
    found = value.get(key)
    return [(index, section(each)) for index, each in enumerate(found)] if isinstance(found, list | tuple) else []


def text(value: Mapping[str, Any], key: str) -> str | None:
    """A text that is known."""
    found = value.get(key)
    return found if isinstance(found, str) and not undecided(found) else None


def number(value: Mapping[str, Any], key: str) -> int | None:
    """A whole number that is known."""
    found = value.get(key)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def opened(port: Mapping[str, Any], key: str) -> tuple[int, str] | None:
    """The number and the protocol of a port, where they are known."""
    found, protocol = number(port, key), text({"protocol": "TCP", **port}, "protocol")
    return None if found is None or protocol is None else (found, protocol)


def known(value: Any, *path: str) -> bool:
    """Whether nothing on the way to a place is secret or not known yet."""
    for part in path:
        value = value.get(part, {}) if isinstance(value, Mapping) else {}
        if undecided(value):
            return False
    return True


def repeated(keys: Iterable[Key | None]) -> Iterator[tuple[int, Key]]:
    """Those that were there before, with their positions; None is never the same."""
    seen: set[Key] = set()
    for index, key in enumerate(keys):
        if key is not None and key in seen:
            yield index, key
        elif key is not None:
            seen.add(key)
