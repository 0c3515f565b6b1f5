"""Outputs on the wire: how a transform sees what depends on resources, is secret, or is not known yet.

https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/source_eval.go (upgradeOutputValues and its reverse)
"""

from collections.abc import Iterable, Mapping

from google.protobuf.struct_pb2 import Struct, Value

from pyairtable_infra.engine.values import OUTPUT, fill, is_secret, secret
from pyairtable_infra.plan.model import SIGNATURE, UNKNOWN


def upgraded(properties: Struct, dependencies: Mapping[str, Iterable[str]]) -> Struct:
    """`properties` with an output for every secret and unknown, and for every property that depends on resources."""
    made = Struct()
    made.CopyFrom(properties)
    for value in made.fields.values():
        _upgrade(value)
    for key, urns in dependencies.items():
        if key in made.fields and not set(urns) <= found_in(made.fields[key]):
            _depend(made.fields[key], urns)
    return made


def downgraded(properties: Struct) -> Struct:
    """`properties` with the value of each output in its place, as a secret or unknown where it is one."""
    made = Struct()
    made.CopyFrom(properties)
    for value in made.fields.values():
        _downgrade(value)
    return made


def found_in(value: Value) -> set[str]:
    """The URNs that the outputs inside `value` depend on."""
    if value.HasField("list_value"):
        return {urn for each in value.list_value.values for urn in found_in(each)}
    if not value.HasField("struct_value"):
        return set()
    fields = value.struct_value.fields
    below = {urn for each in fields.values() for urn in found_in(each)}
    if _signature(value) == OUTPUT and "dependencies" in fields:
        below.update(each.string_value for each in fields["dependencies"].list_value.values)
    return below


def _signature(value: Value) -> str:
    fields = value.struct_value.fields
    return fields[SIGNATURE].string_value if SIGNATURE in fields else ""


def _children(value: Value) -> Iterable[Value]:
    if value.HasField("struct_value"):
        return value.struct_value.fields.values()
    return value.list_value.values if value.HasField("list_value") else ()


def _upgrade(value: Value) -> None:
    if value.HasField("string_value"):
        if value.string_value == UNKNOWN:
            value.Clear()
            fill(value, {SIGNATURE: OUTPUT})
        return
    for child in _children(value):
        _upgrade(child)
    if is_secret(value):
        value.struct_value.fields[SIGNATURE].string_value = OUTPUT
        value.struct_value.fields["secret"].bool_value = True


def _depend(value: Value, urns: Iterable[str]) -> None:
    if not (value.HasField("struct_value") and _signature(value) == OUTPUT):
        inner = Value()
        inner.CopyFrom(value)
        value.Clear()
        fill(value, {SIGNATURE: OUTPUT})
        value.struct_value.fields["value"].CopyFrom(inner)
    fields = value.struct_value.fields
    before = {each.string_value for each in fields["dependencies"].list_value.values}
    fields["dependencies"].Clear()
    fill(fields["dependencies"], sorted(before | set(urns)))


def _downgrade(value: Value) -> None:
    for child in _children(value):
        _downgrade(child)
    if not (value.HasField("struct_value") and _signature(value) == OUTPUT):
        return
    fields = value.struct_value.fields
    inner = Value()
    if "value" in fields:
        inner.CopyFrom(fields["value"])
    else:
        inner.string_value = UNKNOWN
    hidden = "secret" in fields and fields["secret"].bool_value
    value.CopyFrom(secret(inner) if hidden else inner)
