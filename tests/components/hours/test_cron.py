"""Schedule expressions of AWS, as its documentation describes them."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyairtable_components.hours.cron import FIRST_DAY, Cron, ScheduleError, parse, runs_a_month


def days_of(cron: Cron, year: int, month: int) -> list[int]:
    first = date(year, month, 1)
    days = (first + timedelta(days=day) for day in range(31))
    return [day.day for day in days if day.month == month and cron.on(day)]


@pytest.mark.parametrize(
    ("expression", "days"),
    [
        ("cron(0 9 ? * MON-FRI *)", [2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 23, 24, 25, 26, 27, 30]),
        ("cron(0 9 ? * 2-6 *)", [2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 23, 24, 25, 26, 27, 30]),
        ("cron(0 9 ? * SAT,SUN *)", [1, 7, 8, 14, 15, 21, 22, 28, 29]),
        ("cron(0 9 ? * FRI-SUN *)", [1, 6, 7, 8, 13, 14, 15, 20, 21, 22, 27, 28, 29]),
        ("cron(0 9 1 * ? *)", [1]),
        ("cron(0 9 1/10 * ? *)", [1, 11, 21]),
        ("cron(0 9 L * ? *)", [30]),
        ("cron(0 9 1W * ? *)", [2]),
        ("cron(0 9 15W * ? *)", [16]),
        ("cron(0 9 28W * ? *)", [27]),
        ("cron(0 9 LW * ? *)", [30]),
        ("cron(0 9 ? * 3#2 *)", [10]),
        ("cron(0 9 ? * TUE#2 *)", [10]),
        ("cron(0 9 ? * 6L *)", [27]),
        ("cron(0 9 ? * L *)", [7, 14, 21, 28]),
        ("cron(0 9 * DEC ? *)", []),
        ("cron(0 9 15 NOV ? 2026)", [15]),
        ("cron(0 9 15 NOV ? 2027)", []),
        ("0 9 * * 1-5", [2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 23, 24, 25, 26, 27, 30]),
        ("0 9 * * 0", [1, 8, 15, 22, 29]),
        ("0 9 * * 7", [1, 8, 15, 22, 29]),
        ("0 9 * * SUN", [1, 8, 15, 22, 29]),
        ("0 9 13 * 5", [6, 13, 20, 27]),
        ("0 9 14 * 5", [6, 13, 14, 20, 27]),
    ],
)
def test_days_of_november_2026(expression: str, days: list[int]) -> None:
    assert days_of(parse(expression), 2026, 11) == days


@pytest.mark.parametrize(
    ("expression", "minutes"),
    [
        ("cron(0 19 * * ? *)", (1140,)),
        ("cron(15,45 8-9 * * ? *)", (495, 525, 555, 585)),
        ("cron(0/20 0 * * ? *)", (0, 20, 40)),
        ("cron(0 22-1 * * ? *)", (0, 60, 1320, 1380)),
        ("cron(0 /8 * * ? *)", (0, 480, 960)),
    ],
)
def test_minutes_of_a_day(expression: str, minutes: tuple[int, ...]) -> None:
    assert parse(expression).minutes == minutes


@pytest.mark.parametrize(
    ("expression", "runs"),
    [
        ("cron(0 3 * * ? *)", Fraction(730, 24)),
        ("cron(0 3 ? * MON-FRI *)", Fraction(5 * 730, 168)),
        ("cron(0 3 1 * ? *)", Fraction(12 * 28 * 730, 10227 * 24)),
        ("rate(1 minute)", Fraction(43800)),
        ("rate(12 hours)", Fraction(730, 12)),
        ("rate(7 days)", Fraction(730, 168)),
        ("at(2026-11-20T13:00:00)", Fraction(0)),
    ],
)
def test_runs_of_a_month(expression: str, runs: Fraction) -> None:
    assert runs_a_month(expression) == runs


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("cron(0 19 * * *)", "cron(0 19 * * *): six fields are needed. For example: cron(0 19 ? * MON-FRI *)"),
        ("", ": six fields are needed. For example: cron(0 19 ? * MON-FRI *)"),
        (
            "cron(0 19 * * * *)",
            "cron(0 19 * * * *): a question mark stands in the day of the month or in the weekday. "
            "For example: cron(0 19 ? * MON-FRI *)",
        ),
        (
            "cron(0 24 * * ? *)",
            "cron(0 24 * * ? *): 24 lies outside 0 to 23. For example: cron(0 19 ? * MON-FRI *)",
        ),
        (
            "cron(0 19 ? * FOO *)",
            "cron(0 19 ? * FOO *): FOO is no value of a field. For example: cron(0 19 ? * MON-FRI *)",
        ),
        (
            "cron(0/0 19 * * ? *)",
            "cron(0/0 19 * * ? *): 0/0 is no value of a field. For example: cron(0 19 ? * MON-FRI *)",
        ),
        (
            "cron(0 19 ? * 3#1,6#3 *)",
            "cron(0 19 ? * 3#1,6#3 *): 3#1 is no value of a field. For example: cron(0 19 ? * MON-FRI *)",
        ),
    ],
)
def test_what_aws_refuses_is_refused(expression: str, message: str) -> None:
    with pytest.raises(ScheduleError) as caught:
        parse(expression)
    assert str(caught.value) == message


WEEKDAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")


@settings(deadline=None)
@given(st.sets(st.integers(0, 6), min_size=1), st.integers(0, 23), st.integers(0, 59))
def test_a_weekly_cron_happens_on_its_weekdays_only(weekdays: set[int], hour: int, minute: int) -> None:
    named = ",".join(WEEKDAYS[each] for each in sorted(weekdays))
    cron = parse(f"cron({minute} {hour} ? * {named} *)")
    assert cron.weekly
    assert cron.minutes == (60 * hour + minute,)
    happens = {(FIRST_DAY + timedelta(days=day)).isoweekday() % 7 for day in cron.days()}
    assert happens == weekdays
    assert runs_a_month(f"cron({minute} {hour} ? * {named} *)") == Fraction(len(weekdays) * 730, 168)


@settings(deadline=None)
@given(st.integers(1, 31), st.sampled_from(["", "W"]))
def test_a_day_of_the_month_happens_at_most_once_a_month(day: int, nearest: str) -> None:
    cron = parse(f"cron(0 0 {day}{nearest} * ? *)")
    seen = [FIRST_DAY + timedelta(days=each) for each in cron.days()]
    assert len(seen) == len({(each.year, each.month) for each in seen})
    assert len(seen) == 12 * 28 if day <= 28 or nearest else 7 * 28 <= len(seen) < 12 * 28
    if nearest:
        assert all(each.isoweekday() <= 5 for each in seen)


def test_days_before_the_last_of_a_month() -> None:
    last, before = (parse(f"cron(0 3 {day} * ? *)").on for day in ("L", "L-3"))
    assert last(date(2026, 2, 28))
    assert before(date(2026, 2, 25))
    assert not before(date(2026, 2, 28))
