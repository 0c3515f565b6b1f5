"""Paths in a profile: the keys and positions that lead to a value."""

import re
from typing import Any

NAMESPACE = "pyairtable-infra"
"""The project's name in Pulumi.yaml: the namespace of its configuration keys."""

Path = tuple[str | int, ...]

MISSING = object()

_PLAIN = re.compile(r"[\w:<>/@+-][\w .:<>/@+-]{0,98}")


def step(value: Any, part: str | int) -> Any:
    """What is inside `value` at `part`, or MISSING."""
    if isinstance(value, dict):
        return value.get(part, MISSING)
    if isinstance(value, list) and isinstance(part, int) and 0 <= part < len(value):
        return value[part]
    return MISSING


def at(value: Any, path: Path) -> Any:
    """What is inside `value` at `path`, or MISSING."""
    for part in path:
        value = step(value, part)
        if value is MISSING:
            return MISSING
    return value


def depth(value: Any, path: Path) -> int:
    """How many parts of `path`, from its start, there are inside `value`."""
    for count, part in enumerate(path):
        value = step(value, part)
        if value is MISSING:
            return count
    return len(path)


def dotted(path: Path) -> str:
    """A path as a person writes it, services.api-gateway.callers[0]; a key that is no plain word is quoted."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            key = part if _PLAIN.fullmatch(part) else repr(part[:99])
            text += f".{key}" if text else key
    return text


def in_profile(path: Path) -> Path:
    """The path in the profile of a path in a stack file: without `config` and without our namespace."""
    if len(path) > 1 and path[0] == "config" and isinstance(path[1], str):
        return (path[1].removeprefix(f"{NAMESPACE}:") or path[1], *path[2:])
    return path
