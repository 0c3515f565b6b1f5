"""Shares of a month in a state."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from pyairtable_components.hours.cron import Cron, parse
from pyairtable_components.hours.shares import Step, shares


def sets(expression: str, state: str) -> tuple[Cron, Step[str]]:
    return parse(expression), lambda _: state


def test_dev_sleeps_118_of_168_hours() -> None:
    week = shares("on", [sets("cron(0 9 ? * MON-FRI *)", "on"), sets("cron(0 19 ? * MON-FRI *)", "off")])
    assert week == {"on": Fraction(50, 168), "off": Fraction(118, 168)}


def test_without_a_schedule_nothing_changes() -> None:
    assert shares("on", []) == {"on": Fraction(1)}


def test_a_state_that_nothing_ends_lasts_all_month() -> None:
    assert shares("on", [sets("cron(0 19 * * ? *)", "off")]) == {"off": Fraction(1)}


def test_a_night_over_midnight() -> None:
    day = shares("on", [sets("cron(0 22 * * ? *)", "off"), sets("cron(30 5 * * ? *)", "on")])
    assert day == {"on": Fraction(33, 48), "off": Fraction(15, 48)}


def test_a_day_of_the_month_is_counted_over_years() -> None:
    month = shares("on", [sets("cron(0 0 1 * ? *)", "off"), sets("cron(0 0 2 * ? *)", "on")])
    assert month["off"] == Fraction(12 * 28, 10227)


EVENTS = st.lists(
    st.tuples(st.integers(0, 23), st.integers(0, 59), st.integers(1, 7), st.sampled_from(["a", "b", "c"])), max_size=6
)


@settings(deadline=None)
@given(EVENTS, st.sampled_from(["a", "b", "c"]))
def test_shares_sum_to_one_and_the_first_state_is_forgotten(
    events: list[tuple[int, int, int, str]], first: str
) -> None:
    changes = [sets(f"cron({minute} {hour} ? * {day} *)", state) for hour, minute, day, state in events]
    found = shares(first, changes)
    assert sum(found.values()) == 1
    assert all(share > 0 for share in found.values())
    if events:
        assert found == shares("another", changes)
