"""The regular expressions of the API models, where Python can read them.

They are written for Java, which matches a whole value. One that Python cannot compile is not used, nor is one that may
try for minutes on a value that does not match; a test lists them all.
"""

import re
from functools import cache

_ASTRAL = r"\uD800\uDC00-\uDBFF\uDFFF"
"""How Java writes everything beyond U+FFFF, as pairs of surrogates: in Python, one range."""

_SLOW = (
    r"^[ \t]*[\x20-\x7E]+([ \t]+[\x20-\x7E]+)*[ \t]*$",
    r"[a-z](?:-?[a-z0-9]+){0,15}",
)
"""Patterns with which the number of attempts grows with a power of the length."""


@cache
def compiled(pattern: str) -> re.Pattern[str] | None:
    """The expression; None where it is not used."""
    if pattern in _SLOW:
        return None
    try:
        return re.compile(pattern.replace(_ASTRAL, r"\U00010000-\U0010FFFF"))
    except re.error:
        return None


def matches(pattern: str, value: str) -> bool:
    """Whether a value keeps to a pattern; any value does to a pattern that is not used."""
    expression = compiled(pattern)
    return expression is None or expression.fullmatch(value) is not None
