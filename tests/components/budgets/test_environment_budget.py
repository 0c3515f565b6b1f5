"""The budget of an environment, who hears of it, and what stops."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from pyairtable_components import BudgetSpec, EnvironmentBudget
from pyairtable_components.hours.refs import ScheduleRefs
from pyairtable_infra.plan.model import Plan
from tests.components.functions.calls import OWN, calls_of
from tests.components.reading import every, granted, only, plan_of, uses
from tests.components.standing import CLUSTER, KEY
from tests.conftest import a_context

TOPIC = "arn:aws:sns:us-east-1:123456789012:shop-dev-alerts"
SLACK = {"workspace_id": "T0123ABCD", "channel_id": "C0123ABCD"}


SCHEDULES = ScheduleRefs(["shop-dev-database-start"], "arn:aws:iam::123456789012:role/shop-dev-hours-schedule")


def a_budget(stage: str = "dev", schedules: ScheduleRefs | None = None, **spec: Any) -> Plan:
    context = a_context(stage=stage)
    wanted = BudgetSpec.model_validate({"monthly_usd": 98} | spec)
    return plan_of(
        lambda: EnvironmentBudget(
            "budget", wanted, context, topic_arn=TOPIC, cluster=CLUSTER, key_arn=KEY, schedules=schedules
        )
    )


def warnings(plan: Plan, name: str) -> set[tuple[str, float, str]]:
    budget = only(plan, "budgets/budget:Budget", name)
    return {(one["notificationType"], one["threshold"], one["thresholdType"]) for one in budget.inputs["notifications"]}


def test_a_month_warns_at_80_and_100_percent_and_of_its_forecast() -> None:
    plan = a_budget()
    assert warnings(plan, "budget-monthly") == {
        ("ACTUAL", 80, "PERCENTAGE"),
        ("ACTUAL", 100, "PERCENTAGE"),
        ("FORECASTED", 100, "PERCENTAGE"),
    }
    inputs = only(plan, "budgets/budget:Budget", "budget-monthly").inputs
    assert (inputs["limitAmount"], inputs["limitUnit"], inputs["timeUnit"]) == ("98.00", "USD", "MONTHLY")


def test_a_day_of_a_hundred_dollars_warns_of_what_is_spent() -> None:
    plan = a_budget()
    assert warnings(plan, "budget-daily") == {("ACTUAL", 80, "PERCENTAGE"), ("ACTUAL", 100, "PERCENTAGE")}
    assert only(plan, "budgets/budget:Budget", "budget-daily").inputs["limitAmount"] == "100.00"


def test_only_the_environments_own_cost_counts() -> None:
    for budget in every(a_budget(), "budgets/budget:Budget"):
        assert budget.inputs["costFilters"] == [{"name": "TagKeyValue", "values": ["user:Environment$dev"]}]


def test_everybody_hears_of_every_warning() -> None:
    emails = [f"ops{number}@example.com" for number in range(10)]
    for budget in every(a_budget(notify=emails), "budgets/budget:Budget"):
        for warning in budget.inputs["notifications"]:
            assert warning["subscriberEmailAddresses"] == emails
            assert warning["subscriberSnsTopicArns"] == [TOPIC]


def test_an_eleventh_address_is_refused() -> None:
    with pytest.raises(ValidationError, match="at most 10 items"):
        BudgetSpec(monthly_usd=Decimal(98), notify=tuple(f"ops{number}@example.com" for number in range(11)))


def test_slack_reads_and_commands_nothing() -> None:
    plan = a_budget(slack=SLACK)
    channel = only(plan, "SlackChannelConfiguration")
    assert (channel.inputs["slackTeamId"], channel.inputs["slackChannelId"]) == ("T0123ABCD", "C0123ABCD")
    assert channel.inputs["snsTopicArns"] == [TOPIC]
    assert channel.inputs["guardrailPolicyArns"] == ["arn:aws:iam::aws:policy/AWSDenyAll"]
    assert granted(plan, "budget-slack-channel") == {}
    assert not every(a_budget(), "SlackChannelConfiguration")


def test_nothing_stops_unless_it_is_wanted() -> None:
    plan = a_budget()
    assert not every(plan, "lambda/function:Function")
    assert not every(plan, "sns/topic:Topic")


def test_over_budget_a_message_puts_the_environment_to_sleep() -> None:
    plan = a_budget(stop_at_percent=120)
    assert ("ACTUAL", 117.6, "ABSOLUTE_VALUE") in warnings(plan, "budget-monthly")
    topic, function = only(plan, "sns/topic:Topic"), only(plan, "lambda/function:Function")
    subscription, permission = only(plan, "TopicSubscription"), only(plan, "lambda/permission:Permission")
    assert uses(only(plan, "budgets/budget:Budget", "budget-monthly"), "notifications", topic)
    assert subscription.inputs["protocol"] == "lambda"
    assert uses(subscription, "topic", topic)
    assert uses(subscription, "endpoint", function)
    assert (permission.inputs["principal"], permission.inputs["sourceArn"]) == (
        "sns.amazonaws.com",
        topic.outputs["arn"],
    )
    assert function.inputs["environment"]["variables"] == {
        "CLUSTER": "main",
        "ENVIRONMENT": "dev",
        "PARAMETER": "/shop/dev/sleep/services",
        "STAGE": "dev",
    }


def test_its_role_may_do_exactly_what_its_code_calls() -> None:
    calls = calls_of("pyairtable_components.functions.sleep.handler") | OWN
    grants = granted(a_budget(stop_at_percent=100, schedules=SCHEDULES), "sleep-function")
    assert set(grants) == calls | {"iam:PassRole"}, "an update of a schedule passes its role on"
    schedule = "arn:aws:scheduler:us-east-1:123456789012:schedule/default/shop-dev-database-start"
    assert grants["scheduler:UpdateSchedule"] == grants["scheduler:GetSchedule"] == [schedule]
    assert grants["iam:PassRole"] == [SCHEDULES.role_arn]
    without = granted(a_budget(stop_at_percent=100), "sleep-function")
    assert set(without) == {call for call in calls if not call.startswith("scheduler:")}


def test_it_knows_what_would_wake_the_environment() -> None:
    function = only(a_budget(stop_at_percent=100, schedules=SCHEDULES), "lambda/function:Function")
    assert function.inputs["environment"]["variables"]["SCHEDULES"] == "shop-dev-database-start"


def test_prod_never_stops() -> None:
    with pytest.raises(ValueError, match="dev is a prod environment, and those never sleep"):
        a_budget("prod", stop_at_percent=120)
