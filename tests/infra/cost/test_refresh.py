"""Prices renewed from AWS's price list: one answer or none, and nothing written by accident."""

import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.stub import Stubber

from pyairtable_infra.cost.errors import CostError
from pyairtable_infra.cost.prices.book import load
from pyairtable_infra.cost.prices.build import TABLE, books
from pyairtable_infra.cost.prices.queries import query
from pyairtable_infra.cost.prices.refresh import Renewed, refuse_jumps, renew, write

KEY, REGION = "ec2-linux/t4g.nano", "us-east-1"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table with one price of one region, and the files beside it."""
    folder = tmp_path / "table"
    shutil.copytree(TABLE, folder)
    lines = (TABLE / "prices.csv").read_text().splitlines()
    only = [line for line in lines if line.startswith(("service,", "ec2-linux,t4g.nano,hour,us-east-1"))]
    (folder / "prices.csv").write_text("\n".join(only) + "\n")
    return folder


def product(usd: str = "0.0050000000", unit: str = "Hrs", dimensions: int = 1) -> str:
    prices = {str(at): {"unit": unit, "pricePerUnit": {"USD": usd}} for at in range(dimensions)}
    terms = {"OnDemand": {"a.b": {"effectiveDate": "2026-11-01T00:00:00Z", "priceDimensions": prices}}}
    return json.dumps({"product": {}, "terms": terms})


def answering(*pages: list[str]) -> Any:
    """A client that answers one question, in pages."""
    client = boto3.client("pricing", region_name=REGION, config=Config(signature_version=UNSIGNED))
    stubber = Stubber(client)
    asked = query(KEY, REGION)
    assert asked
    filters = [{"Type": "TERM_MATCH", "Field": name, "Value": value} for name, value in asked.filters.items()]
    expected: dict[str, Any] = {"ServiceCode": "AmazonEC2", "Filters": filters}
    for at, page in enumerate(pages):
        token = {"NextToken": f"page-{at + 1}"} if at + 1 < len(pages) else {}
        before = {"NextToken": f"page-{at}"} if at else {}
        stubber.add_response("get_products", {"PriceList": page, **token}, {**expected, **before})
    stubber.activate()
    return client


def test_one_answer_renews_the_price(table: Path) -> None:
    renewed, kept = renew(answering([product()]), table=table)
    assert kept == []
    assert renewed == [Renewed(KEY, REGION, Decimal("0.0042"), Decimal("0.005"), "2026-11-01")]
    assert f"{renewed[0].percent:+.1f}" == "+19.0"


def test_an_answer_on_a_later_page_is_found(table: Path) -> None:
    renewed, _ = renew(answering([], [product()]), table=table)
    assert renewed[0].after == Decimal("0.005")


@pytest.mark.parametrize(
    ("pages", "reason"),
    [
        ([[]], "the price list has 0 products for it, and exactly one is needed"),
        ([[product()], [product()]], "the price list has 2 products for it, and exactly one is needed"),
        ([[product(dimensions=2)]], "the price list has 2 prices for it, and exactly one is needed"),
        ([[product(dimensions=0)]], "the price list has 0 prices for it, and exactly one is needed"),
        ([[product(usd="0.0000000000")]], "the price list says 0.0000000000, and a price is above 0"),
        ([[product(usd="free")]], "the price list says 'free', which is no price"),
        ([[product(unit="Month")]], "the price list gives it by Month, and Hrs or hours is needed"),
    ],
)
def test_anything_else_keeps_the_price_and_says_why(table: Path, pages: list[list[str]], reason: str) -> None:
    renewed, kept = renew(answering(*pages), table=table)
    assert renewed == []
    assert [(one.key, one.reason) for one in kept] == [(KEY, reason)]


def test_what_does_not_fit_the_pattern_is_not_asked(table: Path) -> None:
    assert renew(answering(), "fargate/*", table) == ([], [])


def test_what_nobody_knows_how_to_ask_for_is_kept(table: Path) -> None:
    shutil.copy(TABLE / "prices.csv", table)
    renewed, kept = renew(answering(), "kms/key", table)
    assert renewed == []
    assert {(one.key, one.reason) for one in kept} == {("kms/key", "nobody has said yet how to ask for it")}


def test_a_jump_is_refused_and_nothing_is_written() -> None:
    jump = Renewed(KEY, REGION, Decimal("0.0042"), Decimal("0.0084"), "2026-11-01")
    with pytest.raises(CostError) as caught:
        refuse_jumps([jump, Renewed(KEY, REGION, Decimal(1), Decimal("1.2"), "2026-11-01")])
    assert str(caught.value) == (
        f"{KEY} in {REGION}: 0.0042 became 0.0084 (+100.0 %), and 1 changed by more than 20 %. Nothing was written. "
        "Look at them first. For example: pyairtable-infra prices refresh --accept"
    )


def test_what_is_written_is_what_the_table_makes(tmp_path: Path) -> None:
    table, folder = tmp_path / "table", tmp_path / "books"
    shutil.copytree(TABLE, table)
    folder.mkdir()
    write([Renewed(KEY, REGION, Decimal("0.0042"), Decimal("0.005"), "2026-11-01")], table, folder)
    price = load(REGION, folder).price(KEY)
    assert (price.value, price.as_of, price.source, price.confidence) == (
        Decimal("0.005"),
        "2026-11-01",
        "AWS Price List API",
        "list",
    )
    assert {path.stem: path.read_text() for path in folder.iterdir()} == books(table)
    before, after = (path.read_text().splitlines() for path in (TABLE / "prices.csv", table / "prices.csv"))
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


@pytest.mark.parametrize(
    ("key", "usage_type"),
    [("fargate/x86 vCPU", "USE1-Fargate-vCPU-Hours:perCPU"), ("fargate/ARM memory", "USE1-Fargate-ARM-GB-Hours")],
)
def test_fargate_is_asked_by_usage_type(key: str, usage_type: str) -> None:
    asked = query(key, "us-east-1")
    assert asked
    assert asked.filters["usagetype"] == usage_type


def test_a_database_is_asked_by_its_zones() -> None:
    asked = query("rds-postgresql/db.t4g.small multi-AZ", "us-west-2")
    assert asked
    assert asked.filters == {
        "regionCode": "us-west-2",
        "databaseEngine": "PostgreSQL",
        "deploymentOption": "Multi-AZ",
        "instanceType": "db.t4g.small",
    }
