"""What schedules do to other resources of a plan, and between how many tasks a service runs over time."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from pyairtable_components.hours.cron import Cron, ScheduleError, parse
from pyairtable_components.hours.shares import Step, shares
from pyairtable_infra.plan.model import Resource
from pyairtable_infra.plan.neighbours import Neighbours

SCHEDULE = "aws:scheduler/schedule:Schedule"
SCALABLE_TARGET = "aws:appautoscaling/target:Target"
SCHEDULED_ACTION = "aws:appautoscaling/scheduledAction:ScheduledAction"
_PREFIX = "arn:aws:scheduler:::aws-sdk:"


@dataclass(frozen=True)
class Call:
    """A universal target: an API call at the hours of a cron.

    https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
    """

    cron: Cron | None
    action: str
    inputs: Mapping[str, Any]


@dataclass(frozen=True)
class Limits:
    """How many tasks autoscaling may run."""

    minimum: int
    maximum: int

    def clamp(self, tasks: int) -> int:
        """`tasks`, as far as the limits allow."""
        return max(self.minimum, min(tasks, self.maximum))


def scheduled_calls(neighbours: Neighbours, service: str, actions: Sequence[str]) -> Iterator[Call]:
    """The calls of a service's actions that schedules of the plan make."""
    for schedule in neighbours.by_type.get(SCHEDULE, ()):
        target = schedule.inputs.get("target")
        arn = target.get("arn") if isinstance(target, Mapping) else None
        if not isinstance(arn, str) or not arn.startswith(f"{_PREFIX}{service}:"):
            continue
        action = arn.rpartition(":")[2]
        if action in actions and schedule.inputs.get("state", "ENABLED") == "ENABLED":
            yield Call(cron_of(schedule.inputs.get("scheduleExpression")), action, _inputs(target))


def limits_over_time(service: Resource, neighbours: Neighbours, initial: Limits) -> dict[Limits, Fraction]:
    """The share of time under each pair of limits, as scheduled actions and schedules change them."""
    changes: list[tuple[Cron, Step[Limits]]] = []
    for target in neighbours.users(service, SCALABLE_TARGET, "resourceId"):
        for action in neighbours.users(target, SCHEDULED_ACTION, "resourceId"):
            if cron := cron_of(action.inputs.get("schedule")):
                changes += [(cron, _action(action.inputs.get("scalableTargetAction") or {}))]
    for call in scheduled_calls(neighbours, "ecs", ("updateService",)):
        if call.inputs.get("Service") in _names(service) and call.cron and "DesiredCount" in call.inputs:
            changes.append((call.cron, _desired(int(call.inputs["DesiredCount"]))))
    return shares(initial, changes)


def cron_of(expression: Any) -> Cron | None:
    """The cron of a schedule; one for a single moment changes nothing for long, and a rate has no hour."""
    try:
        return parse(expression) if isinstance(expression, str) and expression.startswith("cron(") else None
    except ScheduleError:
        return None


def _inputs(target: Any) -> Mapping[str, Any]:
    try:
        found = json.loads(target["input"])
    except (KeyError, TypeError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _names(service: Resource) -> set[Any]:
    return {service.inputs.get("name"), service.outputs.get("name"), service.outputs.get("arn"), service.id} - {
        "",
        None,
    }


def _action(action: Mapping[str, Any]) -> Step[Limits]:
    least, most = action.get("minCapacity"), action.get("maxCapacity")

    def step(limits: Limits) -> Limits:
        minimum, maximum = _whole(least, limits.minimum), _whole(most, limits.maximum)
        return Limits(minimum, max(minimum, maximum))

    return step


def _whole(value: Any, default: int) -> int:
    """A whole number of a plan; the default where it is not given or not known."""
    try:
        return default if value is None else int(Decimal(str(value)))
    except InvalidOperation:
        return default


def _desired(count: int) -> Step[Limits]:
    return lambda _: Limits(count, count)
