"""Times of a week, and the crons that mean them."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from pyairtable_components.hours.awake import YEAR, first_asleep, in_utc
from pyairtable_components.hours.cron import parse
from pyairtable_components.hours.spec import HoursSpec
from pyairtable_components.hours.times import DAY, WEEK, WEEKDAYS, Weekday, minute_of, nights, weekly

WORK: tuple[Weekday, ...] = ("MON", "TUE", "WED", "THU", "FRI")
ZONES = ["UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland", "Africa/Casablanca"]


@pytest.mark.parametrize(
    ("days", "minute", "cron"),
    [
        (WORK, 9 * 60, "cron(0 9 ? * MON-FRI *)"),
        (WORK, -15, "cron(45 23 ? * MON,TUE,WED,THU,SUN *)"),
        (WORK, DAY + 15, "cron(15 0 ? * TUE-SAT *)"),
        (WEEKDAYS, 19 * 60 + 30, "cron(30 19 ? * * *)"),
        (("SAT", "SUN"), 60, "cron(0 1 ? * SAT,SUN *)"),
        (("SUN",), DAY, "cron(0 0 ? * MON *)"),
        (("FRI", "MON"), 0, "cron(0 0 ? * MON,FRI *)"),
    ],
)
def test_a_time_of_certain_days_is_a_cron(days: tuple[Weekday, ...], minute: int, cron: str) -> None:
    assert weekly(days, minute) == cron


DAYS = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=7, unique=True).map(tuple)


@given(days=DAYS, minute=st.integers(-DAY, 2 * DAY))
def test_a_cron_runs_at_these_minutes_of_the_week_and_at_no_other(days: tuple[Weekday, ...], minute: int) -> None:
    cron = parse(weekly(days, minute))
    wanted = {(WEEKDAYS.index(day) * DAY + minute) % WEEK for day in days}
    assert {day * DAY + at for day in cron.days() for at in cron.minutes} == wanted


@pytest.mark.parametrize(
    ("days", "start", "end", "asleep"),
    [(WORK, "09:00", "19:00", 14), (WEEKDAYS, "08:00", "24:00", 8), (("WED",), "09:00", "19:00", 7 * 24 - 10)],
)
def test_the_shortest_sleep(days: tuple[Weekday, ...], start: str, end: str, asleep: int) -> None:
    assert nights(days, minute_of(start), minute_of(end)) == asleep * 60


@st.composite
def hours(draw: st.DrawFn) -> HoursSpec:
    start = draw(st.integers(0, 20 * 4)) * 15
    end = draw(st.integers(start // 15 + 16, 24 * 4)) * 15
    days = draw(DAYS)
    assume(nights(days, start, end) >= 120)
    times = [f"{minute // 60:02}:{minute % 60:02}" for minute in (start, end)]
    return HoursSpec(start=times[0], end=times[1], days=days, time_zone=draw(st.sampled_from(ZONES)))


def awake(spec: HoursSpec, moment: datetime) -> bool:
    """By the clock on the wall."""
    local = moment.astimezone(ZoneInfo(spec.time_zone))
    at = local.hour * 60 + local.minute
    return WEEKDAYS[local.weekday()] in spec.days and minute_of(spec.start) <= at < minute_of(spec.end)


@given(spec=hours(), minute=st.integers(0, DAY - 1), length=st.integers(1, 240))
def test_what_is_awake_in_utc_is_awake_by_the_clock_all_year(spec: HoursSpec, minute: int, length: int) -> None:
    found = in_utc(spec)
    for day in YEAR[::13]:
        begin = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("UTC")) + timedelta(minutes=minute)
        if found.once_a_week(day.weekday() * DAY + minute, length):
            assert found.every_day(minute, length)
            assert awake(spec, begin)
            assert awake(spec, begin + timedelta(minutes=length - 1))


def test_summer_time_takes_an_hour_of_what_is_always_awake() -> None:
    berlin = in_utc(HoursSpec(start="09:00", end="19:00", time_zone="Europe/Berlin"))
    assert (berlin.start, berlin.length) == (8 * 60, 9 * 60)
    auckland = in_utc(HoursSpec(start="09:00", end="19:00", time_zone="Pacific/Auckland"))
    assert (auckland.start, auckland.length) == (-3 * 60, 9 * 60)
    assert auckland.once_a_week(6 * DAY + 22 * 60, 60), "their Monday begins on our Sunday"


@pytest.mark.parametrize(
    ("cron", "zone", "lasting", "when"),
    [
        ("cron(0 10 ? * MON-FRI *)", "UTC", 0, None),
        ("cron(0 7 ? * MON-FRI *)", "UTC", 0, None),
        ("cron(30 17 ? * MON-FRI *)", "UTC", 0, "2026-03-30 17:30"),
        ("cron(0 10 * * ? *)", "Europe/Berlin", 0, "2026-01-03 09:00"),
        ("cron(0 17 ? * FRI *)", "Europe/Berlin", 120, None),
        ("cron(0 17 ? * FRI *)", "Europe/Berlin", 121, "2026-01-02 16:00"),
        ("cron(0 2 ? * 1#1 *)", "UTC", 0, "2026-01-04 02:00"),
    ],
)
def test_the_first_run_that_falls_into_sleep(cron: str, zone: str, lasting: int, when: str | None) -> None:
    berlin = HoursSpec(start="08:00", end="19:00", time_zone="Europe/Berlin")
    found = first_asleep(berlin, cron, zone, lasting)
    assert (found and f"{found:%Y-%m-%d %H:%M}") == when


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"start": "19:00", "end": "09:00"}, "from 19:00 to 09:00 is less than 4 hours of one day"),
        ({"start": "09:00", "end": "12:45"}, "from 09:00 to 12:45 is less than 4 hours of one day"),
        ({"start": "00:00", "end": "23:00", "days": WEEKDAYS}, "it would sleep for less than 2 hours"),
        ({"start": "9:00", "end": "19:00"}, "'9:00' is not a time of day (hh:mm). For example: 09:00"),
        ({"start": "09:00", "end": "24:01"}, "'24:01' is not a time of day"),
        ({"start": "09:00", "end": "19:00", "time_zone": "Berlin"}, "'Berlin' is not an IANA time zone"),
    ],
)
def test_hours_that_cannot_be(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(message)):
        HoursSpec.model_validate(changes)
