"""Values on the wire, and plain ones."""

from collections.abc import Mapping
from typing import Any

from google.protobuf.struct_pb2 import NULL_VALUE, Struct, Value

from pyairtable_infra.plan.model import SECRET, SIGNATURE


def plain(struct: Struct) -> dict[str, Any]:
    """The content of a struct; whole numbers as int, secrets as their marker alone."""
    return {key: _plain(value) for key, value in struct.fields.items()}


def _plain(value: Value) -> Any:
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        return value.string_value
    if kind == "struct_value":
        fields = value.struct_value.fields
        if SIGNATURE in fields and fields[SIGNATURE].string_value == SECRET[SIGNATURE]:
            return dict(SECRET)
        return {key: _plain(each) for key, each in fields.items()}
    if kind == "list_value":
        return [_plain(each) for each in value.list_value.values]
    if kind == "number_value":
        number = value.number_value
        return int(number) if number.is_integer() else number
    return value.bool_value if kind == "bool_value" else None


def struct(values: Mapping[str, Any]) -> Struct:
    """The wire form of plain values."""
    made = Struct()
    for key, value in values.items():
        _fill(made.fields[key], value)
    return made


def _fill(slot: Value, value: Any) -> None:
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
            _fill(slot.struct_value.fields[key], each)
    else:
        slot.list_value.SetInParent()
        for each in value:
            _fill(slot.list_value.values.add(), each)
