"""An environment that falls asleep and wakes, in an account of moto's."""

from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from pyairtable_components.functions.capacity.calls import Capacity
from pyairtable_components.functions.sleep.core import Database, action, to_start, to_stop
from pyairtable_components.functions.sleep.handler import handle
from tests.components.functions.services import CLUSTER, PARAMETER, a_cluster, a_service, sizes

OVER_BUDGET = {"Records": [{"EventSource": "aws:sns", "Sns": {"Message": "shop-dev-budget-monthly: over 98 USD"}}]}
SLEEP, WAKE = {"action": "sleep"}, {"action": "wake"}
BEFORE = {"api": (2, 1, 3), "web": (1, 1, 3), "worker": (1, None, None)}
ASLEEP = {"api": (0, 0, 0), "web": (0, 0, 0), "worker": (0, None, None)}


@pytest.fixture
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    for key, value in {"CLUSTER": CLUSTER, "ENVIRONMENT": "dev", "PARAMETER": PARAMETER, "STAGE": "dev"}.items():
        monkeypatch.setenv(key, value)
    return a_cluster(api=(2, 1, 3), web=(1, 1, 3), worker=(1, 0, 0))


def a_database(name: str, environment: str = "dev", **more: Any) -> None:
    boto3.client("rds").create_db_instance(
        DBInstanceIdentifier=name,
        DBInstanceClass="db.t4g.micro",
        Engine="postgres",
        AllocatedStorage=20,
        MasterUsername="shop",
        ManageMasterUserPassword=True,
        Tags=[{"Key": "Environment", "Value": environment}],
        **more,
    )


def databases() -> dict[str, str]:
    found = boto3.client("rds").describe_db_instances()["DBInstances"]
    return {one["DBInstanceIdentifier"]: one["DBInstanceStatus"] for one in found}


def test_a_message_of_the_budget_puts_everything_to_sleep_and_a_wake_gives_it_back(shop: Any) -> None:
    a_database("shop-dev")
    done = handle(OVER_BUDGET, None)
    assert (done["services"], done["databases"]) == (["api", "web", "worker"], ["shop-dev"])
    assert sizes() == ASLEEP
    assert databases() == {"shop-dev": "stopped"}
    handle(WAKE, None)
    assert sizes() == BEFORE
    assert databases() == {"shop-dev": "available"}
    assert not boto3.client("ssm").describe_parameters()["Parameters"], "nothing is left to remember"


def test_a_cluster_sleeps_and_wakes_as_a_whole(shop: Any) -> None:
    rds = boto3.client("rds")
    rds.create_db_cluster(
        DBClusterIdentifier="shop-dev",
        Engine="aurora-postgresql",
        MasterUsername="shop",
        ManageMasterUserPassword=True,
        Tags=[{"Key": "Environment", "Value": "dev"}],
    )
    a_member = {"DBInstanceIdentifier": "shop-dev-1", "DBInstanceClass": "db.serverless", "Engine": "aurora-postgresql"}
    rds.create_db_instance(**a_member, DBClusterIdentifier="shop-dev", Tags=[{"Key": "Environment", "Value": "dev"}])
    assert handle(SLEEP, None)["databases"] == ["shop-dev"]
    assert rds.describe_db_clusters()["DBClusters"][0]["Status"] == "stopped"
    assert handle(WAKE, None)["databases"] == ["shop-dev"]
    assert rds.describe_db_clusters()["DBClusters"][0]["Status"] == "available"


def test_a_second_sleep_changes_nothing_and_forgets_nothing(shop: Any) -> None:
    handle(SLEEP, None)
    assert handle(SLEEP, None)["services"] == []
    handle(WAKE, None)
    assert sizes() == BEFORE
    assert handle(WAKE, None)["services"] == []


def heeded() -> dict[str, bool]:
    """Whether the scheduled actions of each service still change its limits."""
    found = boto3.client("application-autoscaling").describe_scalable_targets(ServiceNamespace="ecs")
    return {
        one["ResourceId"].rsplit("/", 1)[-1]: not one.get("SuspendedState", {}).get("ScheduledScalingSuspended", False)
        for one in found["ScalableTargets"]
    }


