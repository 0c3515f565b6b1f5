"""A Lambda function, its role, its queue, its alarms and its schedule."""

from typing import Any

import pytest

from pyairtable_components import Function, Timing, allow
from pyairtable_infra.plan.model import Plan
from tests.components.reading import every, granted, only, plan_of, statements, uses
from tests.components.standing import NETWORK, PRIVATE, VPC
from tests.conftest import a_context

HANDLER = "pyairtable_components.ecs.placement"
TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/orders"
TOPIC = "arn:aws:sns:us-east-1:123456789012:alerts"


def a_function(**options: Any) -> Plan:
    context = a_context()
    return plan_of(lambda: Function("report", context, handler=HANDLER, description="Reports.", **options))


def test_it_runs_on_arm_with_the_code_of_its_handler() -> None:
    function = only(a_function(timeout=30, memory=128), "lambda/function:Function")
    assert function.inputs["name"] == "shop-dev-report"
    assert function.inputs["architectures"] == ["arm64"]
    assert function.inputs["handler"] == f"{HANDLER}.handle"
    assert (function.inputs["timeout"], function.inputs["memorySize"]) == (30, 128)
    assert "pyairtable_components/ecs/placement.py" in function.inputs["code"]["assets"]
    assert "vpcConfig" not in function.inputs


def test_the_same_sources_have_the_same_hash() -> None:
    first, second = (only(a_function(), "lambda/function:Function").inputs["code"]["hash"] for _ in range(2))
    assert first == second


def test_its_role_may_write_its_own_logs_and_queue_and_what_it_is_given() -> None:
    plan = a_function(statements=(allow("dynamodb:GetItem", on=[TABLE]),))
    logs, queue = only(plan, "logGroup:LogGroup"), only(plan, "sqs/queue:Queue")
    stream = f"{logs.outputs['arn']}:log-stream:*"
    assert granted(plan, "report-function") == {
        "dynamodb:GetItem": [TABLE],
        "logs:CreateLogStream": [stream],
        "logs:PutLogEvents": [stream],
        "sqs:SendMessage": [queue.outputs["arn"]],
    }
    assert uses(only(plan, "lambda/function:Function"), "deadLetterConfig", queue)


def test_in_a_network_it_stands_in_private_subnets_with_a_security_group_that_admits_nobody() -> None:
    plan = a_function(network=NETWORK)
    group, function = only(plan, "ec2/securityGroup:SecurityGroup"), only(plan, "lambda/function:Function")
    assert group.inputs["vpcId"] == VPC
    assert "ingress" not in group.inputs
    assert function.inputs["vpcConfig"]["subnetIds"] == list(PRIVATE)
    assert uses(function, "vpcConfig", group)
    grants = granted(plan, "report-function")
    assert grants["ec2:CreateNetworkInterface"] == ["arn:aws:ec2:us-east-1:123456789012:*/*"]
    assert grants["ec2:DescribeNetworkInterfaces"] == ["*"]


def test_alarms_tell_of_errors_and_of_events_that_were_given_up() -> None:
    alarms = {alarm.inputs["metricName"]: alarm.inputs for alarm in every(a_function(), "MetricAlarm")}
    assert alarms["Errors"]["dimensions"] == {"FunctionName": "shop-dev-report"}
    assert alarms["ApproximateNumberOfMessagesVisible"]["dimensions"] == {"QueueName": "shop-dev-report-dead-letters"}
    assert not any("alarmActions" in alarm for alarm in alarms.values())
    told = every(a_function(alarm_topic_arn=TOPIC), "MetricAlarm")
    assert [alarm.inputs["alarmActions"] for alarm in told] == [[TOPIC], [TOPIC]]


@pytest.mark.parametrize(
    ("jitter", "window"), [(0, {"mode": "OFF"}), (15, {"mode": "FLEXIBLE", "maximumWindowInMinutes": 15})]
)
def test_a_schedule_invokes_it_and_may_do_nothing_else(jitter: int, window: dict[str, Any]) -> None:
    plan = a_function(timing=Timing(schedule="cron(0 6 * * ? *)", jitter_minutes=jitter))
    schedule, function = only(plan, "scheduler/schedule:Schedule"), only(plan, "lambda/function:Function")
    assert schedule.inputs["flexibleTimeWindow"] == window
    assert schedule.inputs["scheduleExpressionTimezone"] == "UTC"
    assert schedule.inputs["target"]["arn"] == function.outputs["arn"]
    assert granted(plan, "report-schedule") == {
        "lambda:InvokeFunction": [function.outputs["arn"]],
        "sqs:SendMessage": [only(plan, "sqs/queue:Queue").outputs["arn"]],
    }
    trusted = statements(only(plan, "iam/role:Role", "report-schedule").inputs["assumeRolePolicy"])
    assert trusted[0]["Principal"] == {"Service": ["scheduler.amazonaws.com"]}


def test_a_name_that_is_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="Shorten the service or environment name by 10"):
        plan_of(lambda: Function("n" * 65, a_context(), handler=HANDLER, description=""))
