"""Reports of a week and a month."""

from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import boto3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyairtable_components.functions.cost_report import core
from pyairtable_components.functions.cost_report.handler import handle
from pyairtable_components.functions.spending import DAYS_OF_MONTH, last
from tests.components.functions.stubbed import Stubbed

D = Decimal
WEEK, BEFORE = last("week", date(2026, 11, 27))
ACTUAL = {("dev", "api"): D("2.50"), ("dev", "shared"): D("5.00"), ("prod", "api"): D("20.00")}
FORMER = {("dev", "api"): D("2.00"), ("dev", "gone"): D("1.00")}
MONTHLY = {("dev", "api"): DAYS_OF_MONTH, ("dev", "new"): DAYS_OF_MONTH / 7}


def a_report(**more: Any) -> core.Report:
    return core.report("week", WEEK, BEFORE, ACTUAL, FORMER, **more)


def test_services_stand_against_estimate_and_the_week_before() -> None:
    found = a_report(monthly=MONTHLY, budgets={"dev": core.Budget(D(98), D(40), D(120))})
    assert (
        core.text(found)
        == """\
Costs of the week 2026-11-16 to 2026-11-22, before: 2026-11-09 to 2026-11-15.

dev
  service                         USD     before     change   estimate  deviation
  shared                         5.00       0.00      +5.00       0.00      +5.00
  api                            2.50       2.00      +0.50       7.00      -4.50
  gone                           0.00       1.00      -1.00       0.00      +0.00
  new                            0.00       0.00      +0.00       1.00      -1.00
  in all                         7.50       3.00      +4.50       8.00      -0.50
  This month: 40.00 of 98.00 USD, 120.00 forecast.
  Largest deviations from the estimate: shared +5.00, api -4.50, new -1.00.

prod
  service                         USD     before     change   estimate  deviation
  api                           20.00       0.00     +20.00
  in all                        20.00       0.00     +20.00
"""
    )


def test_over_budget_it_says_so() -> None:
    found = a_report(budgets={"dev": core.Budget(D(98), D("98.01"))})
    assert "This month: 98.01 of 98.00 USD. That is over the budget." in core.text(found)


def test_an_empty_account_has_an_empty_report() -> None:
    found = core.report("month", WEEK, BEFORE, {}, {})
    assert "Nothing was spent, or the tag Environment is not active yet." in core.text(found)
    assert "Nothing was spent" in core.html(found)


class Balanced(HTMLParser):
    """Whether every element is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


NAMES = st.text(min_size=1, max_size=8)
AMOUNTS = st.dictionaries(st.tuples(NAMES, NAMES), st.decimals(-1000, 1000, places=4), max_size=5)


@settings(max_examples=40)
@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_no_name_breaks_a_page_and_nothing_is_lost(actual: Any, former: Any, monthly: Any) -> None:
    found = core.report("week", WEEK, BEFORE, actual, former, monthly=monthly)
    page = Balanced()
    page.feed(core.html(found))
    assert page.open == []
    wholes = [core.total(found.of(environment)) for environment in found.environments]
    assert sum(one.actual for one in wholes if one) == sum(actual.values())
    assert sum(one.former for one in wholes if one) == sum(former.values())


@pytest.fixture
def stubbed(account: None, monkeypatch: pytest.MonkeyPatch) -> Stubbed:
    boto3.client("s3").create_bucket(Bucket="shop-reports")
    variables = {
        "ACCOUNT": "123456789012",
        "BUCKET": "shop-reports",
        "BUDGETS": '{"dev": "shop-dev-budget-monthly"}',
        "TOPIC": boto3.client("sns").create_topic(Name="alerts")["TopicArn"],
    }
    for key, value in variables.items():
        monkeypatch.setenv(key, value)
    return Stubbed(monkeypatch, "ce", "budgets")


def spending(usd: str) -> dict[str, Any]:
    metrics = {"UnblendedCost": {"Amount": usd, "Unit": "USD"}}
    return {"ResultsByTime": [{"Groups": [{"Keys": ["Environment$dev", "Service$api"], "Metrics": metrics}]}]}


BUDGET = {
    "Budget": {
        "BudgetName": "shop-dev-budget-monthly",
        "BudgetType": "COST",
        "TimeUnit": "MONTHLY",
        "BudgetLimit": {"Amount": "98.0", "Unit": "USD"},
        "CalculatedSpend": {"ActualSpend": {"Amount": "12.5", "Unit": "USD"}},
    }
}


@pytest.mark.parametrize("period", ["week", "month"])
def test_a_report_is_kept_and_told(stubbed: Stubbed, period: str) -> None:
    for _ in range(2):
        stubbed.answer("budgets", "describe_budget", BUDGET)
        stubbed.answer("ce", "get_cost_and_usage", spending("7.5"))
        stubbed.answer("ce", "get_cost_and_usage", spending("5"))
        assert handle({"period": period}, None)["missing"] == {}
    stubbed.done()
    (page,) = boto3.client("s3").list_objects_v2(Bucket="shop-reports")["Contents"]
    content = boto3.client("s3").get_object(Bucket="shop-reports", Key=page["Key"])["Body"].read().decode()
    assert "<td>7.50</td><td>5.00</td><td>+2.50</td>" in content
    assert "This month: 12.50 of 98.00 USD." in content


def test_services_stand_against_the_estimates_of_the_event(stubbed: Stubbed) -> None:
    stubbed.answer("budgets", "describe_budget", BUDGET)
    stubbed.answer("ce", "get_cost_and_usage", spending("7.5"))
    stubbed.answer("ce", "get_cost_and_usage", spending("5"))
    handle({"period": "month", "estimates": {"dev": {"api": "6.00", "shared": "1.25"}}}, None)
    (page,) = boto3.client("s3").list_objects_v2(Bucket="shop-reports")["Contents"]
    content = boto3.client("s3").get_object(Bucket="shop-reports", Key=page["Key"])["Body"].read().decode()
    assert "<td>7.50</td><td>5.00</td><td>+2.50</td><td>6.00</td><td>+1.50</td>" in content
    assert "<td>0.00</td><td>0.00</td><td>+0.00</td><td>1.25</td><td>-1.25</td>" in content
    assert "Largest deviations from the estimate: api +1.50, shared -1.25." in content


def test_a_budget_that_is_not_there_is_told_and_hinders_nothing(stubbed: Stubbed) -> None:
    stubbed.fail("budgets", "describe_budget", "NotFoundException", "no such budget")
    for _ in range(2):
        stubbed.answer("ce", "get_cost_and_usage", {"ResultsByTime": []})
    assert "no such budget" in handle({}, None)["missing"]["budget of dev"]


def test_without_cost_explorer_there_is_no_report(stubbed: Stubbed) -> None:
    stubbed.answer("budgets", "describe_budget", BUDGET)
    stubbed.fail("ce", "get_cost_and_usage", "LimitExceededException", "Rate exceeded")
    with pytest.raises(stubbed.clients["ce"].exceptions.LimitExceededException):
        handle({}, None)
