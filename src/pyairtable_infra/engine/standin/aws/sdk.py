"""The properties that types and their blocks have in Pulumi.

`sdk.json` says it: made from pulumi_aws by a helper of the tests, and held to it by a test. So nothing here imports the
SDK, which takes seconds.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal

FILE = Path(__file__).with_name("sdk.json")

Form = Literal["string", "integer", "number", "boolean", "list", "map", "block", "any"]

_SCALARS: Mapping[str, Form] = {"string": "string", "integer": "integer", "number": "number", "boolean": "boolean"}
_SAMPLES: Mapping[Form, str] = {
    "string": '"..."',
    "integer": "1",
    "number": "1.5",
    "boolean": "true",
    "list": "[...]",
    "map": '{"key": "..."}',
    "block": "{...}",
    "any": "...",
}
_FEW = 2
_BLOCK = re.compile(r"(string\|)?(\w+\.\w+)")


@dataclass(frozen=True)
class Kind:
    """What a property holds.

    Args:
        form: A scalar, a list or map of something, a block with properties of its own, or anything.
        of: What the elements of a list or map are.
        block: The name of the block.
        text: Whether a block may be given as text as well.
    """

    form: Form
    of: "Kind | None" = None
    block: str = ""
    text: bool = False

    @property
    def inside(self) -> str:
        """The block that it is, or that its elements are; empty where there is none."""
        return self.of.inside if self.of else self.block

    @classmethod
    @cache
    def parse(cls, words: str) -> "Kind":
        """A kind in the words of `sdk.json`: string, [string], {string}, lb.Log, string|iam.Document."""
        if words in _SCALARS:
            return cls(_SCALARS[words])
        if words[0] in "[{":
            return cls("list" if words[0] == "[" else "map", cls.parse(words[1:-1]))
        block = _BLOCK.fullmatch(words)
        return cls("block", block=block[2], text=bool(block[1])) if block else cls("any")


@dataclass(frozen=True)
class Property:
    """One property: what it holds, and whether the SDK asks for it."""

    kind: Kind
    needed: bool


Properties = Mapping[str, Property]


def of_type(type_: str) -> Properties:
    """The properties of a type; none for one that is not in `sdk.json`."""
    return _parsed("resources", type_)


def of_block(name: str) -> Properties:
    """The properties of a block."""
    return _parsed("blocks", name)


def sample(kind: Kind) -> str:
    """What a property may hold; of a block, what the SDK asks for, else the first properties."""
    if kind.form == "list" and kind.of:
        return f"[{sample(kind.of)}]"
    if kind.form != "block":
        return _SAMPLES[kind.form]
    known = of_block(kind.block)
    chosen = [key for key, each in known.items() if each.needed] or list(known)[:_FEW]
    return "{" + ", ".join(f'"{key}": {_SAMPLES[known[key].kind.form]}' for key in chosen) + "}"


@cache
def is_as_installed() -> bool:
    """Whether the SDK that is installed is the one that `sdk.json` tells of; another may have other properties."""
    try:
        return version("pulumi_aws") == str(_content()["pulumi_aws"])
    except PackageNotFoundError:
        return False


@cache
def _content() -> Mapping[str, Any]:
    content: Mapping[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return content


@cache
def _parsed(section: str, name: str) -> Properties:
    properties: Mapping[str, str] = _content()[section].get(name, {})
    return {key.rstrip("!"): Property(Kind.parse(words), key.endswith("!")) for key, words in properties.items()}
