"""What puts an environment to sleep, and wakes it."""

import json
from typing import Any

import pytest

from pyairtable_components import AuroraDatabase, EcsService, EncryptionKey, HoursSpec, OffHours, PostgresDatabase
from pyairtable_components.data.spec import AuroraServerless, RdsPostgres
from pyairtable_components.hours.refs import Schedulable, StoppedRefs
from pyairtable_infra.plan.model import Plan, Resource
from tests.components.reading import every, granted, names, only, plan_of, uses
from tests.components.standing import CLUSTER, KEY, NETWORK, a_service
from tests.conftest import a_context

TOPIC = "arn:aws:sns:us-east-1:123456789012:alerts"
DATABASE = StoppedRefs(
    "database",
    "arn:aws:rds:us-east-1:123456789012:db:shop",
    "rds",
    "stopDBInstance",
    "startDBInstance",
    {"DbInstanceIdentifier": "shop"},
)


def hours(**changes: Any) -> HoursSpec:
    return HoursSpec.model_validate({"start": "09:00", "end": "19:00", "time_zone": "Europe/Berlin"} | changes)


def sleeping(*schedulable: Schedulable, stage: str = "dev", **changes: Any) -> Plan:
    context = a_context(stage=stage)
    return plan_of(lambda: OffHours("hours", hours(**changes), context, schedulable=schedulable, alarm_topic_arn=TOPIC))


def with_a_service(**changes: Any) -> Plan:
    """A service of two to six tasks that sleeps."""
    context = a_context()
    spec = a_service(replicas={"minimum": 2, "maximum": 6})

    def make() -> None:
        service = EcsService("cart", spec, context, cluster=CLUSTER, network=NETWORK, sleeps=True)
        OffHours("hours", hours(**changes), context, schedulable=[service.schedulable])

    return plan_of(make)


def action(plan: Plan, name: str) -> Resource:
    return only(plan, "ScheduledAction", name)


def test_a_service_sleeps_at_zero_and_wakes_to_its_limits() -> None:
    plan = with_a_service()
    sleep, wake = action(plan, "cart-sleep"), action(plan, "cart-wake")
    assert sleep.inputs["scalableTargetAction"] == {"minCapacity": 0, "maxCapacity": 0}
    assert wake.inputs["scalableTargetAction"] == {"minCapacity": 2, "maxCapacity": 6}
    assert sleep.inputs["schedule"] == "cron(0 19 ? * MON-FRI *)"
    assert wake.inputs["schedule"] == "cron(0 9 ? * MON-FRI *)"
    assert {one.inputs["timezone"] for one in (sleep, wake)} == {"Europe/Berlin"}


def test_the_actions_are_of_the_target_of_the_service() -> None:
    plan = with_a_service()
    target = only(plan, "appautoscaling/target:Target")
    for one in (action(plan, "cart-sleep"), action(plan, "cart-wake")):
        assert uses(one, "resourceId", target)
        for key in ("resourceId", "scalableDimension", "serviceNamespace"):
            assert one.inputs[key] == target.inputs[key]


def test_aws_gets_one_change_of_a_target_at_a_time() -> None:
    plan = with_a_service()
    assert only(plan, "appautoscaling/policy:Policy").urn in action(plan, "cart-sleep").dependencies
    assert action(plan, "cart-sleep").urn in action(plan, "cart-wake").dependencies


def test_what_the_actions_change_is_no_drift() -> None:
    assert only(with_a_service(), "appautoscaling/target:Target").ignore_changes == ("minCapacity", "maxCapacity")
    awake = plan_of(lambda: EcsService("cart", a_service(), a_context(), cluster=CLUSTER, network=NETWORK))
    assert only(awake, "appautoscaling/target:Target").ignore_changes == ()


