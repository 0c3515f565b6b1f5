"""Schedules of EventBridge, and the tasks that they start."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pyairtable_components.hours.cron import ScheduleError, runs_a_month
from pyairtable_infra.cost.model import Gap, Line
from pyairtable_infra.cost.money import quantity
from pyairtable_infra.cost.prices.book import NoPriceError
from pyairtable_infra.cost.subject import Rule, Subject, number
from pyairtable_infra.plan.scheduled import SCHEDULE
from pyairtable_infra.plan.services import TASK_DEFINITION

FREE_INVOCATIONS = 14_000_000
_MILLION = 1_000_000
INVOCATIONS = "eventbridge-scheduler/invocations over 14 million"

PRICES = (INVOCATIONS,)


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
