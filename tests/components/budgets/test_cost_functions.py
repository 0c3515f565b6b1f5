"""The functions about costs: what they may do, when they run, and what they are told."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from pyairtable_components import (
    BucketRefs,
    CommitmentAdvisor,
    CostDashboard,
    CostOptimizer,
    CostReporter,
    CostReports,
    OptimizerSpec,
)
from pyairtable_components.functions.package import package
from pyairtable_infra.plan.model import Plan
from tests.components.functions.calls import OWN, calls_of
from tests.components.reading import every, granted, only, plan_of
from tests.components.standing import CLUSTER, KEY, a_service
from tests.conftest import a_context

TOPIC = "arn:aws:sns:us-east-1:123456789012:shop-dev-alerts"
BUCKET = BucketRefs("shop-reports", "arn:aws:s3:::shop-reports", KEY)
USE_KEY = {"kms:Decrypt", "kms:GenerateDataKey"}
"""What SNS and S3 do with the caller's permission."""
LOOKED_UP = {
    "cost-optimization-hub:GetRecommendation",
    "ecs:ListClusters",
    "ecs:ListServices",
    "rds:DescribeDBClusters",
    "rds:DescribeDBInstances",
}
"""What Compute Optimizer and the hub do with the caller's permission."""
HANDLER = "pyairtable_components.functions.{}.handler"


def optimizer(bucket: BucketRefs | None = BUCKET, **spec: Any) -> Plan:
    context = a_context()
    wanted = OptimizerSpec.model_validate({"night": {"services": ["cart"]}} | spec)
    return plan_of(
        lambda: CostOptimizer(
            "cost-optimizer",
            wanted,
            context,
            cluster=CLUSTER,
            services={"cart": a_service(), "web": a_service(criticality="critical")},
            service_names={"cart": "shop-dev-cart", "web": "shop-dev-web"},
            monthly_usd=Decimal("98.00"),
            topic_arn=TOPIC,
            key_arn=KEY,
            bucket=bucket,
        )
    )


def advisor() -> Plan:
    context = a_context()
    return plan_of(lambda: CommitmentAdvisor("advisor", "cron(0 8 ? * MON *)", context, topic_arn=TOPIC, key_arn=KEY))


def reporter() -> Plan:
    context = a_context()
    return plan_of(
        lambda: CostReporter(
            "cost-report",
            context,
            weekly="cron(0 8 ? * MON *)",
            monthly="cron(0 8 3 * ? *)",
            environments=["dev", "prod"],
            estimates={"dev": {"cart": Decimal("2.30")}},
            topic_arn=TOPIC,
            key_arn=KEY,
            bucket=BUCKET,
        )
    )


@pytest.mark.parametrize(
    ("make", "name", "role", "more"),
    [
        (optimizer, "cost_optimizer", "cost-optimizer-function", USE_KEY | LOOKED_UP),
        (advisor, "commitment_advisor", "advisor-function", USE_KEY),
        (reporter, "cost_report", "cost-report-function", USE_KEY),
    ],
)
def test_a_role_may_do_exactly_what_its_code_calls(
    make: Callable[[], Plan], name: str, role: str, more: set[str]
) -> None:
    unused = {"s3:PutObject"} if name == "commitment_advisor" else set()
    assert set(granted(make(), role)) == (calls_of(HANDLER.format(name)) - unused) | OWN | more


@pytest.mark.parametrize("name", ["sleep", "cost_optimizer", "commitment_advisor", "cost_report"])
def test_a_package_is_the_same_twice_and_needs_no_more_than_boto3(name: str) -> None:
    first, second = (package(HANDLER.format(name)).assets for _ in range(2))
    assert list(first) == list(second)
    assert not [file for file in first if not file.startswith("pyairtable_components/")]


def test_the_hash_of_a_function_is_the_same_twice() -> None:
    first, second = (only(optimizer(), "lambda/function:Function").inputs["code"]["hash"] for _ in range(2))
    assert first == second


def test_nothing_buys() -> None:
    actions = {action for plan in (optimizer(), advisor(), reporter()) for role in _roles(plan) for action in role}
    assert not [action for action in actions if "Purchase" in action and not action.startswith("ce:Get")]
    assert not [action for action in actions if action.startswith(("savingsplans:", "rds:Purchase"))]


def _roles(plan: Plan) -> list[dict[str, list[str]]]:
    return [granted(plan, role.name) for role in every(plan, "iam/role:Role")]


