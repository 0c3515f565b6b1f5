"""Numbers that may be written as text."""

import math
from typing import Any


def as_number(value: Any, *, whole: bool) -> int | float | None:
    """A number, also of text; None where it is none, or not whole where it has to be."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        number = float(value)
    except (OverflowError, ValueError):
        return None
    if not math.isfinite(number):
        return None
    if number.is_integer():
        return value if isinstance(value, int) else int(number)
    return None if whole else number
