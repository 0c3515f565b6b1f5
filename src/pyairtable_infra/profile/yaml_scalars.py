"""What single values mean in YAML 1.2, as Pulumi reads it."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {text: text.lower() == "true" for text in ("true", "True", "TRUE", "false", "False", "FALSE")}
# https://yaml.org/spec/1.2.2/#1032-tag-resolution
_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
# https://github.com/go-yaml/yaml/blob/v3/resolve.go: numbers and times there, texts or other numbers elsewhere
_AMBIGUOUS = re.compile(
    r"[-+]?0[0-9_]+|[-+]?0([xX][0-9a-fA-F_]+|[oO][0-7_]+|[bB][01_]+)|[-+]?[0-9]+_[0-9_.]*"
    r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?"
)
_LONGEST_NUMBER = 20

KINDS: Mapping[str, Callable[[str], Any]] = {
    "str": str,
    "int": int,
    "float": float,
    "bool": lambda text: _BOOL[text],
    "null": lambda _: None,
}
"""What makes a value of a text, by the tag that says so."""


def plain(text: str) -> Any:
    """What a scalar without quotes means."""
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    try:
        if _INT.fullmatch(text):
            return int(text)
        return float(text) if _FLOAT.fullmatch(text) else text
    except ValueError:  # more digits than Python reads: no number that a profile can mean
        return text


def is_ambiguous(text: str) -> bool:
    """Whether Pulumi and YAML 1.2 disagree about a scalar without quotes."""
    return _AMBIGUOUS.fullmatch(text) is not None


def unambiguous(text: str, *, as_text: bool) -> str:
    """An ambiguous scalar as a text or a number that every reader agrees about."""
    digits = text.replace("_", "")
    if as_text or (text[:4].isdecimal() and "-" in text):
        return json.dumps(text)
    return str(int(digits)) if digits.isdecimal() and len(digits) < _LONGEST_NUMBER else "10"
