"""Daily and weekly windows of RDS and ElastiCache, in UTC; no Pulumi here.

https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Maintenance.html
https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupWindow.html
"""

from typing import Annotated

from pydantic import Field

from pyairtable_components.vocabulary.checks import matching

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = r"([01]\d|2[0-3]):[0-5]\d"
_DAY = f"({'|'.join(_DAYS)})"
WEEKLY = "maintenance_window"
DAY, WEEK = 24 * 60, 7 * 24 * 60
"""Minutes."""

DailyWindow = Annotated[
    str,
    matching(f"{_TIME}-{_TIME}", "a daily window in UTC (hh:mm-hh:mm)", "03:00-04:00"),
    Field(examples=["03:00-04:00"]),
]

WeeklyWindow = Annotated[
    str,
    matching(f"{_DAY}:{_TIME}-{_DAY}:{_TIME}", "a weekly window in UTC (ddd:hh:mm-ddd:hh:mm)", "sun:04:30-sun:05:30"),
    Field(examples=["sun:04:30-sun:05:30"]),
]


def check_windows(every_day: str, every_week: str, *, key: str, least: int) -> None:
    """Refuse a daily and a weekly window that overlap, or of which one is too short.

    Args:
        every_day: When backups are made.
        every_week: When maintenance is done; its key is `maintenance_window`.
        key: The key of the daily one, `backup_window` or `snapshot_window`.
        least: The minutes that a window must have.

    Raises:
        ValueError: The message names a window that would be right.
    """
    longer = daily(begins(every_day), 60)
    for name, window, better in ((key, every_day, longer), (WEEKLY, every_week, apart(every_day))):
        if (length := minutes(window)) < least:
            raise ValueError(
                f"{name} {window} has {length} minutes, and {least} are needed. For example: {name}: {better}"
            )
    if overlap(every_day, every_week):
        raise ValueError(
            f"{key} {every_day} and {WEEKLY} {every_week} overlap. For example: {WEEKLY}: {apart(every_day)}"
        )


def overlap(every_day: str, every_week: str) -> bool:
    """Whether a daily and a weekly window share a minute; one may run over midnight, or over Sunday."""
    begin, length = begins(every_week), minutes(every_week)
    ours = begins(every_day), minutes(every_day)
    # Every day's window of this week, and of the day before and after it.
    return any(
        day * DAY + ours[0] < begin + length and begin < day * DAY + ours[0] + ours[1]
        for day in range(-1, 2 * WEEK // DAY)
    )


def minutes(window: str) -> int:
    """How long a window is. One that ends as it begins has no length."""
    begin, end = _ends(window)
    return (_minute(end) - _minute(begin)) % (WEEK if len(begin) > len("hh:mm") else DAY)


def begins(window: str) -> int:
    """Minutes since midnight, or since Monday for a weekly one."""
    return _minute(_ends(window)[0])


def daily(begin: int, length: int) -> str:
    """The window of `length` minutes each day."""
    return "-".join(_time(minute) for minute in (begin, begin + length))


def weekly(begin: int, length: int) -> str:
    """The window of `length` minutes, `begin` minutes after Monday began."""
    moments = (divmod(minute % WEEK, DAY) for minute in (begin, begin + length))
    return "-".join(f"{_DAYS[day]}:{_time(minute)}" for day, minute in moments)


def apart(window: str) -> str:
    """A weekly window of an hour on Sunday that begins half an hour after a daily one."""
    return weekly(6 * DAY + (begins(window) + minutes(window) + 30) % DAY, 60)


def _time(minute: int) -> str:
    return f"{minute % DAY // 60:02}:{minute % 60:02}"


def _ends(window: str) -> tuple[str, str]:
    begin, _, end = window.partition("-")
    return begin, end


def _minute(moment: str) -> int:
    """Minutes since Monday, or since midnight where no day is said."""
    *day, hours, rest = moment.split(":")
    return (_DAYS.index(day[0]) * DAY if day else 0) + int(hours) * 60 + int(rest)
