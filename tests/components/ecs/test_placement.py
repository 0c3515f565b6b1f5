"""Where ECS places tasks."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyairtable_components import Strategy
from pyairtable_components.ecs.placement import share, worst_deviation

weights = st.integers(0, 20)
strategies = st.builds(
    lambda on_demand, spot, base: Strategy(on_demand, spot, base if on_demand else 0),
    *(weights, st.integers(1, 20), st.integers(0, 5)),
)
counts = st.integers(0, 200)


@given(strategies, counts)
def test_the_count_lies_between_the_two_whole_numbers_next_to_the_exact_share(strategy: Strategy, tasks: int) -> None:
    placed = strategy.spot_tasks(tasks)
    assert placed.low <= placed.exact <= placed.high
    assert placed.high - placed.low <= 1


@given(strategies, counts)
def test_no_count_is_a_whole_task_away_from_what_the_weights_say(strategy: Strategy, tasks: int) -> None:
    rest = max(tasks - strategy.base, 0)
    exact = Fraction(rest * strategy.spot_weight, strategy.on_demand_weight + strategy.spot_weight)
    placed = strategy.spot_tasks(tasks)
    assert abs(placed.exact - exact) < 1e-9
    assert all(abs(count - exact) < 1 for count in (placed.low, placed.high))


@given(strategies, counts)
def test_the_base_is_on_demand_before_any_task_is_on_spot(strategy: Strategy, tasks: int) -> None:
    assert strategy.spot_tasks(tasks).high <= max(tasks - strategy.base, 0)


@given(strategies, counts)
def test_one_more_task_never_takes_one_off_spot(strategy: Strategy, tasks: int) -> None:
    fewer, more = strategy.spot_tasks(tasks), strategy.spot_tasks(tasks + 1)
    assert fewer.low <= more.low
    assert fewer.high <= more.high <= fewer.high + 1


@given(counts)
def test_a_weight_of_zero_places_nothing(tasks: int) -> None:
    assert Strategy(1, 0).spot_tasks(tasks).high == 0
    assert Strategy(0, 1).spot_tasks(tasks).low == tasks


@pytest.mark.parametrize(
    ("on_demand", "spot", "base", "message"),
    [
        (0, 0, 0, "a strategy needs a weight above 0"),
        (-1, 2, 0, "a strategy needs a weight above 0 and none below"),
        (2, -1, 0, "a strategy needs a weight above 0 and none below"),
        (1, 1, -1, "a strategy needs a weight above 0 and none below"),
        (0, 1, 1, "a base stands on FARGATE, so FARGATE needs a weight above 0"),
    ],
)
def test_a_strategy_that_ecs_refuses_cannot_be_made(on_demand: int, spot: int, base: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Strategy(on_demand, spot, base)


@given(strategies, st.integers(1, 200), st.floats(0, 1))
def test_the_worst_deviation_is_that_of_the_farther_of_the_two_counts(
    strategy: Strategy, tasks: int, wanted: float
) -> None:
    placed = strategy.spot_tasks(tasks)
    far = worst_deviation(strategy, tasks, wanted)
    assert far == max(abs(count - wanted * tasks) for count in (placed.low, placed.high))
    assert far >= abs(placed.exact - wanted * tasks) - 1e-9


@given(st.lists(st.tuples(strategies, counts), max_size=10))
def test_the_share_of_several_services_is_that_of_all_their_tasks(placements: list[tuple[Strategy, int]]) -> None:
    whole = share(placements)
    assert whole.tasks == sum(tasks for _, tasks in placements)
    assert whole.low <= whole.spot + 1e-9
    assert whole.spot <= whole.high + 1e-9
    assert whole.high <= whole.tasks
    assert 0 <= whole.percent <= 100 + 1e-9


def test_a_share_of_no_tasks_is_none() -> None:
    assert share([]).percent == 0


def test_the_example_of_the_documentation() -> None:
    """Base 1 and weights 1 to 4: of 11 tasks 3 are on demand and 8 on Spot."""
    assert share([(Strategy(1, 4, base=1), 11)]).percent == pytest.approx(100 * 8 / 11)


def test_a_base_on_spot_is_on_spot_before_any_task_is_on_demand() -> None:
    strategy = Strategy(1, 1, spot_base=2)
    assert [strategy.spot_tasks(tasks).exact for tasks in range(5)] == [0, 1, 2, 2.5, 3]


def test_a_strategy_has_one_base() -> None:
    with pytest.raises(ValueError, match="a strategy has one base"):
        Strategy(1, 1, base=1, spot_base=1)
