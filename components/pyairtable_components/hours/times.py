"""Times of a week as minutes, and the schedule expressions that mean them. Arithmetic only."""

from collections.abc import Iterable, Sequence
from typing import Literal, get_args

Weekday = Literal["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]
WEEKDAYS: Sequence[Weekday] = get_args(Weekday)
DAY, WEEK = 24 * 60, 7 * 24 * 60
"""Minutes."""
LEAST_AWAKE, LEAST_ASLEEP = 4 * 60, 2 * 60
"""Minutes. Backups, maintenance and the change of passwords need their time while a database is awake."""


def minute_of(time: str) -> int:
    """Minutes since midnight of `hh:mm`; 24:00 is the end of the day."""
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)


def nights(days: Iterable[Weekday], start: int, end: int) -> int:
    """The minutes of the shortest sleep between the end of a day and the start of the next one."""
    awake = sorted(WEEKDAYS.index(day) for day in set(days))
    gaps = [(later - day - 1) % 7 + 1 for day, later in zip(awake, (*awake[1:], awake[0]), strict=True)]
    return min(gap * DAY + start - end for gap in gaps)


def weekly(days: Iterable[Weekday], minute: int) -> str:
    """The cron for a minute of certain days; one before or after the day falls on the day beside it.

    https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
    """
    shift, minute = divmod(minute, DAY)
    on = sorted({(WEEKDAYS.index(day) + shift) % 7 for day in days})
    hours, minutes = divmod(minute, 60)
    return f"cron({minutes} {hours} ? * {_named(on)} *)"


def _named(days: Sequence[int]) -> str:
    """`MON-FRI`, `TUE,SAT`, `*`. A span never runs over Saturday: AWS counts from Sunday."""
    if len(days) == len(WEEKDAYS):
        return "*"
    spanned = len(days) > 2 and days[-1] - days[0] == len(days) - 1 and days[-1] < WEEKDAYS.index("SUN")  # noqa: PLR2004
    names = [WEEKDAYS[day] for day in days]
    return f"{names[0]}-{names[-1]}" if spanned else ",".join(names)
