"""What a person decides about the hours of an environment."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from pyairtable_components.hours.times import LEAST_ASLEEP, LEAST_AWAKE, Weekday, minute_of, nights
from pyairtable_components.spec import Spec
from pyairtable_components.vocabulary import ServiceName, TimeOfDay, TimeZone
from pyairtable_components.vocabulary.checks import EACH_ONCE


class HoursSpec(Spec):
    """When an environment is awake. Outside, no task of its services runs, and its database stands still."""

    start: Annotated[TimeOfDay, Field(examples=["09:00"])]
    """When its services wake; the database a quarter of an hour before."""
    end: Annotated[TimeOfDay, Field(examples=["19:00"])]
    """When its services sleep; the database a quarter of an hour later."""
    days: Annotated[tuple[Weekday, ...], Field(min_length=1), EACH_ONCE] = ("MON", "TUE", "WED", "THU", "FRI")
    """On other days it sleeps."""
    time_zone: TimeZone = "UTC"
    """Of start and end, with its summer time."""
    always_on: Annotated[tuple[ServiceName, ...], EACH_ONCE] = ()
    """Services, and `database`, that never sleep."""

    @model_validator(mode="after")
    def _sleeps_and_wakes(self) -> Self:
        awake = minute_of(self.end) - minute_of(self.start)
        if awake < LEAST_AWAKE:
            raise ValueError(
                f"from {self.start} to {self.end} is less than {LEAST_AWAKE // 60} hours of one day. "
                "For example: {start: '09:00', end: '19:00'}"
            )
        if nights(self.days, minute_of(self.start), minute_of(self.end)) < LEAST_ASLEEP:
            raise ValueError(
                f"it would sleep for less than {LEAST_ASLEEP // 60} hours, and a database needs minutes to stop and "
                "to start. For example: {start: '06:00', end: '22:00'}"
            )
        return self
