"""What was spent, against a plan."""

from datetime import date
from decimal import Decimal
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from pyairtable_components.functions.cost_report import core
from pyairtable_infra.cost.by_service import by_service
from pyairtable_infra.cost.estimate import estimate
from pyairtable_infra.cost.model import total
from pyairtable_infra.operations.aws import Aws, AwsError
from pyairtable_infra.operations.spending import GLOBAL, TO_DATE, periods, reported
from tests.conftest import environment_plan

TODAY = date(2026, 11, 27)
D = Decimal


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> tuple[Aws, Stubber]:
    for key in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(key, "testing")
    aws = Aws(GLOBAL, boto3.Session())
    stubber = Stubber(aws._client("ce"))
    stubber.activate()
    return aws, stubber


def answer(**usd: str) -> dict[str, Any]:
    """Dollars by service of dev."""
    groups = [
        {"Keys": ["Environment$dev", f"Service${name}"], "Metrics": {"UnblendedCost": {"Amount": value}}}
        for name, value in usd.items()
    ]
    return {"ResultsByTime": [{"Groups": groups}]}


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_the_services_of_a_plan_sum_to_its_estimate(environment: str) -> None:
    plan = environment_plan(environment)
    found = by_service(plan)
    assert sum(found.values()) == total(one.monthly for one in estimate(plan).resources)
    assert {one for one, _ in found} == {environment}
    assert {service for _, service in found} == {*plan.stack_outputs["services"], "shared"}


def test_actuals_stand_against_the_estimate_of_as_many_days(stub: tuple[Aws, Stubber]) -> None:
    aws, stubber = stub
    stubber.add_response("get_cost_and_usage", answer(frontend="9.00", shared="20.00"))
    stubber.add_response("get_cost_and_usage", answer(frontend="5.00"))
    monthly = by_service(environment_plan("dev"))
    found = reported(aws, TO_DATE, TODAY, environments=["dev"], monthly=monthly, budgets={"dev": D(98)})
    assert (str(found.period), str(found.before)) == ("2026-11-01 to 2026-11-26", "2026-10-06 to 2026-10-31")
    frontend = next(one for one in found.lines if one.service == "frontend")
    assert frontend.estimate == monthly["dev", "frontend"] * 26 / (D(365) / 12)
    text = core.text(found)
    assert "This month: 29.00 of 98.00 USD." in text
    assert "Largest deviations from the estimate: " in text


def test_another_environment_is_left_out(stub: tuple[Aws, Stubber]) -> None:
    aws, stubber = stub
    for _ in range(2):
        stubber.add_response("get_cost_and_usage", answer(frontend="9.00"))
    assert reported(aws, "week", TODAY, environments=["prod"]).lines == []


def test_pages_are_bounded(stub: tuple[Aws, Stubber]) -> None:
    aws, stubber = stub
    for _ in range(6):
        stubber.add_response("get_cost_and_usage", {**answer(frontend="1"), "NextPageToken": "more"})
    (line,) = reported(aws, "month", TODAY).lines
    assert (line.actual, line.former) == (D(3), D(3))
    stubber.assert_no_pending_responses()


def test_what_cost_explorer_refuses_is_one_message(stub: tuple[Aws, Stubber]) -> None:
    aws, stubber = stub
    stubber.add_client_error("get_cost_and_usage", "DataUnavailableException", "not enabled")
    with pytest.raises(AwsError, match="ce:GetCostAndUsage: AWS answered DataUnavailableException: not enabled"):
        reported(aws, "week", TODAY)


def test_the_month_to_date_stands_against_as_many_days_before_it() -> None:
    period, before = periods(TO_DATE, date(2026, 12, 1))
    assert (period.days, before.days) == (30, 30)
    assert before.end == period.start
