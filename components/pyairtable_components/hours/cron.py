"""Schedule expressions of AWS: what they mean, and how often they come round. Arithmetic only.

`cron(minute hour day-of-month month day-of-week year)`, `rate(n unit)`, `at(...)`, and the five Unix fields that EC2
Auto Scaling takes.

https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html
"""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

MINUTES_OF_DAY = 24 * 60
MINUTES_OF_MONTH = 730 * 60

# Within 1901 to 2099 the weekdays of the dates repeat after 28 years.
FIRST_DAY = date(2001, 1, 1)
DAYS_OF_CYCLE = 28 * 365 + 7

_MONTHS = {name: str(number) for number, name in enumerate(calendar.month_abbr) if name}
_DAYS = dict(zip(("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"), "1234567", strict=True))
_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
_MINUTES = {"minute": 1, "hour": 60, "day": MINUTES_OF_DAY}
_AWS_FIELDS, _UNIX_FIELDS = 6, 5

DayRule = Callable[[date], bool]


class ScheduleError(ValueError):
    """An expression that AWS would refuse; the message says which part."""


@dataclass(frozen=True)
class Cron:
    """The minutes of a day, and the days, at which something happens."""

    minutes: tuple[int, ...]
    """Minutes since midnight, ascending."""
    on: DayRule
    weekly: bool
    """Whether the day of the week alone decides."""

    def days(self) -> Iterator[int]:
        """The days of one period on which it happens, counted from a Monday."""
        return (day for day in range(self.period) if self.on(FIRST_DAY + timedelta(days=day)))

    @property
    def period(self) -> int:
        """After how many days it repeats."""
        return 7 if self.weekly else DAYS_OF_CYCLE


@lru_cache(maxsize=4096)
def runs_a_month(expression: str) -> Fraction:
    """How often a schedule runs in a month of 730 hours; a schedule for one moment does not recur.

    Raises:
        ScheduleError: AWS would refuse the expression.
    """
    text = expression.strip()
    if text.startswith("at("):
        return Fraction(0)
    if found := _RATE.fullmatch(text):
        return Fraction(MINUTES_OF_MONTH, int(found[1]) * _MINUTES[found[2]]) if int(found[1]) else Fraction(0)
    cron = parse(text)
    runs = sum(1 for _ in cron.days()) * len(cron.minutes)
    return Fraction(runs * MINUTES_OF_MONTH, cron.period * MINUTES_OF_DAY)


@lru_cache(maxsize=4096)
def parse(expression: str) -> Cron:
    """The cron that an expression of AWS or Unix means.

    Raises:
        ScheduleError: It is none.
    """
    text = expression.strip()
    inner = text[5:-1] if text.startswith("cron(") and text.endswith(")") else text
    fields = inner.upper().split()
    if len(fields) == _UNIX_FIELDS and inner == text:
        return _unix(fields, expression)
    if len(fields) != _AWS_FIELDS:
        raise ScheduleError(f"{expression}: six fields are needed. For example: cron(0 19 ? * MON-FRI *)")
    minute, hour, day, month, weekday, year = fields
    if (day == "?") == (weekday == "?"):
        raise ScheduleError(
            f"{expression}: a question mark stands in the day of the month or in the weekday. "
            "For example: cron(0 19 ? * MON-FRI *)"
        )
    months = _values(_named(month, _MONTHS), 1, 12, expression)
    years = _values(year, 1970, 2199, expression)
    rule = _of_month(day, expression) if weekday == "?" else _of_week(_named(weekday, _DAYS), expression)
    weekly = month == year == "*" and (day in ("*", "?")) and not re.search(r"[#L]", weekday)

    def on(at: date) -> bool:
        return at.month in months and at.year in years and rule(at)

    return Cron(_minutes(minute, hour, expression), on, weekly)


