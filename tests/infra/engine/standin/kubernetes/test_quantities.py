"""Quantities, against what the documentation of Kubernetes says of them."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyairtable_infra.engine.standin.kubernetes.quantities import quantity

DECIMAL = {"n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
BINARY = {"Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60}
NUMBERS = st.decimals(-(10**6), 10**6, places=3)


@given(NUMBERS, st.sampled_from(sorted(DECIMAL)))
def test_a_decimal_unit_is_a_power_of_ten(number: Decimal, unit: str) -> None:
    assert quantity(f"{number}{unit}") == number * Decimal(10) ** DECIMAL[unit]


@given(NUMBERS, st.sampled_from(sorted(BINARY)))
def test_a_binary_unit_is_a_power_of_two(number: Decimal, unit: str) -> None:
    assert quantity(f"{number}{unit}") == number * Decimal(2) ** BINARY[unit]


@given(NUMBERS, st.integers(-9, 9), st.sampled_from("eE"), st.sampled_from(("", "+")))
def test_an_exponent_is_one_too(number: Decimal, exponent: int, letter: str, sign: str) -> None:
    text = f"{number}{letter}{sign if exponent >= 0 else ''}{exponent}"
    assert quantity(text) == number * Decimal(10) ** exponent


@pytest.mark.parametrize(
    ("value", "wanted"), [(2, "2"), (0.5, "0.5"), (".5", "0.5"), ("5.", "5"), ("+1k", "1000"), ("1E", "1e18")]
)
def test_numbers_and_short_forms_count(value: Any, wanted: str) -> None:
    assert quantity(value) == Decimal(wanted)


@pytest.mark.parametrize("value", ["", "Mi", "1 Gi", "1MB", "1K", "1mi", "--1", "1e", "1.2.3", ".", None, True, [], {}])
def test_anything_else_is_no_quantity(value: Any) -> None:
    assert quantity(value) is None
