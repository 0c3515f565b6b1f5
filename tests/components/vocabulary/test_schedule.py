"""When something runs."""

from typing import Any
from zoneinfo import available_timezones

import pytest
from pydantic import TypeAdapter, ValidationError

from pyairtable_components.vocabulary import ScheduleExpression, TimeZone
from pyairtable_components.vocabulary.schedule import _times_exist


def takes(kind: Any, value: str) -> bool:
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    "value",
    [
        "cron(0 3 * * ? *)",
        "cron(0/15 * ? * MON-FRI *)",
        "cron(0 8 1W * ? 2026)",
        "rate(1 minute)",
        "rate(2 hours)",
        "rate(15 minutes)",
        "rate(30 days)",
    ],
)
def test_schedules_of_eventbridge_are_taken(value: str) -> None:
    assert takes(ScheduleExpression, value)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("0 3 * * *", "this is the cron of Unix"),
        ("cron(0 3 * * *)", "the year is missing"),
        ("cron(0 3 * * * *)", "a day of the month and a weekday exclude each other"),
        ("cron(0 3 1 * MON *)", "a day of the month and a weekday exclude each other"),
        ("cron(0 3 ? * ? *)", "no day is given"),
        ("rate(1 minutes)", "one is singular"),
        ("rate(5 minute)", "five are plural"),
        ("rate(0 minutes)", "never"),
        ("rate(5 seconds)", "a minute is the least"),
        ("at(2026-01-01T00:00:00)", "a task that runs once has no schedule"),
    ],
)
def test_what_eventbridge_refuses_is_refused(value: str, why: str) -> None:
    assert not takes(ScheduleExpression, value), why


@pytest.mark.parametrize(
    "zone", sorted(available_timezones() & {"UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"})
)
def test_time_zones_of_iana_are_taken(zone: str) -> None:
    assert takes(TimeZone, zone)


@pytest.mark.parametrize("zone", ["", "Berlin", "CEST", "UTC+2", "../etc/passwd", "/etc/localtime", "Europe"])
def test_other_time_zones_are_refused_and_nothing_else_breaks(zone: str) -> None:
    assert not takes(TimeZone, zone)


@pytest.mark.parametrize(
    ("expression", "good"),
    [
        ("cron(60 3 * * ? *)", False),
        ("cron(0 24 * * ? *)", False),
        ("cron(0 3 32 * ? *)", False),
        ("cron(0 3 * 13 ? *)", False),
        ("cron(0 3 ? * 8 *)", False),
        ("cron(0 3 * * ? 1969)", False),
        ("cron(0-59 0,23 31 12 ? 2199)", True),
        ("cron(0/15 3 ? JAN-DEC MON#2 *)", True),
        ("cron(0 3 L-3 * ? *)", True),
    ],
)
def test_the_numbers_of_a_cron_expression_are_times(expression: str, good: bool) -> None:
    assert _times_exist(expression) is good