def _unix(fields: list[str], expression: str) -> Cron:
    """Five fields: the weekday runs from 0, and a date counts if the day or the weekday says so."""
    minute, hour, day, month, weekday = fields
    names = {name: str(int(number) - 1) for name, number in _DAYS.items()}
    months = _values(_named(month, _MONTHS), 1, 12, expression)
    weekdays = {number % 7 for number in _values(_named(weekday, names), 0, 7, expression)}
    days = _values(day, 1, 31, expression)

    def on(at: date) -> bool:
        by_day, by_weekday = at.day in days, at.isoweekday() % 7 in weekdays
        return at.month in months and (by_day and by_weekday if "*" in (day, weekday) else by_day or by_weekday)

    return Cron(_minutes(minute, hour, expression), on, weekly=day == month == "*")


def _minutes(minute: str, hour: str, expression: str) -> tuple[int, ...]:
    minutes = sorted(_values(minute, 0, 59, expression))
    return tuple(60 * at + each for at in sorted(_values(hour, 0, 23, expression)) for each in minutes)


def _named(field: str, names: dict[str, str]) -> str:
    return re.sub(r"[A-Z]{3}", lambda match: names.get(match[0].title(), names.get(match[0], match[0])), field)


def _of_month(field: str, expression: str) -> DayRule:
    if match := re.fullmatch(r"L(?:-(\d{1,2}))?", field):
        before = int(match[1] or 0)
        return lambda at: at.day == _length(at) - before
    if match := re.fullmatch(r"(\d{1,2}|L)W", field):
        wanted = match[1]
        return lambda at: at.day == _workday(at, _length(at) if wanted == "L" else int(wanted))
    days = _values(field, 1, 31, expression)
    return lambda at: at.day in days


def _of_week(field: str, expression: str) -> DayRule:
    if match := re.fullmatch(r"([1-7])#([1-5])", field):
        weekday, which = int(match[1]), int(match[2])
        return lambda at: _weekday(at) == weekday and (at.day - 1) // 7 + 1 == which
    if match := re.fullmatch(r"([1-7]?)L", field):
        last = int(match[1] or "7")
        if not match[1]:  # the last day of the week is Saturday
            return lambda at: _weekday(at) == last
        return lambda at: _weekday(at) == last and at.day + 7 > _length(at)
    weekdays = _values(field, 1, 7, expression)
    return lambda at: _weekday(at) in weekdays


def _weekday(at: date) -> int:
    """1 is Sunday."""
    return at.isoweekday() % 7 + 1


def _length(at: date) -> int:
    return calendar.monthrange(at.year, at.month)[1]


def _workday(at: date, wanted: int) -> int:
    """The day from Monday to Friday that is closest to the wanted one, in the same month."""
    length = _length(at)
    near = min(wanted, length)
    weekday = date(at.year, at.month, near).isoweekday()
    if weekday == calendar.SATURDAY + 1:
        return near - 1 if near > 1 else near + 2
    if weekday == calendar.SUNDAY + 1:
        return near + 1 if near < length else near - 2
    return near


def _values(field: str, first: int, last: int, expression: str) -> frozenset[int]:
    found: set[int] = set()
    for part in field.split(","):
        span, _, step = part.partition("/")
        match = re.fullmatch(r"\*|\?|(\d+)(?:-(\d+))?", span or ("*" if step else ""))
        if not match or (step and not step.isdecimal()) or step == "0":
            raise ScheduleError(f"{expression}: {part} is no value of a field. For example: cron(0 19 ? * MON-FRI *)")
        start = int(match[1]) if match[1] else first
        end = int(match[2]) if match[2] else (last if step or not match[1] else start)
        if not first <= start <= last or not first <= end <= last:
            raise ScheduleError(
                f"{expression}: {part} lies outside {first} to {last}. For example: cron(0 19 ? * MON-FRI *)"
            )
        wraps = range(start, last + 1), range(first, end + 1)  # FRI-MON goes over the end of the week
        days = list(range(start, end + 1)) if start <= end else [*wraps[0], *wraps[1]]
        found.update(days[:: int(step or 1)])
    return frozenset(found)