def test_the_morning_wakes_nothing_until_somebody_does(shop: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    scheduler = boto3.client("scheduler")
    schedule = {
        "Name": "shop-dev-database-start",
        "ScheduleExpression": "cron(45 8 ? * MON-FRI *)",
        "ScheduleExpressionTimezone": "Europe/Berlin",
        "FlexibleTimeWindow": {"Mode": "OFF"},
        "Target": {
            "Arn": "arn:aws:scheduler:::aws-sdk:rds:startDBInstance",
            "RoleArn": "arn:aws:iam::123456789012:role/shop-dev-hours-schedule",
            "Input": '{"DbInstanceIdentifier": "shop-dev"}',
            "RetryPolicy": {"MaximumRetryAttempts": 5, "MaximumEventAgeInSeconds": 3600},
        },
    }
    scheduler.create_schedule(**schedule)
    monkeypatch.setenv("SCHEDULES", "shop-dev-database-start")
    before = scheduler.get_schedule(Name="shop-dev-database-start")
    handle(SLEEP, None)
    asleep = scheduler.get_schedule(Name="shop-dev-database-start")
    assert asleep["State"] == "DISABLED"
    assert {key: asleep[key] for key in schedule} == schedule, "an update forgets what it is not told again"
    assert heeded() == {"api": False, "web": False}
    handle(WAKE, None)
    after = scheduler.get_schedule(Name="shop-dev-database-start")
    assert (after["State"], after["Target"]) == ("ENABLED", before["Target"])
    assert heeded() == {"api": True, "web": True}


def test_what_slept_by_its_hours_is_not_woken_by_the_morning_either(shop: Any) -> None:
    a_service("night", 0, 0, 0)
    boto3.client("application-autoscaling").register_scalable_target(
        ServiceNamespace="ecs",
        ResourceId=f"service/{CLUSTER}/night",
        ScalableDimension="ecs:service:DesiredCount",
        MinCapacity=0,
        MaxCapacity=0,
    )
    done = handle(SLEEP, None)
    assert done["left"] == {"night": "it has no more than 0 already"}
    assert heeded()["night"] is False
    handle(WAKE, None)
    assert heeded()["night"] is True
    assert sizes()["night"] == (0, 0, 0), "its hours wake it"


def test_an_empty_environment_sleeps_well(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for key, value in {"CLUSTER": CLUSTER, "ENVIRONMENT": "dev", "PARAMETER": PARAMETER, "STAGE": "dev"}.items():
        monkeypatch.setenv(key, value)
    boto3.client("ecs").create_cluster(clusterName=CLUSTER)
    assert handle(SLEEP, None)["failed"] == {}
    assert handle(WAKE, None)["failed"] == {}


def test_another_environment_is_left_alone(shop: Any) -> None:
    a_service("foreign", 2, 1, 3, environment="staging")
    a_database("shop-staging", environment="staging")
    done = handle(SLEEP, None)
    assert done["left"] == {"foreign": "its tag Environment is not dev"}
    assert sizes()["foreign"] == (2, 1, 3)
    assert databases() == {"shop-staging": "available"}


def test_a_service_that_vanished_is_forgotten(shop: Any) -> None:
    handle(SLEEP, None)
    shop.delete_service(cluster=CLUSTER, service="web", force=True)
    done = handle(WAKE, None)
    assert done["left"]["web"] == "there is no such service any more"
    assert sizes() == {name: size for name, size in BEFORE.items() if name != "web"}


def test_one_that_fails_hinders_no_other_and_comes_the_next_time(shop: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    handle(SLEEP, None)
    resize = Capacity.resize

    def throttled(self: Capacity, name: str, size: Any) -> None:
        if name == "api":
            raise ClientError({"Error": {"Code": "ThrottlingException", "Message": "Rate exceeded"}}, "UpdateService")
        resize(self, name, size)

    monkeypatch.setattr(Capacity, "resize", throttled)
    with pytest.raises(RuntimeError, match=r"wake of dev failed for api: .*Rate exceeded"):
        handle(WAKE, None)
    assert sizes() == {**BEFORE, "api": (0, 0, 0)}
    monkeypatch.setattr(Capacity, "resize", resize)
    handle(WAKE, None)
    assert sizes() == BEFORE


def test_prod_never_sleeps(shop: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGE", "prod")
    with pytest.raises(ValueError, match="a prod environment never sleeps"):
        handle(OVER_BUDGET, None)
    assert sizes() == BEFORE


@pytest.mark.parametrize("event", [{}, {"action": "explode"}, {"Records": [{"EventSource": "aws:s3"}]}])
def test_an_event_that_asks_nothing_known_is_refused(event: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r'asks nothing that is known. For example: \{"action": "wake"\}'):
        action(event, "dev")


def test_a_replica_and_what_has_one_never_stop() -> None:
    tags = {"Environment": "dev"}
    found = [
        Database("main", "available", tags),
        Database("replica", "available", tags, replicated=True),
        Database("stopping", "stopping", tags),
        Database("foreign", "available", {"Environment": "prod"}),
        Database("off", "stopped", tags),
    ]
    assert list(to_stop(found, "dev")) == ["main"]
    assert list(to_start(found, "dev")) == ["off"]
