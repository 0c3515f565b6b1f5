"""Paths in a profile: the keys and positions that lead to a value."""

from typing import Any

Path = tuple[str | int, ...]

MISSING = object()


def step(value: Any, part: str | int) -> Any:
    """What is inside `value` at `part`, or MISSING."""
    if isinstance(value, dict):
        return value.get(part, MISSING)
    if isinstance(value, list) and isinstance(part, int) and part < len(value):
        return value[part]
    return MISSING


def holds(value: Any, path: Path) -> bool:
    """Whether there is something at `path` inside `value`."""
    for part in path:
        value = step(value, part)
        if value is MISSING:
            return False
    return True


def dotted(path: Path) -> str:
    """A path as a person writes it: services.api-gateway.callers[0]."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
