"""The split of an environment between FARGATE and FARGATE_SPOT; arithmetic, no Pulumi here.

A ratio on one task is no split. So the share is met over all services: each service gets a whole number of Spot tasks
at its expected replicas, the least critical services first, and then the simplest strategy that places exactly these.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import floor, gcd

from pyairtable_components.ecs.placement import Strategy, worst_deviation
from pyairtable_components.vocabulary import Stage
from pyairtable_components.workload.service import Criticality, Replicas, ServiceSpec

_MOST_EXPENDABLE_FIRST: dict[Criticality, int] = {"deferrable": 0, "standard": 1, "critical": 2}
_LARGEST_WEIGHT = 10


def may_run_on_spot(criticality: Criticality, stage: Stage) -> bool:
    """Whether any task of such a service may be interrupted: in prod a critical one may not, in dev all may."""
    return not (stage == "prod" and criticality == "critical")


def keeps_one_on_demand(criticality: Criticality, stage: Stage) -> bool:
    """Whether one task must always be on demand: of a critical service, everywhere but in dev."""
    return stage != "dev" and criticality == "critical"


@dataclass(frozen=True)
class Share:
    """Tasks on Spot out of all tasks, as the weights say and in the worst cases of ECS's rounding."""

    tasks: int
    spot: float
    low: int
    high: int

    @property
    def percent(self) -> float:
        """The expected share in percent."""
        return 100 * self.spot / self.tasks if self.tasks else 0.0


@dataclass(frozen=True)
class Split:
    """A strategy for each service, and what they come to."""

    strategies: Mapping[str, Strategy]
    minimum: Share
    expected: Share
    maximum: Share


def split(services: Mapping[str, ServiceSpec], spot_percent: int, stage: Stage) -> Split:
    """Divide the tasks of `services` so that about `spot_percent` of those that may run on Spot do so.

    A service with a share of its own (`runtime.spot_percent`) is divided by that; it does not count for the others.

    Raises:
        ValueError: A service that must not run on Spot has a share of its own above 0.
    """
    spot_tasks: dict[str, int] = {}
    shared: dict[str, ServiceSpec] = {}
    for name, spec in services.items():
        own = spec.runtime.spot_percent
        if not may_run_on_spot(spec.criticality, stage):
            if own:
                raise ValueError(
                    f"{name} is critical, and in {stage} a critical service never runs on Spot. "
                    "For example: spot_percent: 0, or criticality: standard"
                )
            spot_tasks[name] = 0
        elif own is not None:
            spot_tasks[name] = round(_most_spot(spec, own, stage))
        else:
            shared[name] = spec
    spot_tasks |= _divide(shared, spot_percent, stage)
    strategies = {
        name: _strategy(
            spec.replicas,
            spot_tasks[name],
            _wanted(spec, spot_percent, stage),
            keeps_one_on_demand(spec.criticality, stage),
        )
        for name, spec in services.items()
    }
    return Split(
        strategies,
        minimum=_sum(strategies, {name: spec.replicas.minimum for name, spec in services.items()}),
        expected=_sum(strategies, {name: spec.replicas.average for name, spec in services.items()}),
        maximum=_sum(strategies, {name: spec.replicas.maximum for name, spec in services.items()}),
    )


def _wanted(spec: ServiceSpec, spot_percent: int, stage: Stage) -> int:
    if not may_run_on_spot(spec.criticality, stage):
        return 0
    return spot_percent if spec.runtime.spot_percent is None else spec.runtime.spot_percent


def _most_spot(spec: ServiceSpec, spot_percent: int, stage: Stage) -> float:
    """The exact number of Spot tasks of a service, less what must stay on demand."""
    tasks = spec.replicas.average
    free = tasks - 1 if keeps_one_on_demand(spec.criticality, stage) else tasks
    return min(tasks * spot_percent / 100, free)


def _divide(services: Mapping[str, ServiceSpec], spot_percent: int, stage: Stage) -> dict[str, int]:
    """Whole Spot tasks per service: each its own share rounded down, the rest to the most expendable services."""
    exact = {name: _most_spot(spec, spot_percent, stage) for name, spec in services.items()}
    counts = {name: floor(value) for name, value in exact.items()}
    missing = round(sum(spec.replicas.average for spec in services.values()) * spot_percent / 100) - sum(
        counts.values()
    )
    order = sorted(
        services, key=lambda name: (_MOST_EXPENDABLE_FIRST[services[name].criticality], -exact[name] % 1, name)
    )
    for name in order:
        if missing > 0 and exact[name] > counts[name]:
            counts[name] += 1
            missing -= 1
    return counts


@lru_cache(maxsize=4096)
def _strategy(replicas: Replicas, spot: int, percent: int, one_on_demand: bool) -> Strategy:
    """The simplest strategy that places `spot` tasks on Spot at the expected replicas, and then near `percent`."""
    tasks = replicas.average

    def cost(strategy: Strategy) -> tuple[float, float, int]:
        at_expected = worst_deviation(strategy, tasks, spot / tasks)
        elsewhere = sum(
            worst_deviation(strategy, count, percent / 100) / count for count in (replicas.minimum, replicas.maximum)
        )
        return at_expected, round(elsewhere, 6), strategy.base + strategy.on_demand_weight + strategy.spot_weight

    def allowed(strategy: Strategy) -> bool:
        return not one_on_demand or strategy.spot_tasks(replicas.minimum).high < replicas.minimum

    return min((strategy for strategy in _candidates(tasks, spot) if allowed(strategy)), key=cost)


def _candidates(tasks: int, spot: int) -> list[Strategy]:
    if spot == 0:
        return [Strategy(1, 0)]
    exact = gcd(tasks - spot, spot)
    weights = {((tasks - spot) // exact, spot // exact), (1, 0)} | {
        (on_demand, on_spot)
        for on_demand in range(_LARGEST_WEIGHT + 1)
        for on_spot in range(1, _LARGEST_WEIGHT + 1)
        if gcd(on_demand, on_spot) == 1
    }
    return [Strategy(*pair, base=base) for pair in sorted(weights) for base in (0, 1) if pair[0] or not base]


def _sum(strategies: Mapping[str, Strategy], counts: Mapping[str, int]) -> Share:
    placed = [strategies[name].spot_tasks(count) for name, count in counts.items()]
    return Share(
        tasks=sum(counts.values()),
        spot=sum(one.exact for one in placed),
        low=sum(one.low for one in placed),
        high=sum(one.high for one in placed),
    )
