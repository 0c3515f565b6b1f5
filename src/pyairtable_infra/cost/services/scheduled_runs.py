"""What EventBridge Scheduler does to other resources: API calls at certain hours, and tasks that it starts."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pyairtable_components.hours.cron import Cron, ScheduleError, parse, runs_a_month
from pyairtable_infra.cost.model import Gap, Line
from pyairtable_infra.cost.money import quantity
from pyairtable_infra.cost.prices.book import NoPriceError
from pyairtable_infra.cost.subject import Rule, Subject, World, number
from pyairtable_infra.plan.services import TASK_DEFINITION

SCHEDULE = "aws:scheduler/schedule:Schedule"
FREE_INVOCATIONS = 14_000_000
_MILLION = 1_000_000
_PREFIX = "arn:aws:scheduler:::aws-sdk:"
INVOCATIONS = "eventbridge-scheduler/invocations over 14 million"

PRICES = (INVOCATIONS,)


@dataclass(frozen=True)
class Call:
    """A universal target: an API call at the hours of a cron.

    https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
    """

    cron: Cron | None
    action: str
    inputs: Mapping[str, Any]


def scheduled_calls(world: World, service: str, actions: Sequence[str]) -> Iterator[Call]:
    """The calls of a service's actions that schedules of the plan make."""
    for schedule in world.neighbours.by_type.get(SCHEDULE, ()):
        target = schedule.inputs.get("target")
        arn = target.get("arn") if isinstance(target, Mapping) else None
        if not isinstance(arn, str) or not arn.startswith(f"{_PREFIX}{service}:"):
            continue
        action = arn.rpartition(":")[2]
        if action in actions and schedule.inputs.get("state", "ENABLED") == "ENABLED":
            yield Call(cron_of(schedule.inputs.get("scheduleExpression")), action, _inputs(target))


def _inputs(target: Any) -> Mapping[str, Any]:
    try:
        found = json.loads(target["input"])
    except (KeyError, TypeError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def cron_of(expression: Any) -> Cron | None:
    """The cron of a schedule; one for a single moment changes nothing for long, and a rate has no hour."""
    try:
        return parse(expression) if isinstance(expression, str) and expression.startswith("cron(") else None
    except ScheduleError:
        return None


def schedule(subject: Subject) -> Iterator[Line]:
    """A schedule: its invocations beyond the free ones, and the Fargate tasks that it starts.

    https://aws.amazon.com/eventbridge/pricing/
    """
    try:
        runs = quantity(runs_a_month(subject.text("scheduleExpression")))
    except ScheduleError as error:
        yield Gap(f"how often it runs is not known: {error}")
        return
    if runs > FREE_INVOCATIONS:
        yield subject.priced("invocations", INVOCATIONS, (runs - FREE_INVOCATIONS) / _MILLION)
    target = subject.inputs.get("target")
    tasks = target.get("ecsParameters") if isinstance(target, Mapping) else None
    if isinstance(tasks, Mapping):
        yield from _tasks(subject, tasks, runs)


def _tasks(subject: Subject, parameters: Mapping[str, Any], runs: Decimal) -> Iterator[Line]:
    definition = subject.source("target", TASK_DEFINITION)
    minutes = subject.usage("minutes_of_a_run", Decimal(-1))
    if minutes < 0:
        yield Gap(
            f"how long its task runs is not known. For example: usage.resources.{subject.resource.name}."
            "minutes_of_a_run: 5"
        )
        return
    if definition is None:
        yield Gap("its task definition is not in the plan, so the size of its task is not known")
        return
    hours = runs * number(parameters.get("taskCount"), 1) * minutes / 60
    arm = (definition.inputs.get("runtimePlatform") or {}).get("cpuArchitecture") == "ARM64"
    machine = "ARM" if arm else "x86"
    share = _spot_share(subject, parameters)
    if isinstance(share, Gap):
        yield share
        return
    for name, key, size in (
        ("vCPU", f"fargate/{machine} vCPU", number(definition.inputs.get("cpu")) / 1024),
        ("memory", f"fargate/{machine} memory", number(definition.inputs.get("memory")) / 1024),
    ):
        yield subject.priced(f"{name} of its runs", key, hours * size, usage=True, share=share)


def _spot_share(subject: Subject, parameters: Mapping[str, Any]) -> Decimal | Gap:
    """What part of the price a run pays: all, or less if every run is on Spot."""
    strategy = parameters.get("capacityProviderStrategies") or ()
    weighted = [item["capacityProvider"] for item in strategy if item.get("weight", 0) or item.get("base", 0)]
    if weighted != ["FARGATE_SPOT"]:
        return Decimal(1)
    try:
        return Decimal(1) - subject.world.book(subject.region).price("fargate/Spot discount").value
    except NoPriceError as error:
        return Gap(str(error))


RULES: Mapping[str, Rule] = {SCHEDULE: schedule}
FREE = ("aws:scheduler/scheduleGroup:ScheduleGroup",)
