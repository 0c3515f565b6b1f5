"""The split of an environment between FARGATE and FARGATE_SPOT; arithmetic, no Pulumi here.

A ratio on one task is no split. So the share is met over all services: each service gets a whole number of Spot tasks
at its expected replicas, the least critical services first, and then the simplest strategy that places exactly these.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import floor, gcd

from pyairtable_components.ecs.placement import Share, Strategy, share, worst_deviation
from pyairtable_components.vocabulary import Stage
from pyairtable_components.workload.service import Criticality, Replicas, ServiceSpec

_MOST_EXPENDABLE_FIRST: dict[Criticality, int] = {"deferrable": 0, "standard": 1, "critical": 2}
# https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
LARGEST_WEIGHT_OF_ECS = 1000
_LARGEST_WEIGHT = 10
_ALL_BUT_THE_BASE = 100
"""Against a weight of 1: as good as everything but the base, which alone ECS does not take."""


def may_run_on_spot(criticality: Criticality, stage: Stage) -> bool:
    """Whether any task of such a service may be interrupted: in prod a critical one may not, in dev all may."""
    return not (stage == "prod" and criticality == "critical")


def keeps_one_on_demand(criticality: Criticality, stage: Stage) -> bool:
    """Whether one task must always be on demand: of a critical service, everywhere but in dev."""
    return stage != "dev" and criticality == "critical"


@dataclass(frozen=True)
class Split:
    """A strategy for each service, and what they come to."""

    strategies: Mapping[str, Strategy]
    minimum: Share
    expected: Share
    maximum: Share


def split(services: Mapping[str, ServiceSpec], spot_percent: int, stage: Stage) -> Split:
    """Divide the tasks of `services` so that about `spot_percent` of them run on Spot.

    A service with a share of its own (`runtime.spot_percent`) is divided by that; it does not count for the others.
    What critical services must keep on demand, the others take over, as far as they have tasks.

    Raises:
        ValueError: A service that must not run on Spot has a share of its own above 0.
    """
    spot_tasks: dict[str, int] = {}
    shared: dict[str, ServiceSpec] = {}
    for name, spec in services.items():
        own = spec.runtime.spot_percent
        if own is None:
            shared[name] = spec
        elif own and not may_run_on_spot(spec.criticality, stage):
            raise ValueError(
                f"{name} is critical, and in {stage} a critical service never runs on Spot. "
                "For example: spot_percent: 0, or criticality: standard"
            )
        else:
            spot_tasks[name] = round(_most_spot(spec, own, stage))
    spot_tasks |= _divide(shared, spot_percent, stage)
    strategies = {
        name: _strategy(spec.replicas, spot_tasks[name], keeps_one_on_demand(spec.criticality, stage))
        for name, spec in services.items()
    }

    def share_at(replicas: Callable[[Replicas], int]) -> Share:
        return share((strategies[name], replicas(spec.replicas)) for name, spec in services.items())

    return Split(
        strategies,
        minimum=share_at(lambda replicas: replicas.minimum),
        expected=share_at(lambda replicas: replicas.average),
        maximum=share_at(lambda replicas: replicas.maximum),
    )


def _most_spot(spec: ServiceSpec, spot_percent: int, stage: Stage) -> float:
    """The exact number of Spot tasks of a service, less what must stay on demand."""
    return min(spec.replicas.average * spot_percent / 100, _room(spec, stage))


def _room(spec: ServiceSpec, stage: Stage) -> int:
    """How many tasks of a service may be on Spot."""
    if not may_run_on_spot(spec.criticality, stage):
        return 0
    return spec.replicas.average - (1 if keeps_one_on_demand(spec.criticality, stage) else 0)


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
    while missing > 0 and (open_ := [name for name in order if counts[name] < _room(services[name], stage)]):
        for name in open_[:missing]:
            counts[name] += 1
            missing -= 1
    return counts


@lru_cache(maxsize=4096)
def _strategy(replicas: Replicas, spot: int, one_on_demand: bool) -> Strategy:
    """The simplest strategy that places `spot` tasks on Spot at the expected replicas, and then near that share."""
    tasks = replicas.average

    def cost(strategy: Strategy) -> tuple[float, float, float, int]:
        at_expected = worst_deviation(strategy, tasks, spot / tasks)
        by_weights = abs(strategy.spot_tasks(tasks).exact - spot) / tasks
        elsewhere = sum(
            worst_deviation(strategy, count, spot / tasks) / count for count in (replicas.minimum, replicas.maximum)
        )
        simple = strategy.base + strategy.on_demand_weight + strategy.spot_weight
        return at_expected, round(by_weights, 2), round(elsewhere, 6), simple

    def allowed(strategy: Strategy) -> bool:
        return not one_on_demand or strategy.spot_tasks(replicas.minimum).high < replicas.minimum

    return min((strategy for strategy in _candidates(tasks, spot) if allowed(strategy)), key=cost)


def _candidates(tasks: int, spot: int) -> list[Strategy]:
    if spot == 0:
        return [Strategy(1, 0)]
    weights = {(1, 0), (1, _ALL_BUT_THE_BASE)} | {
        (on_demand, on_spot)
        for on_demand in range(_LARGEST_WEIGHT + 1)
        for on_spot in range(1, _LARGEST_WEIGHT + 1)
        if gcd(on_demand, on_spot) == 1
    }
    for on_demand in range(max(tasks - spot - 1, 0), tasks - spot + 1):  # with a base of one, and without
        exact = gcd(on_demand, spot)
        if max(on_demand, spot) // exact <= LARGEST_WEIGHT_OF_ECS:
            weights.add((on_demand // exact, spot // exact))
    return [Strategy(*pair, base=base) for pair in sorted(weights) for base in (0, 1) if pair[0] or not base]
