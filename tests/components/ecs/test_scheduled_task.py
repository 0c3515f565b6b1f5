"""A task that EventBridge Scheduler starts."""

import pytest

from pyairtable_components import NetworkRefs, ScheduledTask
from pyairtable_infra.plan.model import Plan
from tests.components.ecs.making import scheduled_plan
from tests.components.reading import every, only, plan_of, statements, uses
from tests.components.standing import CLUSTER, NETWORK, PRIVATE, PUBLIC, VPC, a_task
from tests.conftest import a_context

ROLE = "report-schedule"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return scheduled_plan()


def test_the_task_runs_when_the_spec_says_in_the_time_zone_of_the_spec() -> None:
    plan = scheduled_plan(schedule="cron(30 8 ? * MON-FRI *)", time_zone="Europe/Berlin")
    schedule = only(plan, "scheduler/schedule:Schedule").inputs
    assert schedule["scheduleExpression"] == "cron(30 8 ? * MON-FRI *)"
    assert schedule["scheduleExpressionTimezone"] == "Europe/Berlin"
    assert schedule["flexibleTimeWindow"] == {"mode": "OFF"}, "it runs at that time, not about it"


def test_one_task_of_this_definition_starts_in_this_cluster(plan: Plan) -> None:
    schedule = only(plan, "scheduler/schedule:Schedule")
    target = schedule.inputs["target"]
    assert target["arn"] == CLUSTER.arn
    assert target["ecsParameters"]["taskCount"] == 1
    for kind in ("TaskDefinition", "ec2/securityGroup:SecurityGroup"):
        assert uses(schedule, "target", only(plan, kind))
    network = target["ecsParameters"]["networkConfiguration"]
    assert (network["subnets"], network["assignPublicIp"]) == (list(PRIVATE), False)


def test_where_tasks_have_public_addresses_this_one_has_one_too() -> None:
    network = NetworkRefs(VPC, PUBLIC, PRIVATE, tasks_have_public_ip=True)
    schedule = only(scheduled_plan(given={"network": network}), "scheduler/schedule:Schedule")
    found = schedule.inputs["target"]["ecsParameters"]["networkConfiguration"]
    assert (found["subnets"], found["assignPublicIp"]) == (list(PUBLIC), True)


@pytest.mark.parametrize(("spot", "provider"), [(False, "FARGATE"), (True, "FARGATE_SPOT")])
def test_it_runs_on_spot_only_if_it_may_be_interrupted(provider: str, *, spot: bool) -> None:
    schedule = only(scheduled_plan(runs_on_spot=spot), "scheduler/schedule:Schedule")
    strategies = schedule.inputs["target"]["ecsParameters"]["capacityProviderStrategies"]
    assert [strategy["capacityProvider"] for strategy in strategies] == [provider]


def test_the_scheduler_may_start_this_task_in_this_cluster_and_pass_its_roles(plan: Plan) -> None:
    policy = statements(only(plan, "iam/rolePolicy:RolePolicy", ROLE).inputs["policy"])
    granted = {statement["Action"][0]: statement for statement in policy}
    assert all(len(statement["Action"]) == 1 for statement in policy)
    assert set(granted) == {"ecs:RunTask", "iam:PassRole", "ecs:TagResource"}

    run = granted["ecs:RunTask"]
    assert run["Resource"] == ["arn:aws:ecs:us-east-1:123456789012:task-definition/shop-dev-report:*"], "any revision"
    assert run["Condition"] == {"ArnEquals": {"ecs:cluster": CLUSTER.arn}}

    passed = granted["iam:PassRole"]
    roles = {role.inputs["name"] for role in every(plan, "iam/role:Role") if role.name != ROLE}
    assert set(passed["Resource"]) == {f"arn:aws:iam::123456789012:role/{name}" for name in roles}
    assert passed["Condition"] == {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}


def test_the_scheduler_may_tag_the_task_that_it_starts_and_no_other(plan: Plan) -> None:
    schedule = only(plan, "scheduler/schedule:Schedule")
    assert schedule.inputs["target"]["ecsParameters"]["propagateTags"] == "TASK_DEFINITION"
    policy = statements(only(plan, "iam/rolePolicy:RolePolicy", ROLE).inputs["policy"])
    (tag,) = (statement for statement in policy if "ecs:TagResource" in statement["Action"])
    assert tag["Resource"] == ["arn:aws:ecs:us-east-1:123456789012:task/main/*"]
    assert tag["Condition"] == {"StringEquals": {"ecs:CreateAction": ["RunTask"]}}, "ECS refuses tags without it"


def test_the_schedule_begins_only_when_its_role_may_start_the_task(plan: Plan) -> None:
    schedule = only(plan, "scheduler/schedule:Schedule")
    assert uses(schedule, "target", only(plan, "iam/rolePolicy:RolePolicy", ROLE))
    (trust,) = statements(only(plan, "iam/role:Role", ROLE).inputs["assumeRolePolicy"])
    assert trust["Principal"] == {"Service": ["scheduler.amazonaws.com"]}
    assert trust["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}


def test_a_failed_start_is_tried_again_but_not_the_next_day(plan: Plan) -> None:
    retry = only(plan, "scheduler/schedule:Schedule").inputs["target"]["retryPolicy"]
    assert retry["maximumRetryAttempts"] >= 1
    assert retry["maximumEventAgeInSeconds"] <= 3600


def test_there_is_no_service_that_would_keep_it_running(plan: Plan) -> None:
    assert not every(plan, "ecs/service:Service")


def test_a_task_without_a_schedule_is_refused() -> None:
    with pytest.raises(ValueError, match=r"report has no schedule\. For example: schedule: cron\(0 3"):
        plan_of(lambda: ScheduledTask("report", a_task(), a_context(), cluster=CLUSTER, network=NETWORK))
