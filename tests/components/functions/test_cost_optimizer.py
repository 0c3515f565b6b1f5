"""A daily look at what could be saved, and the nights of marked services."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import boto3
import pytest

from pyairtable_components.functions.cost_optimizer import core
from pyairtable_components.functions.cost_optimizer.handler import handle
from pyairtable_components.functions.spending import MOST_PAGES, Period, Spent, last, month_to_date, spent
from tests.components.functions.services import CLUSTER, a_cluster, sizes
from tests.components.functions.stubbed import Stubbed

D = Decimal
DEV = [{"key": "Environment", "value": "dev"}]
ECS = "arn:aws:ecs:us-east-1:123456789012:service/shop-dev/api"
COMPUTE = ("get_ecs_service_recommendations", "get_rds_database_recommendations", "get_idle_recommendations")
EMPTY: dict[str, dict[str, Any]] = {
    "get_ecs_service_recommendations": {"ecsServiceRecommendations": []},
    "get_rds_database_recommendations": {"rdsDBRecommendations": []},
    "get_idle_recommendations": {"idleRecommendations": []},
}


def costs(*groups: tuple[str, str, str, str], following: str | None = None) -> dict[str, Any]:
    """An answer of Cost Explorer."""
    found = [
        {
            "Keys": [f"Service${service}", usage],
            "Metrics": {
                "UnblendedCost": {"Amount": usd, "Unit": "USD"},
                "UsageQuantity": {"Amount": hours, "Unit": "N/A"},
            },
        }
        for service, usage, usd, hours in groups
    ]
    answer: dict[str, Any] = {"ResultsByTime": [{"Groups": found}]}
    return {**answer, "NextPageToken": following} if following else answer


def option(saving: float) -> dict[str, Any]:
    return {"savingsOpportunity": {"estimatedMonthlySavings": {"currency": "USD", "value": saving}}}


SERVICES = {
    "ecsServiceRecommendations": [
        {"serviceArn": ECS, "tags": DEV, "serviceRecommendationOptions": [{"cpu": 256, "memory": 512, **option(4.5)}]},
        {
            "serviceArn": ECS.replace("dev", "prod"),
            "serviceRecommendationOptions": [{"cpu": 1, "memory": 1, **option(9)}],
        },
    ]
}
DATABASES = {
    "rdsDBRecommendations": [
        {
            "resourceArn": "db/main",
            "tags": DEV,
            "instanceRecommendationOptions": [
                {"dbInstanceClass": "db.t4g.small", **option(4.5)},
                {"dbInstanceClass": "db.t4g.micro", **option(9.5)},
            ],
        }
    ]
}
IDLE = {"idleRecommendations": [{"resourceArn": "nat", "tags": DEV, **option(1.5)}]}
FOUND: dict[str, dict[str, Any]] = dict(zip(COMPUTE, (SERVICES, DATABASES, IDLE), strict=True))
HUB = {
    "items": [
        {"resourceArn": ECS, "tags": DEV, "actionType": "Rightsize", "estimatedMonthlySavings": 4.0},
        {
            "resourceArn": "arn:aws:ec2:::volume/vol-1",
            "tags": DEV,
            "actionType": "Delete",
            "estimatedMonthlySavings": 8.0,
        },
    ]
}


@pytest.fixture
def stubbed(account: None, monkeypatch: pytest.MonkeyPatch) -> Stubbed:
    topic = boto3.client("sns").create_topic(Name="alerts")["TopicArn"]
    boto3.client("s3").create_bucket(Bucket="shop-reports")
    variables = {
        "APPLY": "true",
        "BUCKET": "shop-reports",
        "BUDGET_USD": "98",
        "CLUSTER": CLUSTER,
        "ENVIRONMENT": "dev",
        "NAMESPACE": "shop/Cost",
        "NIGHT_SERVICES": "worker",
        "PARAMETER": "/shop/dev/night/services",
        "TOPIC": topic,
    }
    for key, value in variables.items():
        monkeypatch.setenv(key, value)
    return Stubbed(monkeypatch, "ce", "compute-optimizer", "cost-optimization-hub")


def measured() -> dict[str, float]:
    found = boto3.client("cloudwatch").list_metrics(Namespace="shop/Cost")["Metrics"]
    return {one["MetricName"] + "".join(d["Value"] for d in one["Dimensions"][1:]): 0 for one in found}


def kept() -> list[str]:
    return [one["Key"] for one in boto3.client("s3").list_objects_v2(Bucket="shop-reports").get("Contents", [])]


def test_a_report_ranks_savings_and_reaches_topic_metrics_and_bucket(stubbed: Stubbed) -> None:
    stubbed.answer("ce", "get_cost_and_usage", costs(("api", "USE1-Fargate-ARM-vCPU-Hours:perCPU", "12.50", "10")))
    for method in COMPUTE:
        stubbed.answer("compute-optimizer", method, FOUND[method])
    stubbed.answer("cost-optimization-hub", "list_recommendations", HUB)
    assert handle({}, None) == {"action": "report", "findings": 4, "missing": {}, "failed": {}}
    stubbed.done()
    (key,) = kept()
    content = json.loads(boto3.client("s3").get_object(Bucket="shop-reports", Key=key)["Body"].read())
    assert [one["saving"] for one in content["findings"]] == ["9.5", "8.0", "4.5", "1.5"], "one thing once"
    assert content["saving_usd"] == "23.5"
    assert set(measured()) == {"BudgetUsd", "ProjectedUsd", "SpentUsd", "SpentUsdapi", "SpotPercent", "WasteUsd"}


def test_a_second_run_of_the_day_keeps_one_file(stubbed: Stubbed) -> None:
    for _ in range(2):
        stubbed.answer("ce", "get_cost_and_usage", costs())
        for method in COMPUTE:
            stubbed.answer("compute-optimizer", method, EMPTY[method])
        stubbed.answer("cost-optimization-hub", "list_recommendations", {"items": []})
        assert handle({"action": "report"}, None)["findings"] == 0
    assert len(kept()) == 1


def test_cost_explorer_is_asked_a_bounded_number_of_times(stubbed: Stubbed) -> None:
    for _ in range(MOST_PAGES):
        stubbed.answer("ce", "get_cost_and_usage", costs(("api", "x", "1", "0"), following="more"))
    for method in COMPUTE:
        stubbed.answer("compute-optimizer", method, EMPTY[method])
    stubbed.answer("cost-optimization-hub", "list_recommendations", {"items": []})
    assert handle({}, None)["missing"] == {}
    stubbed.done()


def test_a_source_that_is_throttled_or_not_opted_into_hinders_no_other(stubbed: Stubbed) -> None:
    stubbed.answer("ce", "get_cost_and_usage", costs(("", "x", "3", "0")))
    for method in COMPUTE:
        stubbed.fail("compute-optimizer", method, "OptInRequiredException", "not registered")
    stubbed.fail("cost-optimization-hub", "list_recommendations", "ThrottlingException", "Rate exceeded")
    done = handle({}, None)
    assert done["failed"] == {}
    assert len(done["missing"]) == 4
    assert "Rate exceeded" in done["missing"]["Cost Optimization Hub"]


def test_where_nobody_answers_the_run_has_failed(stubbed: Stubbed) -> None:
    stubbed.fail("ce", "get_cost_and_usage", "LimitExceededException")
    for method in COMPUTE:
        stubbed.fail("compute-optimizer", method, "ThrottlingException")
    stubbed.fail("cost-optimization-hub", "list_recommendations", "AccessDeniedException")
    with pytest.raises(RuntimeError, match="report of dev failed for Compute Optimizer, databases"):
        handle({}, None)
    assert not kept()


def test_a_bucket_that_vanished_is_told_and_the_rest_is_done(stubbed: Stubbed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUCKET", "gone")
    stubbed.answer("ce", "get_cost_and_usage", costs(("api", "x", "3", "0")))
    for method in COMPUTE:
        stubbed.answer("compute-optimizer", method, EMPTY[method])
    stubbed.answer("cost-optimization-hub", "list_recommendations", {"items": []})
    with pytest.raises(RuntimeError, match="report of dev failed for S3"):
        handle({}, None)
    assert "SpentUsd" in measured()


def test_at_night_a_marked_service_has_one_task_and_in_the_morning_what_it_had(stubbed: Stubbed) -> None:
    a_cluster(worker=(3, 2, 6), api=(2, 1, 3))
    assert handle({"action": "down"}, None)["services"] == ["worker"]
    assert sizes() == {"worker": (1, 1, 1), "api": (2, 1, 3)}
    assert handle({"action": "down"}, None)["services"] == [], "a second run changes nothing"
    assert handle({"action": "back"}, None)["services"] == ["worker"]
    assert sizes() == {"worker": (3, 2, 6), "api": (2, 1, 3)}
    assert handle({"action": "back"}, None)["services"] == []


def test_a_dry_run_changes_nothing(stubbed: Stubbed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APPLY", "false")
    a_cluster(worker=(3, 2, 6))
    done = handle({"action": "down"}, None)
    assert (done["services"], done["applied"]) == (["worker"], False)
    assert sizes() == {"worker": (3, 2, 6)}
    assert not boto3.client("ssm").describe_parameters()["Parameters"]


def test_who_is_not_marked_any_more_is_told_and_remembered(stubbed: Stubbed, monkeypatch: pytest.MonkeyPatch) -> None:
    a_cluster(worker=(3, 2, 6), api=(2, 1, 3))
    handle({"action": "down"}, None)
    monkeypatch.setenv("NIGHT_SERVICES", "api")
    assert handle({"action": "back"}, None)["left"] == {"worker": "it is not marked any more: give it back by hand"}
    monkeypatch.setenv("NIGHT_SERVICES", "worker")
    handle({"action": "back"}, None)
    assert sizes() == {"worker": (3, 2, 6), "api": (2, 1, 3)}


def test_a_marked_service_that_vanished_hinders_nothing(stubbed: Stubbed) -> None:
    ecs = a_cluster(worker=(3, 2, 6))
    handle({"action": "down"}, None)
    ecs.delete_service(cluster=CLUSTER, service="worker", force=True)
    assert handle({"action": "back"}, None)["left"] == {"worker": "there is no such service any more"}
    assert handle({"action": "down"}, None)["services"] == []


def test_another_event_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'buy' is nothing that this function does. For example: \{\"action\""):
        core.action({"action": "buy"})


def test_the_month_is_projected_from_its_days() -> None:
    found = core.Findings("dev", Period(date(2026, 11, 1), date(2026, 11, 11)), [Spent("api", "x", D(10))])
    assert found.projected == D(10) * D(365) / 12 / 10
    assert found.spot_percent is None


def test_the_share_of_spot_counts_vcpu_hours() -> None:
    usage = [
        Spent("api", f"USE1-{kind}Fargate-ARM-vCPU-Hours:perCPU", D(1), D(n))
        for kind, n in (("", 1), ("SpotUsage-", 3))
    ]
    assert core.Findings("dev", month_to_date(date(2026, 11, 5)), usage).spot_percent == 75


def test_groups_are_summed_over_time_and_tags_lose_their_names() -> None:
    answers = [costs(("api", "x", "1.5", "2"), ("", "x", "1", "0")), costs(("api", "x", "2.5", "1"))]
    assert spent(answers) == [Spent("api", "x", D("4.0"), D(3)), Spent("untagged", "x", D(1), D(0))]


@pytest.mark.parametrize(
    ("kind", "today", "period", "before"),
    [
        ("week", date(2026, 11, 27), "2026-11-16 to 2026-11-22", "2026-11-09 to 2026-11-15"),
        ("week", date(2026, 11, 23), "2026-11-16 to 2026-11-22", "2026-11-09 to 2026-11-15"),
        ("month", date(2027, 1, 3), "2026-12-01 to 2026-12-31", "2026-11-01 to 2026-11-30"),
        ("month", date(2026, 3, 31), "2026-02-01 to 2026-02-28", "2026-01-01 to 2026-01-31"),
    ],
)
def test_periods_are_whole(kind: str, today: date, period: str, before: str) -> None:
    assert tuple(map(str, last(kind, today))) == (period, before)


def test_on_the_first_the_month_to_date_is_the_month_before() -> None:
    assert str(month_to_date(date(2026, 12, 1))) == "2026-11-01 to 2026-11-30"
    assert str(month_to_date(date(2026, 12, 2))) == "2026-12-01 to 2026-12-01"


def test_another_period_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'year' is no period of a report\. For example: week"):
        last("year", date(2026, 11, 27))
