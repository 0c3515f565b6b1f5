"""Where ECS places the tasks of a service; arithmetic, no Pulumi here.

The rule: the first `base` tasks go to FARGATE; the rest is divided by the weights. ECS documents the order and the
ratio (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html), but no
rounding. So a fraction of a task may fall on either side: the true count of Spot tasks lies between `low` and `high`,
and is never a whole task or more away from the exact share of the rest.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor

# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
SPOT_NOTICE = 120
"""Seconds between the warning of a Spot interruption and its end."""


@dataclass(frozen=True)
class Strategy:
    """A capacity provider strategy: a base on FARGATE, then weights. A weight of 0 places nothing.

    ECS allows one base; what is planned here has it on FARGATE, and a strategy that somebody else wrote may have it on
    FARGATE_SPOT.
    """

    on_demand_weight: int
    spot_weight: int
    base: int = 0
    spot_base: int = 0

    def __post_init__(self) -> None:
        numbers = (self.on_demand_weight, self.spot_weight, self.base, self.spot_base)
        if self.on_demand_weight + self.spot_weight < 1 or min(numbers) < 0:
            raise ValueError("a strategy needs a weight above 0 and none below. For example: Strategy(1, 4)")
        if self.base and self.spot_base:
            raise ValueError("a strategy has one base. For example: Strategy(1, 4, base=1)")
        if self.base and not self.on_demand_weight:
            raise ValueError(
                "a base stands on FARGATE, so FARGATE needs a weight above 0. For example: Strategy(1, 4, base=1)"
            )

    def spot_tasks(self, tasks: int) -> "SpotTasks":
        """How many of `tasks` run on Spot."""
        rest = max(tasks - self.base - self.spot_base, 0)
        exact = min(tasks, self.spot_base) + rest * self.spot_weight / (self.on_demand_weight + self.spot_weight)
        return SpotTasks(exact=exact, low=floor(exact), high=ceil(exact))


@dataclass(frozen=True)
class SpotTasks:
    """A count of Spot tasks: what the weights say, and the two whole numbers that ECS may make of it."""

    exact: float
    low: int
    high: int


def worst_deviation(strategy: Strategy, tasks: int, share: float) -> float:
    """How far, in tasks, the count of Spot tasks can be from `share` (0 to 1) of `tasks`."""
    placed = strategy.spot_tasks(tasks)
    return max(abs(placed.low - share * tasks), abs(placed.high - share * tasks))


@dataclass(frozen=True)
class Share:
    """Tasks on Spot out of all tasks, as the weights say and in the worst cases of ECS's rounding."""

    tasks: int
    spot: float
    low: int
    high: int

    @property
    def percent(self) -> float:
        """The share in percent, as the weights say."""
        return 100 * self.spot / self.tasks if self.tasks else 0.0


def share(placements: Iterable[tuple[Strategy, int]]) -> Share:
    """The share of several services: each its strategy and its number of tasks."""
    counted = [(tasks, strategy.spot_tasks(tasks)) for strategy, tasks in placements]
    return Share(
        tasks=sum(tasks for tasks, _ in counted),
        spot=sum(spot.exact for _, spot in counted),
        low=sum(spot.low for _, spot in counted),
        high=sum(spot.high for _, spot in counted),
    )