def test_the_optimizer_reaches_marked_services_of_its_tag_only() -> None:
    plan = optimizer()
    grants = granted(plan, "cost-optimizer-function")
    assert grants["ecs:UpdateService"] == ["arn:aws:ecs:us-east-1:123456789012:service/main/shop-dev-cart"]
    policy = next(one for one in every(plan, "iam/rolePolicy:RolePolicy") if one.name == "cost-optimizer-function")
    statements = {tuple(one["Action"]): one for one in json.loads(policy.inputs["policy"])["Statement"]}
    tagged = {"StringEquals": {"aws:ResourceTag/Environment": "dev"}}
    assert statements[("ecs:UpdateService",)]["Condition"] == tagged
    assert statements[("application-autoscaling:RegisterScalableTarget",)]["Condition"] == tagged
    measured = statements[("cloudwatch:PutMetricData",)]["Condition"]
    assert measured == {"StringEquals": {"cloudwatch:namespace": "shop/Cost"}}


def test_without_marked_services_it_may_change_none() -> None:
    plan = optimizer(night={})
    assert "ecs:UpdateService" not in granted(plan, "cost-optimizer-function")
    assert [one.name for one in every(plan, "scheduler/schedule:Schedule")] == ["cost-optimizer-report"]


def test_without_a_bucket_it_writes_none() -> None:
    assert "s3:PutObject" not in granted(optimizer(bucket=None), "cost-optimizer-function")


def test_it_is_a_dry_run_unless_it_is_said() -> None:
    for plan, applied in ((optimizer(), "false"), (optimizer(apply=True), "true")):
        variables = only(plan, "lambda/function:Function").inputs["environment"]["variables"]
        assert variables["APPLY"] == applied
        assert variables["NIGHT_SERVICES"] == "shop-dev-cart"
        assert variables["BUDGET_USD"] == "98.00"


def test_each_schedule_says_what_is_to_be_done() -> None:
    found = {one.name: one.inputs["target"]["input"] for one in every(optimizer(), "scheduler/schedule:Schedule")}
    assert {name: json.loads(event) for name, event in found.items()} == {
        "cost-optimizer-back": {"action": "back"},
        "cost-optimizer-down": {"action": "down"},
        "cost-optimizer-report": {"action": "report"},
    }
    events = [json.loads(one.inputs["target"]["input"]) for one in every(reporter(), "scheduler/schedule:Schedule")]
    assert events == [{"period": period, "estimates": {"dev": {"cart": "2.30"}}} for period in ("week", "month")]


@pytest.mark.parametrize(("name", "what"), [("web", "is critical"), ("nosuch", "is no service here")])
def test_a_night_of_what_may_not_wait_is_refused(name: str, what: str) -> None:
    with pytest.raises(ValueError, match=f"{name} {what}, so it cannot be smaller at night. For example: night"):
        optimizer(night={"services": [name]})


def test_the_reporter_reads_the_environments_budgets_only() -> None:
    assert granted(reporter(), "cost-report-function")["budgets:ViewBudget"] == [
        f"arn:aws:budgets::123456789012:budget/shop-{one}-budget-monthly" for one in ("dev", "prod")
    ]


def test_the_dashboard_shows_each_environment_against_its_budget() -> None:
    context = a_context()
    plan = plan_of(lambda: CostDashboard("cost", context, environments=["dev", "prod"]))
    widgets = json.loads(only(plan, "cloudwatch/dashboard:Dashboard").inputs["dashboardBody"])["widgets"]
    titles = [one["properties"]["title"] for one in widgets]
    assert titles == [
        "dev: this month against its budget, USD",
        "prod: this month against its budget, USD",
        "dev: by service, USD",
        "prod: by service, USD",
        "Share of Fargate on Spot, %",
        "Could be saved in a month, USD",
    ]
    places = {(one["x"], one["y"]) for one in widgets}
    assert len(places) == len(widgets), "no widget lies on another"
    assert all(one["x"] + one["width"] <= 24 for one in widgets)
    shown = {line[1] for one in widgets for line in one["properties"]["metrics"] if len(line) > 1}
    assert shown == {"SpentUsd", "ProjectedUsd", "BudgetUsd", "SpotPercent", "WasteUsd"}


def test_reports_are_kept_encrypted_for_thirteen_months() -> None:
    context = a_context()
    plan = plan_of(lambda: CostReports("cost-reports", context, key_arn=KEY))
    (rule,) = only(plan, "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").inputs["rules"]
    assert rule["expiration"] == {"days": 400}
    (encryption,) = only(
        plan, "s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
    ).inputs["rules"]
    assert encryption["applyServerSideEncryptionByDefault"]["kmsMasterKeyId"] == KEY
