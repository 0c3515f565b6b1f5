"""Structs as the engine sends them: secrets keep their values here, unlike in a plan."""

from collections.abc import Iterator, Mapping
from typing import Any

from google.protobuf.json_format import MessageToDict
from google.protobuf.struct_pb2 import Struct, Value

from pyairtable_infra.engine.values import complete, fill, plain
from pyairtable_infra.plan.model import SECRET, SIGNATURE


def differing(old: Struct, new: Struct) -> Iterator[tuple[str, Any, Any]]:
    """Each path at which two structs differ, and what is there: before and now, None for nothing."""
    yield from _fields("", old, new)


def with_changes(sent: Struct, present: Mapping[str, Any]) -> Struct:
    """`sent`, with the values of `present` where they differ; what is secret and stayed the same is sent back whole."""
    known = plain(sent)
    made = Struct()
    for key, value in present.items():
        if key in known and known[key] == value:
            made.fields[key].CopyFrom(sent.fields[key])
        else:
            fill(made.fields[key], _opened(value))
    return made


def with_outputs(inputs: Struct, outputs: Mapping[str, Any], *, nested: bool) -> Struct:
    """The inputs, where every secret stays one, and the outputs; if `nested`, also inside what is given."""
    whole = Struct()
    whole.CopyFrom(inputs)
    for key, value in outputs.items():
        if key not in whole.fields:
            fill(whole.fields[key], value)
        elif nested:
            complete(whole.fields[key], value)
    return whole


def _opened(value: Any) -> Any:
    """A secret that only AWS could tell is an empty one."""
    if isinstance(value, Mapping):
        if value == SECRET:
            return {**value, "value": ""}
        return {key: _opened(each) for key, each in value.items()}
    return [_opened(each) for each in value] if isinstance(value, list) else value


def _fields(path: str, old: Struct, new: Struct) -> Iterator[tuple[str, Any, Any]]:
    for key in sorted(old.fields.keys() | new.fields.keys()):
        below = _below(path, key)
        if key in old.fields and key in new.fields:
            yield from _values(below, old.fields[key], new.fields[key])
        else:
            yield below, _content(old, key), _content(new, key)


def _content(struct: Struct, key: str) -> Any:
    return MessageToDict(struct.fields[key]) if key in struct.fields else None


def _values(path: str, old: Value, new: Value) -> Iterator[tuple[str, Any, Any]]:
    if old == new:
        return
    if old.HasField("struct_value") and new.HasField("struct_value") and not _marked(old) and not _marked(new):
        yield from _fields(path, old.struct_value, new.struct_value)
        return
    before, after = old.list_value.values, new.list_value.values
    if old.HasField("list_value") and new.HasField("list_value") and len(before) == len(after):
        for index, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from _values(f"{path}[{index}]", one, other)
        return
    yield path, MessageToDict(old), MessageToDict(new)


def _marked(value: Value) -> bool:
    return SIGNATURE in value.struct_value.fields


def _below(path: str, key: str) -> str:
    """https://www.pulumi.com/docs/iac/concepts/miscellaneous/property-paths/."""
    if key.isidentifier():
        return f"{path}.{key}" if path else key
    return f'{path}["{key}"]'
