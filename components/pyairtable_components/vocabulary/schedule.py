"""When something runs."""

from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field

from pyairtable_components.vocabulary.checks import matching, passing

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
