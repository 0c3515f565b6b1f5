"""Whether inputs keep to the properties that a type has in Pulumi, as a provider checks before it calls AWS."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pyairtable_infra.engine.standin.aws import messages, sdk
from pyairtable_infra.engine.standin.aws.given import below, is_open
from pyairtable_infra.engine.standin.aws.numbers import as_number
from pyairtable_infra.engine.standin.aws.sdk import Form, Kind, Properties
from pyairtable_infra.engine.standin.problems import Problem

# A scalar may be written as text, and text as a number: the provider reads it.
# https://github.com/pulumi/pulumi-terraform-bridge/blob/main/pkg/tfbridge/schema.go
_FITS: Mapping[Form, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str | int | float),
    "integer": lambda value: as_number(value, whole=True) is not None,
    "number": lambda value: as_number(value, whole=False) is not None,
    "boolean": lambda value: isinstance(value, bool) or value in ("true", "false"),
    "list": lambda value: isinstance(value, list),
    "map": lambda value: isinstance(value, Mapping),
    "block": lambda value: isinstance(value, Mapping),
}

# What the provider keeps with the inputs in a state: __defaults.
# https://github.com/pulumi/pulumi-terraform-bridge/blob/main/pkg/tfbridge/schema.go
_BOOKKEEPING = "__"


def problems(type_: str, inputs: Mapping[str, Any]) -> Iterator[Problem]:
    """Properties that there are none of, values of another form, and properties that are required and missing."""
    known = sdk.of_type(type_)
    if known:
        yield from _in_block(known, inputs, "", type_)


def _in_block(known: Properties, values: Mapping[str, Any], path: str, owner: str) -> Iterator[Problem]:
    for key, value in values.items():
        if key in known:
            yield from _in_value(known[key].kind, value, below(path, key))
        elif not key.startswith(_BOOKKEEPING) and not _is_news(key, known):
            yield messages.unknown(path, owner, key, list(known))
    for key, each in known.items():
        if each.needed and values.get(key) is None:
            yield messages.missing(below(path, key), sdk.sample(each.kind))


def _in_value(kind: Kind, value: Any, path: str) -> Iterator[Problem]:
    if value is None or kind.form == "any" or is_open(value) or (kind.text and isinstance(value, str)):
        return
    if not _FITS[kind.form](value):
        yield messages.wrong_kind(path, value, kind.form, sdk.sample(kind))
    elif kind.form == "block":
        yield from _in_block(sdk.of_block(kind.block), value, path, path)
    elif kind.of:
        for place, each in _elements(kind, value, path):
            yield from _in_value(kind.of, each, place)


def _elements(kind: Kind, value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if kind.form == "list":
        yield from ((f"{path}[{index}]", each) for index, each in enumerate(value))
    else:
        yield from ((below(path, key), each) for key, each in value.items())


def _is_news(key: str, known: Properties) -> bool:
    """Whether a property may be one of another version of the SDK: it is no slip of the pen for one that is known."""
    return not sdk.is_as_installed() and messages.closest(key, known) is None
