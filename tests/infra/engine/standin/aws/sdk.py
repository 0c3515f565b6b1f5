"""What the installed pulumi_aws knows of the types that are checked.

Writes `sdk.json`: python -m tests.infra.engine.standin.aws.sdk
"""

import importlib
import inspect
import json
from collections.abc import Awaitable, Iterable, Mapping, Sequence
from enum import Enum
from importlib.metadata import version
from typing import Any, Union, get_args, get_origin

from pulumi import Archive, Asset, Output, _types

from pyairtable_infra.engine.computed import RULES
from pyairtable_infra.engine.standin.aws import sdk as stored
from pyairtable_infra.engine.standin.aws.table import CALLS
from tests.sdk import sdk_class

SCALARS = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    Any: "any",
    Asset: "asset",
    Archive: "asset",
}


def sdk(types: Iterable[str]) -> dict[str, Any]:
    """The properties of `types`, with the blocks in them; blocks of the same content are one."""
    reading = _Reading()
    resources = {type_: reading.properties(_arguments(type_)) for type_ in sorted(set(types))}
    blocks = dict(sorted(reading.blocks.items()))
    return {"pulumi_aws": version("pulumi_aws"), "resources": resources, "blocks": blocks}


def wanted() -> set[str]:
    return {*CALLS, *RULES}


def text(content: Mapping[str, Any]) -> str:
    """One line for each type and each block."""
    parts = [f'"pulumi_aws": {json.dumps(content["pulumi_aws"])}']
    for section in ("resources", "blocks"):
        lines = (f"{json.dumps(name)}: {json.dumps(each)}" for name, each in content[section].items())
        parts.append(f'"{section}": {{\n' + ",\n".join(lines) + "\n}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _arguments(type_: str) -> type:
    """The class of a resource's arguments. Where a block took the shorter name, it is called InitArgs."""
    resource, name = sdk_class(type_), type_.rpartition(":")[2]
    home = importlib.import_module(resource.__module__)
    found = getattr(home, f"{name}InitArgs", None) or getattr(home, f"{name}Args")
    assert isinstance(found, type)
    return found


class _Reading:
    def __init__(self) -> None:
        self.blocks: dict[str, dict[str, str]] = {}
        self._names: dict[str, str] = {}
        self._known: dict[type, str] = {}

    def properties(self, arguments: type) -> dict[str, str]:
        """Property to kind; a required one ends with an exclamation mark."""
        names = _types.input_type_py_to_pulumi_names(arguments)
        parameters = inspect.signature(arguments.__init__).parameters.values()  # type: ignore[misc]
        needed = {names[one.name] for one in parameters if one.name in names and one.default is one.empty}
        kinds = _types.input_type_types(arguments).items()
        return {f"{name}!" if name in needed else name: self._kind(hint) for name, hint in sorted(kinds)}

    def _kind(self, hint: Any) -> str:
        origin = get_origin(hint)
        if origin is Union:
            return "|".join(dict.fromkeys(self._kind(each) for each in get_args(hint) if not _is_later(each)))
        if origin is Sequence:
            return f"[{self._kind(get_args(hint)[0])}]"
        if origin is Mapping:
            return f"{{{self._kind(get_args(hint)[1])}}}"
        if isinstance(hint, type) and issubclass(hint, Enum):
            return "string"
        return SCALARS.get(hint) or self._block(hint)

    def _block(self, arguments: type) -> str:
        if arguments not in self._known:
            name = f"{arguments.__module__.split('.')[1]}.{arguments.__name__.removesuffix('Args')}"
            self._known[arguments] = name  # a block may hold blocks of its own kind
            content = self.properties(arguments)
            self._known[arguments] = self._names.setdefault(json.dumps(content), name)
            self.blocks.setdefault(self._known[arguments], content)
        return self._known[arguments]


def _is_later(hint: Any) -> bool:
    return get_origin(hint) in (Awaitable, Output) or hint is type(None)


if __name__ == "__main__":
    stored.FILE.write_text(text(sdk(wanted())), encoding="utf-8")
