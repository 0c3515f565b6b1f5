"""One property whose change replaces a resource, written as text."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Parts = tuple[str | int, ...]

EACH = "*"
"""In a rule: every entry of a list."""

_PART = re.compile(r"[^.\[\]]+")


@dataclass(frozen=True)
class Rule:
    """A path into the inputs, and which changes of what stands there replace the resource.

    `changes`: every one. `comes`: that it appears or goes. `becomes`: that it gets this value. `moves`: that it is
    another one where both have one.
    """

    path: str
    parts: Parts
    when: Literal["changes", "comes", "becomes", "moves"] = "changes"
    value: str = ""

    def reached_by(self, path: str, before: Any, after: Any) -> bool:
        """Whether a change at `path` is one of these: below, at or above the property."""
        changed = parts(path)
        length = min(len(changed), len(self.parts))
        if not all(map(_meets, self.parts[:length], changed[:length])):
            return False
        rest = self.parts[length:]
        if rest:
            return self._asks(inside(before, rest), inside(after, rest))
        return self.when == "changes" or (length == len(changed) and self._asks(before, after))

    def covers(self, path: str) -> bool:
        """Whether `path` is the property or lies below it."""
        below = parts(path)[: len(self.parts)]
        return len(below) == len(self.parts) and all(map(_meets, self.parts, below))

    def differs(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
        """Whether these inputs differ in the property, so that the resource is replaced."""
        return self._asks(inside(old, self.parts), inside(new, self.parts))

    def _asks(self, before: Any, after: Any) -> bool:
        before, after = parsed(before), parsed(after)
        if before == after:
            return False
        if self.when == "comes":
            return before is None or after is None
        if self.when == "moves":
            return before is not None and after is not None
        return self.when == "changes" or after == self.value


def rule(text: str) -> Rule:
    """A rule from its text.

    `name` changes; `cidrIpv4?` comes or goes; `tier=Standard` becomes; `region~` moves; `records[*].type` of each.
    """
    path, _, value = text.partition("=")
    if value:
        return Rule(path, parts(path), "becomes", value)
    if text[-1] in "?~":
        return Rule(text[:-1], parts(text[:-1]), "comes" if text[-1] == "?" else "moves")
    return Rule(text, parts(text))


def parts(path: str) -> Parts:
    """A path as its parts: spec.containers[0].image."""
    return tuple(int(part) if part.isdecimal() else part for part in _PART.findall(path))


def inside(value: Any, path: Parts) -> Any:
    """What stands at a path inside a value; a list of it where the path leads through every entry of a list."""
    for index, part in enumerate(path):
        if part == EACH:
            return [inside(each, path[index + 1 :]) for each in value] if isinstance(value, list | tuple) else None
        if isinstance(value, Mapping):
            value = value.get(str(part))
        elif isinstance(value, list | tuple) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            return None
    return value


def parsed(value: Any) -> Any:
    """JSON text as what it holds, so that a policy is compared statement by statement."""
    if isinstance(value, str) and value[:1] in "{[":
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _meets(ruled: str | int, changed: str | int) -> bool:
    return ruled == changed or (ruled == EACH and isinstance(changed, int))
