"""Turn pydantic's errors into paths of the file and sentences that end with an example."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from pyairtable_infra.profile.errors import RuleError, shown
from pyairtable_infra.profile.examples import example_of, keys_of
from pyairtable_infra.profile.paths import MISSING, Path, step


def explain(error: ValidationError, raw: Any, model: type[BaseModel]) -> Iterator[tuple[Path, str]]:
    """Each problem of `error`: its path in `raw`, and what is wrong with an example of what would be right."""
    for detail in error.errors(include_url=False):
        cause = detail.get("ctx", {}).get("error")
        if isinstance(cause, RuleError):
            yield from cause.findings
            continue
        path = _path(detail, raw)
        yield path, _sentence(detail, path, model)


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


def _sentence(detail: ErrorDetails, path: Path, model: type[BaseModel]) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    example = example_of(model, path)
    if kind == "extra_forbidden":
        known = keys_of(model, path[:-1])
        close = get_close_matches(str(path[-1]), known, n=1)
        return f"there is no such key. For example: {close[0] if close else ', '.join(known)}"
    if kind == "missing":
        return f"this key is missing. For example: {path[-1]}: {example}"
    if kind in ("union_tag_not_found", "union_tag_invalid"):
        tags = context.get("expected_tags", "").replace("'", "")
        said = f"{context['tag']!r} is none of its kinds" if "tag" in context else "its kind is missing"
        return f"{said}{f' ({tags})' if tags else ''}. For example: {example}"
    return f"{shown(detail['input'])} is wrong here: {_expected(kind, context, detail['msg'])}. For example: {example}"


_NUMBER, _WHOLE, _SECTION = "a number is needed", "a whole number is needed", "a section with keys is needed"
_EXPECTED = {
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "decimal_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "bool_type": "true or false is needed",
    "bool_parsing": "true or false is needed",
    "string_type": "text is needed",
    "dict_type": _SECTION,
    "model_type": _SECTION,
    "model_attributes_type": _SECTION,
    "tuple_type": "a list is needed",
    "literal_error": "one of {expected} is needed",
    "string_pattern_mismatch": "it has to match {pattern}",
    "greater_than_equal": "at least {ge} is needed",
    "greater_than": "more than {gt} is needed",
    "less_than_equal": "at most {le} is allowed",
    "less_than": "less than {lt} is needed",
    "too_short": "at least {min_length} needed",
    "too_long": "at most {max_length} allowed",
}


def _expected(kind: str, context: dict[str, Any], message: str) -> str:
    known = _EXPECTED.get(kind)
    return known.format(**context) if known else message[:1].lower() + message[1:]
