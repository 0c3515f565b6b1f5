"""When something is awake that has hours, in its own time and in UTC. Arithmetic only.

The rules of a time zone are those of one year: a date stands for the same one of every year.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pyairtable_components.hours.cron import parse
from pyairtable_components.hours.spec import HoursSpec
from pyairtable_components.hours.times import DAY, WEEK, WEEKDAYS, minute_of

YEAR = [date(2026, 1, 1) + timedelta(days=day) for day in range(365)]


@dataclass(frozen=True)
class InUtc:
    """The time of each day in which it is awake in summer and in winter."""

    start: int
    """Minutes since midnight of the day, in UTC; less than 0 if that is the day before."""
    length: int
    """Minutes."""
    days: tuple[int, ...]
    """Of its own time, counted from Monday."""

    def every_day(self, begin: int, length: int) -> bool:
        """Whether it is awake for `length` minutes from a minute of the day on, each day that it wakes."""
        return (begin - self.start) % DAY + length <= self.length

    def once_a_week(self, begin: int, length: int) -> bool:
        """Whether it is awake for `length` minutes from a minute of the week on."""
        return any((begin - day * DAY - self.start) % WEEK + length <= self.length for day in self.days)


def in_utc(spec: HoursSpec) -> InUtc:
    """The hours as UTC knows them, without those that summer time takes away at either end."""
    zone = ZoneInfo(spec.time_zone)
    offsets = {_minutes(datetime.combine(day, time(12), zone).utcoffset()) for day in YEAR}
    start, end = minute_of(spec.start) - min(offsets), minute_of(spec.end) - max(offsets)
    return InUtc(start, end - start, tuple(sorted(WEEKDAYS.index(day) for day in spec.days)))


def first_asleep(spec: HoursSpec, cron: str, time_zone: str = "UTC", lasting: int = 0) -> datetime | None:
    """When a cron first runs while it sleeps, or would not be done in `lasting` minutes; None if that never happens."""
    zone, own = ZoneInfo(time_zone), ZoneInfo(spec.time_zone)
    schedule = parse(cron)
    start, end = minute_of(spec.start), minute_of(spec.end)
    for day in filter(schedule.on, YEAR):
        for minute in schedule.minutes:
            runs = datetime.combine(day, time(*divmod(minute, 60)), zone)
            local = runs.astimezone(own)
            at = local.hour * 60 + local.minute
            if WEEKDAYS[local.weekday()] not in spec.days or at < start or at + lasting > end:
                return runs.astimezone(UTC)
    return None


def _minutes(offset: timedelta | None) -> int:
    return int((offset or timedelta()).total_seconds()) // 60
