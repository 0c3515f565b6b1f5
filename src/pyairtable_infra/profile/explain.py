"""Turn pydantic's errors into paths of the profile and sentences that end with an example."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from pyairtable_components.workload.credentials import looks_like_credential
from pyairtable_infra.profile.errors import RuleError, closest, shown
from pyairtable_infra.profile.examples import Guide
from pyairtable_infra.profile.paths import MISSING, Path, step

EXAMPLE = "For example: "


@dataclass(frozen=True)
class Finding:
    """What is wrong at a path of the profile."""

    path: Path
    message: str
    within: bool = False
    """It is about the section as a whole; the message names the keys."""
    rule: bool = False
    """It comes from a rule between sections."""


def explain(error: ValidationError, raw: Any, model: type[BaseModel], hidden: frozenset[str]) -> Iterator[Finding]:
    """Each problem of `error` in `raw`, with an example of what would be right.

    Values below the top-level keys `hidden` are never shown.
    """
    details = error.errors(include_url=False)
    guide = Guide(model, raw)
    for detail in details:
        cause = detail.get("ctx", {}).get("error")
        if isinstance(cause, RuleError):
            yield from (Finding(path, message, rule=True) for path, message in cause.findings)
        elif not (detail["type"] == "too_short" and _has_worse_inside(detail, details)):
            path = _path(detail, raw)
            value = _shown(detail["input"], path, hidden)
            yield Finding(path, _sentence(detail, path, value, guide), within=_within(detail))


def _path(detail: ErrorDetails, raw: Any) -> Path:
    """The part of pydantic's location that is in the data; the tags of unions are not."""
    path: list[str | int] = []
    location = detail["loc"]
    for position, part in enumerate(location):
        inner = step(raw, part)
        if inner is not MISSING:
            raw = inner
        elif position < len(location) - 1 or detail["type"] not in ("missing", "extra_forbidden"):
            continue
        path.append(part)
    return tuple(path)


def _has_worse_inside(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """Whether a list is only too short because something in it is wrong."""
    own = detail["loc"]
    return any(other["loc"][: len(own)] == own and len(other["loc"]) > len(own) for other in details)


def _within(detail: ErrorDetails) -> bool:
    return detail["type"] == "value_error" and isinstance(detail["input"], Mapping)


def _shown(value: Any, path: Path, hidden: frozenset[str]) -> str:
    secret = (path[:1] and path[0] in hidden) or {"secrets", "pull_secret"} & set(path[1:])
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        name = str(path[-1]) if path[-2:-1] == ("environment",) else ""
        return "this value" if secret or looks_like_credential(name, str(value)) else shown(value)
    return shown(value)


def _sentence(detail: ErrorDetails, path: Path, value: str, guide: Guide) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "value_error":
        return _told(detail, path, value, guide)
    if kind == "extra_forbidden":
        return _unknown(str(path[-1]), path[:-1], guide)
    if kind == "missing":
        return f"this key is missing. {EXAMPLE}{path[-1]}: {guide.example(path)}"
    if kind in ("union_tag_not_found", "union_tag_invalid"):
        return _kindless(context, path, guide)
    expected = _expected(kind, context, detail["msg"])
    said = expected if kind in ("too_short", "too_long") else f"{value} is wrong here: {expected}"
    return f"{said}. {EXAMPLE}{_example(detail, path, value, guide)}"


def _example(detail: ErrorDetails, path: Path, value: str, guide: Guide) -> str:
    """What would be right instead, as near to what was written as it can be."""
    kind, given = detail["type"], detail["input"]
    if kind == "literal_error":
        choices = re.findall("'([^']*)'", detail["ctx"]["expected"])
        close = closest(given, choices)
        if close or detail["loc"][-1] == "[key]":
            return close or choices[0]
    if kind in _SECTIONS and isinstance(given, str):
        return guide.example_of_kind(path, given)
    if kind == "string_type" and path[-2:-1] == ("environment",) and isinstance(given, int | float):
        return '"text"' if value == "this value" else f'"{value}"'
    return guide.example(path)


def _kindless(context: Mapping[str, Any], path: Path, guide: Guide) -> str:
    """What is wrong with a section that may be of several kinds."""
    if "tag" not in context:
        return f"its kind is missing. {EXAMPLE}{guide.example(path)}"
    kinds = context["expected_tags"].replace("'", "")
    close = closest(context["tag"], kinds.split(", "))
    return f"{shown(context['tag'])} is none of its kinds ({kinds}). {EXAMPLE}{guide.example_of_kind(path, close)}"


def _told(detail: ErrorDetails, path: Path, value: str, guide: Guide) -> str:
    """What a spec says itself, without a long or secret value, and with an example for this very key."""
    said, _, example = str(detail["ctx"]["error"]).partition(EXAMPLE)
    if not example:
        said, example = f"{said.rstrip('. ')}. ", guide.example(path)
    if isinstance(detail["input"], str):
        said = said.replace(repr(detail["input"]), value)
        better = isinstance(guide.default(path), str) or guide.better(path)
        if better and detail["loc"][-1] != "[key]":
            example = guide.example(path)
    return f"{said}{EXAMPLE}{example}"


def _unknown(key: str, section: Path, guide: Guide) -> str:
    known = guide.keys(section)
    close = closest(key, known)
    best = close or known[0]
    said = f". Did you mean {best}?" if close else f"; there is: {', '.join(known)}."
    return f"there is no such key{said} {EXAMPLE}{best}: {guide.example((*section, best))}"


_NUMBER, _WHOLE, _SECTION = "a number is needed", "a whole number is needed", "a section with keys is needed"
_SECTIONS = ("dict_type", "model_type", "model_attributes_type")
_EXPECTED = {
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "decimal_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "decimal_max_places": "at most {decimal_places} decimal places are allowed",
    "decimal_max_digits": "at most {max_digits} digits are allowed",
    "decimal_whole_digits": "at most {whole_digits} digits before the point are allowed",
    "finite_number": "a finite number is needed",
    "bool_type": "true or false is needed",
    "bool_parsing": "true or false is needed",
    "string_type": "text is needed",
    "dict_type": _SECTION,
    "model_type": _SECTION,
    "model_attributes_type": _SECTION,
    "tuple_type": "a list is needed",
    "literal_error": "one of {expected} is needed",
    "string_pattern_mismatch": "it needs the form of the example",
    "greater_than_equal": "at least {ge} is needed",
    "greater_than": "more than {gt} is needed",
    "less_than_equal": "at most {le} is allowed",
    "less_than": "less than {lt} is needed",
    "too_short": "there are {actual_length} entries: at least {min_length} is needed",
    "too_long": "there are {actual_length} entries: at most {max_length} are allowed",
}


def _expected(kind: str, context: dict[str, Any], message: str) -> str:
    known = _EXPECTED.get(kind)
    return known.format(**context) if known else message[:1].lower() + message[1:]
