"""The split of the three environments, and the rules of a split one by one."""

from collections.abc import Mapping

import pytest

from pyairtable_components import ServiceSpec, Strategy, split
from pyairtable_components.ecs.split import keeps_one_on_demand, may_run_on_spot
from pyairtable_components.vocabulary import Stage
from pyairtable_infra.profile.loader import load
from tests.components.standing import a_service
from tests.conftest import ROOT

POINTS = 10
"""How far the share may be from what is wanted: a task of eight is 12.5 percent."""


@pytest.mark.parametrize(("environment", "percent"), [("dev", 80), ("staging", 50), ("prod", 0)])
def test_each_environment_gets_its_share_at_expected_replicas(environment: str, percent: int) -> None:
    profile = load(environment, ROOT)
    assert profile.cluster.spot_percent == percent
    found = split(profile.services, percent, profile.stage)
    assert found.expected.percent == pytest.approx(percent, abs=POINTS)
    assert found.expected.low == found.expected.high, "at expected replicas no fraction of a task is left to ECS"


@pytest.mark.parametrize("percent", [70, 30])
def test_staging_can_be_set_to_seventy_thirty(percent: int) -> None:
    profile = load("staging", ROOT)
    found = split(profile.services, percent, profile.stage)
    assert found.expected.percent == pytest.approx(percent, abs=POINTS)


@pytest.mark.parametrize("percent", [20, 25, 30])
def test_prod_can_have_a_share_and_takes_it_from_services_that_are_not_critical(percent: int) -> None:
    profile = load("prod", ROOT)
    found = split(profile.services, percent, "prod")
    critical = {name for name, spec in profile.services.items() if spec.criticality == "critical"}
    assert critical
    assert all(found.strategies[name] == Strategy(1, 0) for name in critical)
    assert found.expected.percent == pytest.approx(percent, abs=POINTS), "of all tasks: the others take over"


def test_in_staging_every_critical_service_keeps_a_task_on_demand_at_any_number_of_tasks() -> None:
    profile = load("staging", ROOT)
    for percent in (50, 70, 100):
        strategies = split(profile.services, percent, "staging").strategies
        for name, spec in profile.services.items():
            if spec.criticality == "critical":
                for tasks in range(spec.replicas.minimum, spec.replicas.maximum + 1):
                    assert strategies[name].spot_tasks(tasks).high < tasks, f"{name} with {tasks} tasks at {percent} %"


@pytest.mark.parametrize(
    ("stage", "may", "keeps"), [("dev", True, False), ("staging", True, True), ("prod", False, True)]
)
def test_what_a_critical_service_may_do_depends_on_the_stage(stage: Stage, *, may: bool, keeps: bool) -> None:
    assert may_run_on_spot("critical", stage) is may
    assert keeps_one_on_demand("critical", stage) is keeps


@pytest.mark.parametrize("stage", ["dev", "staging", "prod"])
def test_other_services_may_run_on_spot_everywhere(stage: Stage) -> None:
    assert may_run_on_spot("standard", stage)
    assert may_run_on_spot("deferrable", stage)
    assert not keeps_one_on_demand("standard", stage)


def with_own_share(percent: int, criticality: str = "standard") -> ServiceSpec:
    return a_service(criticality=criticality, replicas={"minimum": 4, "maximum": 8}, runtime={"spot_percent": percent})


@pytest.mark.parametrize("percent", [0, 25, 50, 75, 100])
def test_a_service_can_have_a_share_of_its_own(percent: int) -> None:
    services = {"own": with_own_share(percent), **{f"s{n}": a_service() for n in range(8)}}
    strategy = split(services, 50, "prod").strategies["own"]
    assert strategy.spot_tasks(4).exact == 4 * percent / 100


def test_a_share_of_its_own_does_not_count_for_the_others() -> None:
    others = {f"s{n}": a_service() for n in range(8)}
    alone = split(others, 50, "dev").strategies
    beside = split({**others, "own": with_own_share(100)}, 50, "dev").strategies
    assert {name: beside[name] for name in others} == dict(alone)


def test_a_critical_service_in_prod_cannot_ask_for_spot() -> None:
    with pytest.raises(
        ValueError, match=r"cart is critical, and in prod a critical service never runs on Spot.*example"
    ):
        split({"cart": with_own_share(10, "critical")}, 0, "prod")
    assert split({"cart": with_own_share(0, "critical")}, 50, "prod").strategies["cart"] == Strategy(1, 0)


def test_what_critical_services_keep_on_demand_the_others_take_over() -> None:
    services: Mapping[str, ServiceSpec] = {
        **{f"critical-{n}": a_service(criticality="critical") for n in range(4)},
        **{f"standard-{n}": a_service(replicas={"minimum": 2, "maximum": 2}) for n in range(4)},
    }
    found = split(services, 50, "staging")
    assert found.expected.percent == pytest.approx(50)


def test_a_critical_service_that_scales_in_to_one_task_still_takes_its_share_at_two() -> None:
    replicas = {"minimum": 1, "maximum": 2, "expected": 2}
    services = {f"s{n}": a_service(criticality="critical", replicas=replicas) for n in range(8)}
    found = split(services, 50, "staging")
    assert found.expected.percent == pytest.approx(50, abs=POINTS)
    assert found.minimum.high == 0, "the last task is on demand"
