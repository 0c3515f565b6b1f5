"""Money and quantities: exact to the end, and rounded once so that the parts still sum to the whole."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from fractions import Fraction

HOURS = Decimal(730)
"""The hours of a month: a twelfth of 365 days."""

CENT = Decimal("0.01")
_PLACES = Decimal("0.000001")


def quantity(value: Decimal | Fraction | float) -> Decimal:
    """A quantity with six places, so that its product with a price is exact."""
    if isinstance(value, Fraction):
        value = Decimal(value.numerator) / Decimal(value.denominator)
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return exact.quantize(_PLACES, ROUND_HALF_EVEN).normalize() + 0


def shared(total: Decimal, parts: int) -> list[Decimal]:
    """`total` divided into equal quantities that sum to it."""
    return apportioned([total / parts] * parts, _PLACES, total) if parts else []


def apportioned(parts: Sequence[Decimal], unit: Decimal = CENT, total: Decimal | None = None) -> list[Decimal]:
    """Each of `parts` rounded to `unit`, so that they sum to their rounded total (largest remainder first)."""
    whole = (sum(parts, Decimal(0)) if total is None else total).quantize(unit, ROUND_HALF_EVEN)
    rounded = [part.quantize(unit, ROUND_FLOOR) for part in parts]
    missing = int((whole - sum(rounded, Decimal(0))) / unit)
    order = sorted(range(len(parts)), key=lambda at: (rounded[at] - parts[at], at))
    for at in order[:missing]:
        rounded[at] += unit
    return rounded
