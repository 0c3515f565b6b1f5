"""What a person decides about secrets."""

from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from pyairtable_components.hours.cron import MINUTES_OF_DAY, parse
from pyairtable_components.spec import Spec
from pyairtable_components.vocabulary import Region, ScheduleExpression, SecretPath, ServiceName, VariableName
from pyairtable_components.vocabulary.checks import EACH_ONCE

Renewal = Literal["generated", "reminder"]
"""Who makes a new value: the rotation function (a random one), or a person who is reminded of its age."""


class SecretSpec(Spec):
    """A secret that services read when their tasks start. Its value never stands here.

    A value is generated in AWS by the rotation function, or written by `pyairtable-infra secrets put`.
    """

    description: Annotated[str, Field(min_length=1, max_length=200, examples=["Token of the Airtable API"])]
    """What it opens, in a few words."""
    readers: Annotated[tuple[ServiceName, ...], EACH_ONCE] = ()
    """The services and tasks whose execution roles may read it. Everybody else is denied."""
    variable: VariableName | None = None
    """The variable in which readers find it."""
    renewal: Renewal = "reminder"
    replica_regions: Annotated[tuple[Region, ...], EACH_ONCE] = ()
    """Other regions that hold a copy ($0.40 a month each)."""

    @model_validator(mode="after")
    def _found_by_its_readers(self) -> Self:
        if self.readers and not self.variable:
            raise ValueError("it has readers, and no variable in which they find it. For example: variable: API_KEY")
        return self


class RotationRules(Spec):
    """When secrets are rotated, and within how many hours after that.

    https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html
    """

    schedule: ScheduleExpression = "cron(0 2 ? * 1#1 *)"
    """In UTC, and never more often than every four hours. The first Sunday of a month at two, unless given."""
    window_hours: Annotated[int, Field(strict=True, ge=1, le=24, examples=[3])] = 3
    """Secrets Manager picks a minute within so many hours: the jitter."""
    remind_after_days: Annotated[int, Field(strict=True, ge=1, le=1000, examples=[90])] = 90
    """How old a value that a person renews may become before somebody is reminded."""

    @field_validator("schedule")
    @classmethod
    def _as_secrets_manager_takes_it(cls, value: str) -> str:
        if value.startswith("cron(0 ") or (value.startswith("rate(") and not value.endswith(("minutes)", "minute)"))):
            return value
        raise ValueError(
            f"{value!r} is no rotation schedule: a cron expression begins with minute 0, and a rate is in hours or "
            "days. For example: cron(0 2 ? * 1#1 *)"
        )

    @model_validator(mode="after")
    def _within_a_day(self) -> Self:
        last = parse(self.schedule).minutes[-1] if self.schedule.startswith("cron(") else 0
        longest = (MINUTES_OF_DAY - last) // 60
        if self.window_hours > longest:
            raise ValueError(
                f"a window of {self.window_hours} hours at {last // 60}:00 ends on the next day, and a rotation does "
                f"not, in UTC. For example: window_hours: {longest}"
            )
        return self


class SecretsSpec(Spec):
    """The secrets of an environment, each for one purpose."""

    purposes: Annotated[
        dict[SecretPath, SecretSpec],
        Field(
            examples=[
                {"api-keys/airtable": {"description": "Airtable", "readers": ["cart"], "variable": "AIRTABLE_TOKEN"}}
            ]
        ),
    ] = Field(default_factory=dict)
    """By the path that follows project and environment in their names ($0.40 a month each)."""
    rotation: RotationRules = RotationRules()
