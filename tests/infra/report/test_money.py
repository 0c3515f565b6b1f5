"""Amounts as people read them."""

from decimal import Decimal
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from pyairtable_infra.report.assessment import assess
from pyairtable_infra.report.cost import Cost, Part
from pyairtable_infra.report.money import rows
from tests.conftest import environment_plan

AMOUNT = st.decimals(0, 50, places=6)


@st.composite
def parts(draw: st.DrawFn) -> Part:
    low, more, most = draw(AMOUNT), draw(AMOUNT), draw(AMOUNT)
    name = draw(st.text("abc", min_size=1, max_size=3))
    return Part(
        name=name, type="shop:Part", low=low, monthly=low + more, high=low + more + most, usage_monthly=min(low, more)
    )


@cache
def _dev() -> Cost:
    cost = assess(environment_plan("dev")).cost
    assert cost
    return cost


def a_cost(found: list[Part]) -> Cost:
    """The cost of these parts."""
    return _dev().model_copy(update={"parts": tuple(found)})


@given(st.lists(parts(), min_size=1, max_size=8))
def test_no_row_costs_less_at_a_higher_load_and_columns_sum_to_their_foot(found: list[Part]) -> None:
    lines, foot = rows(a_cost(found))
    for line in (*lines, foot):
        low, monthly, high, _ = line.amounts
        assert low <= monthly <= high
    assert foot.amounts == tuple(map(sum, zip(*(line.amounts for line in lines), strict=True)))
    exact = (sum(getattr(part, key) for part in found) for key in ("low", "monthly", "high", "usage_monthly"))
    for rounded, whole in zip(foot.amounts, exact, strict=True):
        assert abs(rounded - whole) <= Decimal("0.02")


def test_what_costs_the_same_at_any_load_reads_so() -> None:
    same = Part(
        name="a",
        type="shop:Part",
        low=Decimal("1.005"),
        monthly=Decimal("1.005"),
        high=Decimal("1.005"),
        usage_monthly=Decimal(0),
    )
    more = same.model_copy(update={"name": "b", "high": Decimal("3.333")})
    by_name = {line.name: line.amounts[:3] for line in rows(a_cost([same, more]))[0]}
    assert len(set(by_name["a"])) == 1
