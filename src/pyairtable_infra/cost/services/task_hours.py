"""For how many hours the tasks of a service run, on demand and on Spot."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pyairtable_infra.cost.money import HOURS
from pyairtable_infra.cost.subject import Subject
from pyairtable_infra.plan.scheduled import Limits, limits_over_time
from pyairtable_infra.plan.services import Service


@dataclass(frozen=True)
class Load:
    """Task-hours of a month by where they run, at one load."""

    on_demand: Fraction
    spot: Fraction

    @property
    def tasks(self) -> Fraction:
        """All task-hours."""
        return self.on_demand + self.spot


@dataclass(frozen=True)
class TaskHours:
    """The task-hours of a month at low, expected and high load."""

    loads: tuple[Load, Load, Load]
    steady: Fraction
    """On demand, of the tasks that run in every hour at expected load."""


def task_hours(subject: Subject, found: Service) -> TaskHours:
    """The minimum, the expected replicas as far as the limits allow, and the maximum, over all hours of a month."""
    initial = Limits(found.minimum, found.maximum)
    time = limits_over_time(subject.resource, subject.world.neighbours, initial)
    expected = {limits: limits.clamp(found.expected) for limits in time}
    return TaskHours(
        loads=(
            _load(found, [(limits.minimum, share) for limits, share in time.items()]),
            _load(found, [(expected[limits], share) for limits, share in time.items()]),
            _load(found, [(max(limits.maximum, expected[limits]), share) for limits, share in time.items()]),
        ),
        steady=min(count - Fraction(found.strategy.spot_tasks(count).exact) for count in expected.values())
        * int(HOURS),
    )


def _load(found: Service, tasks: Sequence[tuple[int, Fraction]]) -> Load:
    """The task-hours, split as ECS splits them."""
    hours = int(HOURS)
    spot = sum((Fraction(found.strategy.spot_tasks(count).exact) * share * hours for count, share in tasks), Fraction())
    whole = sum((count * share * hours for count, share in tasks), Fraction())
    return Load(on_demand=whole - spot, spot=spot)
