"""When something runs."""

from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field

from pyairtable_components.hours.cron import ScheduleError, parse
from pyairtable_components.vocabulary.checks import matching, passing


def _times_exist(value: str) -> bool:
    """Whether a cron expression means something: numbers and names that its fields may have."""
    if not value.startswith("cron("):
        return True
    try:
        parse(value)
    except ScheduleError:
        return False
    return True


# https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
ScheduleExpression = Annotated[
    str,
    matching(
        # A question mark stands in the day of the month or in the weekday, in exactly one of them.
        r"cron\(\S+ \S+ (\? \S+ (?!\?)\S+|(?!\?)\S+ \S+ \?) \S+\)"
        r"|rate\((1 (minute|hour|day)|[2-9] (minutes|hours|days)|[1-9]\d+ (minutes|hours|days))\)",
        "an EventBridge schedule: cron(minute hour day month weekday year) or rate(n unit)",
        "cron(0 3 * * ? *)",
    ),
    passing(_times_exist, "an EventBridge schedule with times that exist", "cron(0 3 * * ? *)"),
    Field(examples=["cron(0 3 * * ? *)"]),
]


def _exists(key: str) -> bool:
    try:
        ZoneInfo(key)
    except (ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError, a path with .. a ValueError
        return False
    except KeyError:
        return False
    return True


TimeZone = Annotated[str, passing(_exists, "an IANA time zone", "Europe/Berlin"), Field(examples=["Europe/Berlin"])]

TimeOfDay = Annotated[
    str,
    matching(r"([01]\d|2[0-3]):[0-5]\d|24:00", "a time of day (hh:mm)", "09:00"),
    Field(examples=["09:00"]),
]
