"""Commitments: for what they may apply to, and for no more than runs all month."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyairtable_infra.cost.errors import CostError
from pyairtable_infra.plan.model import Resource
from tests.infra.cost.making import HOURS, D, cost_of, definition, estimated, limits, one, scheduled, service
from tests.infra.plan.making import resource

TASK = HOURS * (D("0.03238") / 4 + D("0.00356") / 2)
DATABASE = resource(
    "aws:rds/instance:Instance",
    "db",
    inputs={
        "engine": "postgres",
        "instanceClass": "db.t4g.small",
        "multiAz": True,
        "allocatedStorage": 20,
        "storageType": "gp3",
    },
)
CACHE = resource(
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "cache",
    inputs={"engine": "valkey", "nodeType": "cache.t4g.micro", "numCacheClusters": 2},
)


def committed(**commitments: Any) -> dict[str, Any]:
    return {"commitments": commitments}


def test_a_savings_plan_takes_a_fifth_off_what_it_covers() -> None:
    intent = committed(savings_plan_usd_per_hour=0.01)
    covers = (D("0.01") * HOURS / D("0.8")).quantize(D("0.000001"))
    found = estimated(service(2), definition(), intent=intent)
    assert found.monthly == 2 * TASK - covers * D("0.2")
    (plan,) = found.commitments
    assert (plan.monthly, plan.covers, plan.saving) == (D("7.3"), D("9.125"), D("1.825"))
    assert plan.break_even_percent == 80
    assert plan.assumption == "a Compute Savings Plan for a year without upfront takes 20 % off Fargate"


def test_a_savings_plan_does_not_touch_spot() -> None:
    with pytest.raises(CostError, match=r"uses on demand in every hour, which is 0\.000\."):
        estimated(service(4, 0, 1), definition(), intent=committed(savings_plan_usd_per_hour=0.001))


def test_a_savings_plan_larger_than_its_use_is_refused() -> None:
    with pytest.raises(CostError) as caught:
        estimated(service(2), definition(), intent=committed(savings_plan_usd_per_hour=0.05))
    assert str(caught.value) == (
        "intent: commitments.savings_plan_usd_per_hour: 0.05 is more than Fargate uses on demand in every hour, "
        "which is 0.015. For example: 0.015"
    )


def test_what_sleeps_at_night_is_not_covered() -> None:
    night = [
        scheduled("sleep", "cron(0 19 * * ? *)", 1, 1),
        scheduled("wake", "cron(0 9 * * ? *)", 4, 4),
    ]
    resources = (service(4), definition(), limits(4, 4), *night)
    most = (TASK / HOURS * D("0.8")).quantize(D("0.0001"), "ROUND_FLOOR")
    assert estimated(*resources, intent=committed(savings_plan_usd_per_hour=most)).commitments
    with pytest.raises(CostError):
        estimated(*resources, intent=committed(savings_plan_usd_per_hour=most + D("0.0001")))


def test_at_low_load_a_savings_plan_is_paid_for_all_the_same() -> None:
    intent = committed(savings_plan_usd_per_hour=0.01) | {"replicas": {"web": 2}}
    found = cost_of(service(2), definition(), limits(0, 2), intent=intent)
    assert found.low == pytest.approx(D("7.3"))


def test_a_savings_plan_is_not_counted_on_ec2_and_lambda_and_says_so() -> None:
    machine = one("aws:ec2/instance:Instance", instanceType="t4g.small", rootBlockDevice={"volumeSize": 8})
    function = resource("aws:lambda/function:Function", "run", inputs={"memorySize": 1024})
    intent = committed(savings_plan_usd_per_hour=0.01) | {
        "usage": {"resources": {"run": {"requests": 1_000_000, "milliseconds_of_a_request": 100}}}
    }
    found = estimated(service(2), definition(), machine, function, intent=intent)
    credited = [each.urn for each in found.resources if any(one.price < 0 for one in each.components)]
    assert credited == [service(2).urn]
    for what in ("EC2", "Lambda"):
        said = f"a Compute Savings Plan covers {what} too; its rates have no citable figure, so it is not counted there"
        assert said in found.notes
    assert not [note for note in estimated(machine, function).notes if "Savings" in note]


def test_reserved_database_nodes_are_a_stated_third_less() -> None:
    found = estimated(DATABASE, intent=committed(reserved_nodes={"db.t4g.small": 1}))
    assert found.monthly == HOURS * D("0.065") * D("0.7") + 20 * D("0.23")
    assert found.commitments[0].assumption == "a DB instance reserved for a year without upfront is 30 % off"


def test_reserved_cache_nodes_have_prices_of_their_own() -> None:
    found = estimated(CACHE, intent=committed(reserved_nodes={"cache.t4g.micro": 1}))
    assert found.monthly == HOURS * (D("0.0128") + D("0.0088"))
    assert found.commitments[0].break_even_percent == D("68.75"), "0.0088 of 0.0128"


@pytest.mark.parametrize(
    ("nodes", "message"),
    [
        (
            {"cache.t4g.micro": 3},
            "reserved_nodes.cache.t4g.micro: 3 is more than run all month, which is 2. For example: 2",
        ),
        (
            {"cache.t4g.large": 1},
            "reserved_nodes.cache.t4g.large: 1 is more than run all month, which is 0. "
            "For example: the intent without it",
        ),
    ],
)
def test_more_reserved_nodes_than_run_are_refused(nodes: dict[str, int], message: str) -> None:
    with pytest.raises(CostError) as caught:
        estimated(CACHE, intent=committed(reserved_nodes=nodes))
    assert str(caught.value) == f"intent: commitments.{message}"


def test_a_database_that_is_stopped_at_night_cannot_be_reserved() -> None:
    def call(name: str, action: str, hour: int) -> Resource:
        target = {"arn": f"arn:aws:scheduler:::aws-sdk:rds:{action}", "input": '{"DbInstanceIdentifier": "db-id"}'}
        inputs = {"scheduleExpression": f"cron(0 {hour} * * ? *)", "target": target}
        return resource("aws:scheduler/schedule:Schedule", name, inputs=inputs)

    night = [call("stop", "stopDBInstance", 20), call("start", "startDBInstance", 8)]
    with pytest.raises(CostError, match="1 is more than run all month, which is 0"):
        estimated(DATABASE, *night, intent=committed(reserved_nodes={"db.t4g.small": 1}))


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 1000))
def test_a_savings_plan_never_raises_the_price_and_its_credits_are_exact(first: int, second: int, part: int) -> None:
    other = resource(
        "aws:ecs/service:Service",
        "other",
        inputs={**service(second).inputs},
        outputs={"arn": "arn:aws:ecs:us-east-1:123456789012:service/main/other"},
    )
    resources = (service(first), other, definition(), one("aws:kms/key:Key"))
    most = (first + second) * TASK / HOURS * D("0.8")
    hourly = (most * part / 1000).quantize(D("0.00001"), "ROUND_FLOOR")
    plain = estimated(*resources)
    found = estimated(*resources, intent=committed(savings_plan_usd_per_hour=hourly))
    saving = sum((plan.saving for plan in found.commitments), Decimal(0))
    assert plain.monthly - found.monthly == saving >= 0
