"""Rounding."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pyairtable_infra.cost.money import CENT, apportioned, quantity, shared

AMOUNTS = st.decimals(min_value=-1000, max_value=100000, places=7)


@given(st.lists(AMOUNTS, max_size=30))
def test_rounded_parts_sum_to_the_rounded_total(parts: list[Decimal]) -> None:
    rounded = apportioned(parts)
    assert sum(rounded, Decimal(0)) == sum(parts, Decimal(0)).quantize(CENT)
    assert all(abs(one - other) < CENT for one, other in zip(rounded, parts, strict=True))


@given(st.decimals(min_value=0, max_value=100000, places=6), st.integers(1, 50))
def test_shares_sum_to_the_whole_and_are_even(total: Decimal, parts: int) -> None:
    shares = shared(total, parts)
    assert sum(shares) == total
    assert max(shares) - min(shares) <= Decimal("0.000001")


def test_nothing_is_shared_among_none() -> None:
    assert shared(Decimal(3), 0) == []


def test_a_quantity_has_six_places_and_no_exponent() -> None:
    assert str(quantity(Fraction(50 * 730, 168))) == "217.261905"
    assert str(quantity(Decimal("700.000"))) == "700"
    assert str(quantity(0.25)) == "0.25"
