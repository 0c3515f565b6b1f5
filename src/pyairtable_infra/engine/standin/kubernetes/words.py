"""The words of messages about objects of a cluster."""

from collections.abc import Iterable, Mapping
from typing import Any

from pyairtable_infra.engine.standin.kubernetes.judge import undecided
from pyairtable_infra.engine.standin.kubernetes.refinements import NEEDED, Schema
from pyairtable_infra.profile.errors import shown as shown_plain

_MANY = 12
_KINDS: Mapping[str, str] = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "object": "a section with fields",
    "string": "text",
}
_FORMATS: Mapping[str, str] = {
    "byte": "text in base64 is needed",
    "date-time": "a moment with its time zone is needed",
    "int32": "a number of 32 bits is needed",
    "int64": "a number of 64 bits is needed",
    "ipv4": "an IPv4 address is needed",
    "ipv6": "an IPv6 address is needed",
}
_BOUNDS: Mapping[str, str] = {
    "exclusiveMaximum": "less than {} is needed",
    "exclusiveMinimum": "more than {} is needed",
    "maxItems": "at most {} entries are allowed",
    "maxLength": "at most {} characters are allowed",
    "maxProperties": "at most {} fields are allowed",
    "maximum": "at most {} is allowed",
    "minItems": "at least {} entries are needed",
    "minLength": "at least {} characters are needed",
    "minProperties": "at least {} fields are needed",
    "minimum": "at least {} is needed",
}
_ONE: Mapping[str, str] = {
    "maxItems": "at most one entry is allowed",
    "maxProperties": "at most one field is allowed",
    "minItems": "at least one entry is needed",
    "minLength": "it cannot be empty",
    "minProperties": "at least one field is needed",
}


def shown(value: Any) -> str:
    """A value as a message shows it; what is secret or unknown never."""
    return "a value" if undecided(value) else shown_plain(value)


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words as people list them."""
    *first, final = words
    return f"{', '.join(first)} {last} {final}" if first else final


def fields(names: Iterable[str], needed: Iterable[str] = ()) -> str:
    """The fields that there are, those that must be there first, and not too many of them."""
    first = sorted(needed)
    known = [*first, *sorted(set(names) - set(first))]
    more = len(known) - _MANY
    return f"{', '.join(known[:_MANY])} and {more} more" if more > 1 else listed(known)


def types(wanted: str | Iterable[str]) -> list[str]:
    """The types that a schema names, one or several; null is none that a person would write."""
    return [wanted] if isinstance(wanted, str) else [each for each in wanted if each != "null"]


def kinds(names: Iterable[str]) -> str:
    """What is needed, by the names of types."""
    return f"{listed((_KINDS[name] for name in dict.fromkeys(names)), 'or')} is needed"


def expected(keyword: str, wanted: Any, schema: Schema) -> str:
    """What a keyword of a schema asks for."""
    if keyword == "type":
        return kinds(types(wanted))
    if keyword == "enum":
        return f"{'one of ' if len(wanted) > 1 else ''}{listed(map(str, wanted))} is needed"
    if keyword == "format":
        return _FORMATS[wanted]
    if keyword == "pattern":
        return str(schema.get(NEEDED, "it needs the form of the example"))
    if wanted == 1 and keyword in _ONE:
        return _ONE[keyword]
    return _BOUNDS[keyword].format(wanted) if keyword in _BOUNDS else "this is not allowed"
