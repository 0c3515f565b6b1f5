"""What holds for the split of any services."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyairtable_components import ServiceSpec, split
from pyairtable_components.ecs.split import keeps_one_on_demand, may_run_on_spot
from pyairtable_components.vocabulary import Stage
from pyairtable_components.workload.service import Criticality
from tests.components.standing import a_service

Services = Mapping[str, ServiceSpec]

# https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
LARGEST_WEIGHT = 1000
EXPENDABLE: dict[Criticality, int] = {"deferrable": 0, "standard": 1, "critical": 2}

stages: st.SearchStrategy[Stage] = st.sampled_from(["dev", "staging", "prod"])
percents = st.integers(0, 100)
criticalities = st.sampled_from(sorted(EXPENDABLE))


def replicas(most: int) -> st.SearchStrategy[dict[str, int]]:
    """A minimum, an expected number and a maximum, in order."""
    three = st.lists(st.integers(1, most), min_size=3, max_size=3).map(sorted)
    return three.map(lambda n: {"minimum": n[0], "expected": n[1], "maximum": n[2]})


def services(
    least: int = 1, most_tasks: int = 12, kinds: st.SearchStrategy[Criticality] = criticalities
) -> st.SearchStrategy[Services]:
    one = st.builds(
        lambda criticality, counts: a_service(criticality=criticality, replicas=counts), kinds, replicas(most_tasks)
    )
    return st.lists(one, min_size=least, max_size=14).map(lambda many: {f"s{n:02}": s for n, s in enumerate(many)})


eight_that_may: st.SearchStrategy[tuple[Services, Stage]] = st.one_of(
    st.tuples(services(least=8), st.sampled_from(["dev", "staging"])),
    st.tuples(services(least=8, kinds=st.sampled_from(["standard", "deferrable"])), st.just("prod")),
)
"""Services of which at least eight may run on Spot, and the stage."""


def room(spec: ServiceSpec, stage: Stage) -> int:
    """How many of its expected tasks the rules let run on Spot."""
    if not may_run_on_spot(spec.criticality, stage):
        return 0
    return spec.replicas.average - keeps_one_on_demand(spec.criticality, stage)


@pytest.mark.thorough
@settings(max_examples=200)
@given(eight_that_may, percents, st.integers(0, 3))
def test_the_share_is_within_ten_points_of_what_is_wanted_and_allowed(
    given_: tuple[Services, Stage], percent: int, forbidden: int
) -> None:
    able, stage = given_
    others = {
        f"never-{n}": a_service(criticality="critical", replicas={"minimum": 3, "maximum": 3}) for n in range(forbidden)
    }
    services = {**able, **others} if stage == "prod" else able
    tasks = sum(spec.replicas.average for spec in services.values())
    wanted = min(tasks * percent / 100, sum(room(spec, stage) for spec in able.values()))
    strategies = split(services, percent, stage).strategies
    on_spot = sum(strategies[name].spot_tasks(spec.replicas.average).exact for name, spec in able.items())
    assert abs(on_spot - wanted) <= 0.10 * tasks


@given(services(), percents)
def test_no_task_of_a_critical_service_is_on_spot_in_prod(services: Services, percent: int) -> None:
    strategies = split(services, percent, "prod").strategies
    critical = [name for name, spec in services.items() if spec.criticality == "critical"]
    assert all(strategies[name].spot_weight == 0 for name in critical)


@given(services(), percents, st.sampled_from(["staging", "prod"]))
def test_outside_dev_a_critical_service_keeps_a_task_on_demand_however_it_scales(
    services: Services, percent: int, stage: Stage
) -> None:
    strategies = split(services, percent, stage).strategies
    for name, spec in services.items():
        if spec.criticality == "critical":
            counts = range(spec.replicas.minimum, spec.replicas.maximum + 1)
            assert all(strategies[name].spot_tasks(tasks).high < tasks for tasks in counts)


@given(services(), percents)
def test_in_dev_every_service_has_a_whole_number_of_spot_tasks_at_expected_replicas(
    services: Services, percent: int
) -> None:
    strategies = split(services, percent, "dev").strategies
    for name, spec in services.items():
        placed = strategies[name].spot_tasks(spec.replicas.average)
        assert placed.low == placed.high, "nothing is left to the rounding of ECS, which it does not document"


@given(st.lists(criticalities, min_size=1, max_size=14), percents)
def test_the_least_critical_services_go_to_spot_first(kinds: list[Criticality], percent: int) -> None:
    services = {f"s{n:02}": a_service(criticality=kind) for n, kind in enumerate(kinds)}
    strategies = split(services, percent, "dev").strategies
    on_spot = [EXPENDABLE[spec.criticality] for name, spec in services.items() if strategies[name].spot_weight]
    on_demand = [EXPENDABLE[spec.criticality] for name, spec in services.items() if not strategies[name].spot_weight]
    assert len(on_spot) == round(len(kinds) * percent / 100)
    assert max(on_spot, default=0) <= min(on_demand, default=2)


@given(services(), percents, stages, st.data())
def test_the_same_services_in_any_order_are_split_alike(
    services: Services, percent: int, stage: Stage, data: st.DataObject
) -> None:
    shuffled = dict(data.draw(st.permutations(list(services.items()))))
    assert dict(split(shuffled, percent, stage).strategies) == dict(split(services, percent, stage).strategies)


@given(services(), stages)
def test_nothing_is_on_spot_at_zero_and_all_that_may_be_at_a_hundred(services: Services, stage: Stage) -> None:
    assert split(services, 0, stage).maximum.high == 0
    everything = split(services, 100, stage).strategies
    for name, spec in services.items():
        placed = everything[name].spot_tasks(spec.replicas.average)
        assert placed.high == room(spec, stage)


@settings(max_examples=30)
@given(services(most_tasks=5000), percents, stages)
def test_every_strategy_is_one_that_ecs_takes(services: Services, percent: int, stage: Stage) -> None:
    for strategy in split(services, percent, stage).strategies.values():
        assert max(strategy.on_demand_weight, strategy.spot_weight) <= LARGEST_WEIGHT
        assert strategy.base == 0 or strategy.on_demand_weight > 0


@given(services(), percents, stages)
def test_the_split_counts_the_tasks_at_minimum_expected_and_maximum(
    services: Services, percent: int, stage: Stage
) -> None:
    found = split(services, percent, stage)
    assert set(found.strategies) == set(services)
    assert found.minimum.tasks == sum(spec.replicas.minimum for spec in services.values())
    assert found.expected.tasks == sum(spec.replicas.average for spec in services.values())
    assert found.maximum.tasks == sum(spec.replicas.maximum for spec in services.values())
