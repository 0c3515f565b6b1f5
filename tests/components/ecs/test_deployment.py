"""How a service replaces its tasks, and when it goes back."""

import pytest

from pyairtable_infra.plan.model import Plan
from tests.components.ecs.making import service_plan
from tests.components.reading import only, uses
from tests.components.standing import CLUSTER, TARGET

SERVICE = "ecs/service:Service"


@pytest.fixture(scope="module")
def inner() -> Plan:
    return service_plan()


@pytest.fixture(scope="module")
def exposed() -> Plan:
    return service_plan(given={"target": TARGET})


def test_a_deployment_never_takes_capacity_away(inner: Plan) -> None:
    service = only(inner, SERVICE).inputs
    assert service["deploymentMinimumHealthyPercent"] == 100
    assert service["deploymentMaximumPercent"] == 200


def test_a_deployment_that_cannot_start_goes_back(inner: Plan) -> None:
    assert only(inner, SERVICE).inputs["deploymentCircuitBreaker"] == {"enable": True, "rollback": True}


@pytest.mark.parametrize("kind", ["inner", "exposed"])
def test_a_deployment_that_raises_the_alarm_goes_back(kind: str, request: pytest.FixtureRequest) -> None:
    plan: Plan = request.getfixturevalue(kind)
    service, alarm = only(plan, SERVICE), only(plan, "MetricAlarm")
    assert service.inputs["alarms"] == {"enable": True, "rollback": True, "alarmNames": [alarm.inputs["name"]]}
    assert uses(service, "alarms", alarm), "ECS refuses an alarm that does not exist yet"


def test_before_a_load_balancer_the_alarm_counts_the_errors_of_this_service(exposed: Plan) -> None:
    alarm = only(exposed, "MetricAlarm").inputs
    assert (alarm["namespace"], alarm["metricName"]) == ("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count")
    assert alarm["statistic"] == "Sum"
    assert alarm["dimensions"] == {
        "TargetGroup": TARGET.target_group_suffix,
        "LoadBalancer": TARGET.load_balancer_suffix,
    }


def test_elsewhere_the_alarm_watches_the_memory_of_this_service(inner: Plan) -> None:
    alarm = only(inner, "MetricAlarm").inputs
    assert (alarm["namespace"], alarm["metricName"]) == ("AWS/ECS", "MemoryUtilization")
    assert alarm["dimensions"] == {
        "ClusterName": CLUSTER.name,
        "ServiceName": only(inner, SERVICE).inputs["name"],
    }, "another name would never have data, and the alarm never go off"
    assert 50 < alarm["threshold"] < 100


@pytest.mark.parametrize("kind", ["inner", "exposed"])
def test_silence_is_no_alarm_and_one_bad_minute_is_none(kind: str, request: pytest.FixtureRequest) -> None:
    alarm = only(request.getfixturevalue(kind), "MetricAlarm").inputs
    assert alarm["treatMissingData"] == "notBreaching", "a service without requests has no errors"
    assert alarm["comparisonOperator"] == "GreaterThanThreshold"
    assert 1 < alarm["datapointsToAlarm"] <= alarm["evaluationPeriods"]
