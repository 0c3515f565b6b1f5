"""Which commitments are worth it."""

from decimal import Decimal
from typing import Any

import boto3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyairtable_components.functions.commitment_advisor.core import Advice, text, worthwhile
from pyairtable_components.functions.commitment_advisor.handler import handle
from tests.components.functions.stubbed import Stubbed

D = Decimal
PLAN = "get_savings_plans_purchase_recommendation"
NODES = "get_reservation_purchase_recommendation"


def a_plan(utilisation: str) -> dict[str, Any]:
    detail = {
        "HourlyCommitmentToPurchase": "0.100",
        "EstimatedAverageUtilization": utilisation,
        "EstimatedMonthlySavingsAmount": "18.25",
    }
    return {"SavingsPlansPurchaseRecommendation": {"SavingsPlansPurchaseRecommendationDetails": [detail]}}


NODE = {
    "Recommendations": [
        {
            "RecommendationDetails": [
                {
                    "InstanceDetails": {
                        "RDSInstanceDetails": {
                            "InstanceType": "db.t4g.small",
                            "Region": "us-east-1",
                            "DatabaseEngine": "PostgreSQL",
                        }
                    },
                    "RecommendedNumberOfInstancesToPurchase": "1",
                    "AverageUtilization": "100",
                    "RecurringStandardMonthlyCost": "16.35",
                    "UpfrontCost": "0",
                    "EstimatedMonthlySavingsAmount": "7.01",
                }
            ]
        }
    ]
}


@pytest.fixture
def stubbed(account: None, monkeypatch: pytest.MonkeyPatch) -> Stubbed:
    monkeypatch.setenv("TOPIC", boto3.client("sns").create_topic(Name="alerts")["TopicArn"])
    return Stubbed(monkeypatch, "ce")


def test_what_thirty_days_would_have_used_is_recommended(stubbed: Stubbed) -> None:
    stubbed.answer("ce", PLAN, a_plan("92.5"))
    stubbed.answer("ce", NODES, NODE)
    stubbed.answer("ce", NODES, {"Recommendations": []})
    assert handle({}, None) == {
        "commitments": [
            "Compute Savings Plan, 0.100 USD an hour",
            "Reserved db.t4g.small (PostgreSQL, us-east-1), 1 nodes",
        ],
        "missing": {},
    }
    stubbed.done()


@pytest.mark.parametrize(("utilisation", "count"), [("79.9", 0), ("80", 1)])
def test_less_than_80_percent_is_not(stubbed: Stubbed, utilisation: str, count: int) -> None:
    stubbed.answer("ce", PLAN, a_plan(utilisation))
    for _ in range(2):
        stubbed.answer("ce", NODES, {})
    assert len(handle({}, None)["commitments"]) == count


def test_an_empty_account_is_told_nothing(stubbed: Stubbed) -> None:
    stubbed.answer("ce", PLAN, {})
    for _ in range(2):
        stubbed.answer("ce", NODES, {})
    assert handle({}, None) == {"commitments": [], "missing": {}}


def test_one_question_that_fails_hinders_no_other(stubbed: Stubbed) -> None:
    stubbed.answer("ce", PLAN, a_plan("90"))
    stubbed.fail("ce", NODES, "LimitExceededException", "Rate exceeded")
    stubbed.answer("ce", NODES, NODE)
    done = handle({}, None)
    assert len(done["commitments"]) == 2
    assert "Rate exceeded" in done["missing"]["databases"]


def test_where_every_question_fails_the_run_has_failed(stubbed: Stubbed) -> None:
    for method in (PLAN, NODES, NODES):
        stubbed.fail("ce", method, "DataUnavailableException")
    with pytest.raises(RuntimeError, match="Cost Explorer recommends nothing"):
        handle({}, None)


def test_it_says_what_happens_if_usage_falls() -> None:
    one = Advice("Compute Savings Plan", "0.1 USD an hour", D(100), monthly=D(73), saving=D("18.25"))
    assert one.break_even_percent == 80, "of 91.25 on demand"
    assert text([one], {}) == (
        "- Compute Savings Plan, 0.1 USD an hour, 1 year, no upfront: 73.00 USD a month, saves 18.25. "
        "Thirty days would have used 100.0 % of it. It pays while 80.0 % of that use goes on; "
        "if use falls by 25 % it loses 4.56; if use falls by 50 % it loses 27.38.\n"
        "Nothing is bought.\n"
    )


USD = st.decimals(min_value=0, max_value=10_000, places=2)


@settings(max_examples=60)
@given(USD, USD, st.integers(0, 100))
def test_it_pays_exactly_down_to_its_break_even(monthly: Decimal, saving: Decimal, fall: int) -> None:
    one = Advice("plan", "", D(100), monthly, saving)
    if one.covers:
        assert (one.saving_after(fall) >= 0) == (100 - fall >= one.break_even_percent.quantize(D("1e-12")))
    assert one.saving_after(0) == saving


def test_the_largest_saving_comes_first_and_what_saves_nothing_never() -> None:
    small, large, none = (Advice("n", "", D(100), D(1), D(saving)) for saving in (1, 2, 0))
    assert worthwhile([small, none, large]) == [large, small]
