"""For how many hours the tasks of a service run, on demand and on Spot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pyairtable_components.hours.cron import Cron
from pyairtable_components.hours.shares import Step, shares
from pyairtable_infra.cost.money import HOURS
from pyairtable_infra.cost.services.scheduled_runs import cron_of, scheduled_calls
from pyairtable_infra.cost.subject import Subject, number
from pyairtable_infra.plan.services import SCALABLE_TARGET, Service

SCHEDULED_ACTION = "aws:appautoscaling/scheduledAction:ScheduledAction"


@dataclass(frozen=True)
class Limits:
    """How many tasks autoscaling may run."""

    minimum: int
    maximum: int

    def clamp(self, tasks: int) -> int:
        """`tasks`, as far as the limits allow."""
        return max(self.minimum, min(tasks, self.maximum))


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
    time = _limits(subject, found)
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


def _limits(subject: Subject, found: Service) -> dict[Limits, Fraction]:
    """The share of time under each pair of limits, as scheduled actions and schedules change them."""
    changes: list[tuple[Cron, Step[Limits]]] = []
    for target in subject.users(SCALABLE_TARGET, "resourceId"):
        for action in subject.world.neighbours.users(target, SCHEDULED_ACTION, "resourceId"):
            if cron := cron_of(action.inputs.get("schedule")):
                changes += [(cron, _action(action.inputs.get("scalableTargetAction") or {}))]
    for call in scheduled_calls(subject.world, "ecs", ("updateService",)):
        if call.inputs.get("Service") in _names(subject) and call.cron and "DesiredCount" in call.inputs:
            changes.append((call.cron, _desired(int(call.inputs["DesiredCount"]))))
    return shares(Limits(found.minimum, found.maximum), changes)


def _names(subject: Subject) -> Sequence[str]:
    outputs = subject.resource.outputs
    return [value for value in (subject.text("name"), outputs.get("arn"), subject.resource.id) if value]


def _action(action: Mapping[str, Any]) -> Step[Limits]:
    least, most = action.get("minCapacity"), action.get("maxCapacity")

    def step(limits: Limits) -> Limits:
        minimum = limits.minimum if least is None else int(number(least))
        maximum = limits.maximum if most is None else int(number(most))
        return Limits(minimum, max(minimum, maximum))

    return step


def _desired(count: int) -> Step[Limits]:
    return lambda _: Limits(count, count)


def _load(found: Service, tasks: Sequence[tuple[int, Fraction]]) -> Load:
    """The task-hours, split as ECS splits them."""
    hours = int(HOURS)
    spot = sum((Fraction(found.strategy.spot_tasks(count).exact) * share * hours for count, share in tasks), Fraction())
    whole = sum((count * share * hours for count, share in tasks), Fraction())
    return Load(on_demand=whole - spot, spot=spot)