def test_a_database_starts_before_the_services_and_stops_after_them() -> None:
    plan = sleeping(DATABASE)
    stop, start = only(plan, "scheduler/schedule:Schedule", "database-stop"), only(plan, "Schedule", "database-start")
    assert stop.inputs["scheduleExpression"] == "cron(15 19 ? * MON-FRI *)"
    assert start.inputs["scheduleExpression"] == "cron(45 8 ? * MON-FRI *)"
    assert {one.inputs["scheduleExpressionTimezone"] for one in (stop, start)} == {"Europe/Berlin"}
    for one, call in ((stop, "stopDBInstance"), (start, "startDBInstance")):
        assert one.inputs["target"]["arn"] == f"arn:aws:scheduler:::aws-sdk:rds:{call}"
        assert json.loads(one.inputs["target"]["input"]) == {"DbInstanceIdentifier": "shop"}


def test_a_database_that_wakes_at_midnight_starts_the_day_before() -> None:
    plan = sleeping(DATABASE, start="00:00", end="12:00", days=["MON"])
    assert only(plan, "Schedule", "database-start").inputs["scheduleExpression"] == "cron(45 23 ? * SUN *)"


def test_the_schedules_may_stop_and_start_this_database_and_nothing_else() -> None:
    plan = sleeping(DATABASE)
    queue = only(plan, "sqs/queue:Queue")
    assert granted(plan, "hours-schedule") == {
        "rds:StopDBInstance": [DATABASE.arn],
        "rds:StartDBInstance": [DATABASE.arn],
        "sqs:SendMessage": [queue.outputs["arn"]],
    }


def test_a_call_that_failed_is_heard_of() -> None:
    plan = sleeping(DATABASE)
    queue, alarm = only(plan, "sqs/queue:Queue"), only(plan, "MetricAlarm")
    for schedule in every(plan, "scheduler/schedule:Schedule"):
        assert schedule.inputs["target"]["deadLetterConfig"]["arn"] == queue.outputs["arn"]
    assert uses(alarm, "dimensions", queue)
    assert alarm.inputs["alarmActions"] == [TOPIC]


def test_services_alone_need_no_role_and_no_queue() -> None:
    plan = with_a_service()
    assert not every(plan, "scheduler/schedule:Schedule")
    assert "hours-schedule" not in names(every(plan, "iam/role:Role"))
    assert not every(plan, "sqs/queue:Queue")


def test_an_instance_is_stopped_unless_it_has_a_replica() -> None:
    def database(**changes: Any) -> StoppedRefs | None:
        spec = RdsPostgres.model_validate({"kind": "rds", "instance_class": "db.t4g.micro"} | changes)
        made: list[StoppedRefs | None] = []

        def make() -> None:
            key = EncryptionKey("data", a_context(), through=["rds"])
            made.append(
                PostgresDatabase(
                    "database", spec, a_context(), network=NETWORK, key_arn=key.arn, backup_days=7, pools={"cart": 3}
                ).schedulable
            )

        plan_of(make)
        return made[0]

    found = database()
    assert found is not None
    assert (found.api, found.stop, found.start) == ("rds", "stopDBInstance", "startDBInstance")
    assert database(replicas=1, master={"kind": "secret"}) is None


def test_a_cluster_is_stopped_as_a_cluster() -> None:
    made = []
    spec = AuroraServerless.model_validate({"kind": "aurora_serverless", "minimum_acu": 0.5, "maximum_acu": 2})

    def make() -> None:
        database = AuroraDatabase("database", spec, a_context(), network=NETWORK, key_arn=KEY, backup_days=7)
        made.append(database.schedulable)
        OffHours("hours", hours(), a_context(), schedulable=[database.schedulable])

    plan = plan_of(make)
    cluster = only(plan, "rds/cluster:Cluster")
    assert (made[0].stop, made[0].start) == ("stopDBCluster", "startDBCluster")
    target = only(plan, "Schedule", "database-stop").inputs["target"]
    assert json.loads(target["input"]) == {"DbClusterIdentifier": cluster.inputs["clusterIdentifier"]}


def test_prod_never_sleeps() -> None:
    with pytest.raises(ValueError, match="dev is a prod environment, which never sleeps"):
        sleeping(DATABASE, stage="prod")
