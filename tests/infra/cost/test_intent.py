"""Intents that people write wrong: one clear message each."""

from typing import Any

import pytest

from pyairtable_infra.cost.errors import CostError
from tests.infra.cost.making import definition, estimated, one, service


@pytest.mark.parametrize(
    ("intent", "message"),
    [
        ({"usage": {"requests": -5}}, "intent: usage.requests: -5 is below 0. For example: 100000"),
        ({"usage": {"internet_gb": "many"}}, "intent: usage.internet_gb: 'many' is no number. For example: 5"),
        ({"usage": {"log_gb": True}}, "intent: usage.log_gb: True is no number. For example: 2"),
        ({"usage": {"log_gb": float("inf")}}, "intent: usage.log_gb: inf is no number. For example: 2"),
        (
            {"usage": {"request": 5}},
            "intent: usage.request: there is no such key; there is: requests, internet_gb, log_gb, nat_gb, "
            "between_zones_gb, between_regions_gb, resources. For example: requests",
        ),
        ({"usage": 5}, "intent: usage is no section with keys. For example: usage: {requests: 100000}"),
        (
            {"usage": {"resources": {"logs": {"gb": -1}}}},
            "intent: usage.resources.logs.gb: -1 is below 0. For example: 10",
        ),
        (
            {"usage": {"resources": {"logs": 5}}},
            "intent: usage.resources.logs is no section with keys. For example: usage.resources.logs: {gb: 10}",
        ),
        ({"budget": {"monthly_usd": "98 USD"}}, "intent: budget.monthly_usd: '98 USD' is no number. For example: 98"),
        ({"replicas": {"web": "two"}}, "intent: replicas.web: 'two' is no number. For example: 2"),
        ({"replicas": {"web": 1.5}}, "intent: replicas.web: 1.5 is no whole number of tasks. For example: 2"),
        ({"replicas": 3}, "intent: replicas is no section with keys. For example: replicas: {web: 2}"),
        (
            {"commitments": {"savings_plan": 1}},
            "intent: commitments.savings_plan: there is no such key; there is: savings_plan_usd_per_hour, "
            "reserved_nodes. For example: savings_plan_usd_per_hour",
        ),
        (
            {"commitments": {"reserved_nodes": {"db.t4g.small": 1.5}}},
            "intent: commitments.reserved_nodes.db.t4g.small: 1.5 is no whole number of nodes. For example: 1",
        ),
    ],
)
def test_bad_figures(intent: dict[str, Any], message: str) -> None:
    with pytest.raises(CostError) as caught:
        estimated(service(), definition(), one("aws:kms/key:Key"), intent=intent)
    assert str(caught.value) == message


def test_without_an_intent_the_estimate_says_so() -> None:
    found = estimated(one("aws:kms/key:Key"))
    assert found.notes[0] == "the plan has no intent: usage is taken as 0 and replicas as the desired count"
    assert found.usage_monthly == 0


def test_figures_that_nobody_gave_are_counted() -> None:
    found = estimated(one("aws:kms/key:Key"), intent={"budget": {"monthly_usd": 5}})
    assert found.notes == ("1 resource has a price per use, and no usage was given for it",)
    assert found.budget == 5


def test_usage_that_nothing_asks_for_is_told() -> None:
    found = estimated(
        one("aws:s3/bucket:Bucket"),
        one("aws:ec2/vpc:Vpc"),
        intent={"usage": {"resources": {"it": {"storage_gb": 1, "storage": 5}, "bucket": {"storage_gb": 1}}}},
    )
    assert found.notes[-2:] == (
        "usage.resources.it.storage: nothing is charged by it; known: glacier_instant_gb, infrequent_gb, reads, "
        "storage_gb, writes",
        "usage.resources.bucket: the plan has no resource of this name",
    )


def test_a_region_without_a_book_is_told_only_if_something_has_a_price_there() -> None:
    assert estimated(one("aws:ec2/subnet:Subnet"), region="eu-west-1").free == 1
    with pytest.raises(CostError, match=r"^eu-west-1: there is no price book of this region"):
        estimated(one("aws:kms/key:Key"), region="eu-west-1")


def test_prices_that_are_taken_from_another_region_are_counted() -> None:
    found = estimated(one("aws:kms/key:Key"), one("aws:secretsmanager/secret:Secret"), region="us-west-2")
    said = (
        "2 prices are known in us-east-1 only and taken as the same: secrets-manager/API calls, secrets-manager/secret"
    )
    assert said in found.notes
