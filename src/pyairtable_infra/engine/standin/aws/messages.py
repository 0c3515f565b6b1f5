"""How a person is told what is wrong. Each sentence ends with an example that would be right."""

import json
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from pyairtable_components.workload.credentials import looks_like_credential
from pyairtable_infra.engine.standin.aws.given import below
from pyairtable_infra.engine.standin.problems import Problem

_LONGEST = 60
_MOST = 8
"""Names that are listed, before it says that there are more."""

_FORMS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "list": "a list",
    "map": "an object of names and values",
    "block": "an object",
    "time": "a time",
}


def problem(path: str, said: str, example: str) -> Problem:
    """A sentence and an example of the value at `path`, written after its name; an element of a list has none."""
    name = "" if path.endswith("]") else f"{path.rpartition('.')[2]}: "
    return Problem(path, f"{said}. For example: {name}{example}")


def shown(path: str, value: Any) -> str:
    """A wrong value, short enough for one line; what may be a credential is not shown."""
    if isinstance(value, Mapping | list):
        return "a list" if isinstance(value, list) else "an object"
    name = re.sub(r"[\d\[\]]+$", "", path.rpartition(".")[2])
    if looks_like_credential(name, str(value)):
        return "this value"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f'{text[: _LONGEST - 4]}..."'


def closest(wrong: str, right: Iterable[str]) -> str | None:
    """The one of `right` that `wrong` may have been meant for."""
    by_lower = {each.lower(): each for each in right}
    found = get_close_matches(wrong.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else None


def listed(names: Iterable[str], first: str | None = None) -> str:
    """Names in their order, `first` before all; of many, the first."""
    ordered = sorted(names, key=lambda name: name != first)
    return ", ".join(ordered[:_MOST]) + (" and more" if len(ordered) > _MOST else "")


def unknown(path: str, owner: str, key: str, known: list[str]) -> Problem:
    """A key below `path` that there is none of; `owner` is what it would belong to."""
    meant = closest(key, known)
    said = f"{owner} has no {key}; it has {listed(known, meant)}"
    return Problem(below(path, key), f"{said}. For example: {meant or known[0]}")


def missing(path: str, example: str) -> Problem:
    """What is required and not there."""
    return problem(path, "it is required", example)


def wrong_kind(path: str, value: Any, form: str, example: str) -> Problem:
    """A value of another kind."""
    if form == "string" and isinstance(value, Mapping | list):
        example = "json.dumps(...)"
    return problem(path, f"{shown(path, value)} is not {_FORMS[form]}", example)


def not_one_of(path: str, value: Any, allowed: Iterable[str]) -> Problem:
    """A value that an enumeration does not hold."""
    allowed = list(allowed)
    meant = closest(str(value), allowed) or allowed[0]
    return problem(path, f"{shown('', value)} is not one of {listed(allowed, meant)}", json.dumps(meant))


def outside(path: str, value: Any, bounds: tuple[Any, Any], noun: str, example: str) -> Problem:
    """A number that is too small or too large; with a noun, the number of characters or elements."""
    low, high = bounds
    limit = f"at least {low}" if high is None else f"at most {high}" if low is None else f"{low} to {high}"
    limit = f"exactly {low}" if low == high else limit
    plural = noun if value == 1 else "entries" if noun == "entry" else f"{noun}s"
    said = f"it has {value} {plural}, and must have {limit}" if noun else f"it is {value}, and must be {limit}"
    return problem(path, said, example)


def not_matching(path: str, value: str, pattern: str, example: str) -> Problem:
    """Text of another form. `value` is as it may be shown."""
    return problem(path, f"{value} does not match {pattern}", example)


def not_exactly_one(path: str, given: Iterable[str], members: list[str]) -> Problem:
    """A choice with none or several of its members."""
    said = f"exactly one of {listed(members)} is needed, not {listed(given) or 'none'}"
    return Problem(path, f"{said}. For example: {members[0]}")


def no_json(path: str, reason: Exception, example: str) -> Problem:
    """Text that should be JSON."""
    return problem(path, f"it is not JSON: {reason}", example)
