"""Values on the wire, and plain ones."""

from collections.abc import Callable, Mapping
from typing import Any

from google.protobuf.struct_pb2 import NULL_VALUE, Struct, Value

from pyairtable_infra.plan.model import FILES, SECRET, SIGNATURE

ASSET, ARCHIVE = FILES
REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e"
OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
"""What marks a struct as something else than a mapping.

https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go
"""

Asset = Callable[[dict[str, Any]], dict[str, Any]]
"""Completes an asset or archive: its hash."""


def plain(struct: Struct, asset: Asset | None = None) -> dict[str, Any]:
    """The content of a struct; whole numbers as int, secrets as their marker alone."""
    return {key: _plain(value, asset) for key, value in struct.fields.items()}


def plain_value(value: Value) -> Any:
    """The content of one value, as in `plain`."""
    return _plain(value, None)


def _plain(value: Value, asset: Asset | None) -> Any:
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        return value.string_value
    if kind == "struct_value":
        fields = value.struct_value.fields
        if SIGNATURE in fields:
            return _marked(fields[SIGNATURE].string_value, value.struct_value, asset)
        return {key: _plain(each, asset) for key, each in fields.items()}
    if kind == "list_value":
        return [_plain(each, asset) for each in value.list_value.values]
    if kind == "number_value":
        number = value.number_value
        return int(number) if number.is_integer() else number
    return value.bool_value if kind == "bool_value" else None


def _marked(signature: str, struct: Struct, asset: Asset | None) -> Any:
    if signature == SECRET[SIGNATURE]:
        return dict(SECRET)
    fields = plain(struct)
    if signature == REFERENCE:
        return {"packageVersion": "", **fields}
    return asset(fields) if asset and signature in (ASSET, ARCHIVE) else fields


def is_secret(value: Value) -> bool:
    """Whether a value is marked secret."""
    fields = value.struct_value.fields
    return SIGNATURE in fields and fields[SIGNATURE].string_value == SECRET[SIGNATURE]


def secret(value: Value) -> Value:
    """A secret with this value."""
    made = Value()
    made.struct_value.fields[SIGNATURE].string_value = SECRET[SIGNATURE]
    made.struct_value.fields["value"].CopyFrom(value)
    return made


def struct(values: Mapping[str, Any]) -> Struct:
    """The wire form of plain values."""
    made = Struct()
    for key, value in values.items():
        fill(made.fields[key], value)
    return made


def fill(slot: Value, value: Any) -> None:
    """Put a plain value into a slot of a message."""
    if value is None:
        slot.null_value = NULL_VALUE
    elif isinstance(value, bool):
        slot.bool_value = value
    elif isinstance(value, str):
        slot.string_value = value
    elif isinstance(value, int | float):
        slot.number_value = value
    elif isinstance(value, Mapping):
        slot.struct_value.SetInParent()
        for key, each in value.items():
            fill(slot.struct_value.fields[key], each)
    else:
        slot.list_value.SetInParent()
        for each in value:
            fill(slot.list_value.values.add(), each)


def complete(slot: Value, value: Any) -> None:
    """Add to a struct in a slot what `value` has and it has not; what is there stays, secrets included."""
    fields = slot.struct_value.fields
    if not isinstance(value, Mapping) or slot.WhichOneof("kind") != "struct_value" or SIGNATURE in fields:
        return
    for key, each in value.items():
        if key in fields:
            complete(fields[key], each)
        else:
            fill(fields[key], each)
