"""The values of a request, and where a person wrote each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pyairtable_infra.plan.model import SIGNATURE, UNKNOWN


class _Open:
    """Stands for a value that nobody can see yet: a secret, an unknown, an asset."""


OPEN: Final = _Open()

_PLAIN_KEY = re.compile(r"[A-Za-z_]\w*")


@dataclass(slots=True)
class Given:
    """One value of a request: `value` is a scalar, OPEN, a mapping of member to Given, or a list of Given.

    Args:
        path: The property that it was written as.
        value: The value.
        names: The properties that fill the members of a structure.
    """

    path: str
    value: Any
    names: dict[str, "Filler"] = field(default_factory=dict)

    def filler(self, member: str) -> "Filler":
        """The property that fills a member; in JSON text, the member itself."""
        return self.names.get(member) or Filler(member)


@dataclass(frozen=True)
class Filler:
    """A property that fills a member of a structure, and an example where it has another form than the member."""

    property_: str
    sample: str = ""


def is_open(value: Any) -> bool:
    """Whether a plain value stands for one that nobody can see yet."""
    return value == UNKNOWN if isinstance(value, str) else isinstance(value, Mapping) and SIGNATURE in value


def below(path: str, key: str) -> str:
    """The path of a key: a.b, or a["b.c"] where the key is no plain word."""
    if not _PLAIN_KEY.fullmatch(key):
        return f'{path}["{key}"]'
    return f"{path}.{key}" if path else key


def literal(value: Any, path: str) -> Given:
    """What JSON text says, as it is."""
    if is_open(value):
        return Given(path, OPEN)
    if isinstance(value, Mapping):
        return Given(path, {key: literal(each, below(path, key)) for key, each in value.items() if each is not None})
    if isinstance(value, list):
        return Given(path, [literal(each, f"{path}[{index}]") for index, each in enumerate(value)])
    return Given(path, value)
