"""The price books: built from their table, checked as they are read, and nothing remembered."""

import csv
import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pyairtable_infra.cost.errors import CostError
from pyairtable_infra.cost.prices.book import BOOKS, NoPriceError, load, regions
from pyairtable_infra.cost.prices.build import REGIONS, TABLE, books
from pyairtable_infra.cost.services import ASKED

BUILD = "Build it again. For example: python -m pyairtable_infra.cost.prices.build"
ARM = "fargate/ARM vCPU"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The books, to break."""
    for file in BOOKS.glob("*.json"):
        shutil.copy(file, tmp_path)
    return tmp_path


def changed(folder: Path, **changes: Any) -> None:
    path = folder / "us-east-1.json"
    content = json.loads(path.read_text())
    for key, value in changes.items():
        content[key] = value
    path.write_text(json.dumps(content))


def with_entry(folder: Path, key: str, entry: Any) -> None:
    content = json.loads((folder / "us-east-1.json").read_text())
    changed(folder, prices={**content["prices"], key: entry})


def test_the_books_are_what_the_table_makes() -> None:
    assert {path.stem: path.read_text() for path in BOOKS.glob("*.json")} == books()


@pytest.mark.parametrize("region", REGIONS)
def test_every_key_that_a_rule_asks_for_has_a_price_or_a_reason(region: str) -> None:
    book = load(region, asked=ASKED)
    assert all(key in book.prices or key in book.unpriced for key in ASKED if "*" not in key)
    assert not book.prices.keys() & book.unpriced.keys()
    assert all(book.unpriced.values())


@pytest.mark.parametrize("region", REGIONS)
def test_every_price_has_a_source_and_is_above_nothing(region: str) -> None:
    for key, price in load(region).prices.items():
        assert price.value > 0, key
        assert price.source, key


def test_both_regions_hold_the_same_keys() -> None:
    assert load("us-east-1").prices.keys() == load("us-west-2").prices.keys()


def test_a_price_that_is_known_in_one_region_only_says_so_in_the_other() -> None:
    with (TABLE / "prices.csv").open() as text:
        found = {f"{row['service']}/{row['item']}" for row in csv.DictReader(text) if row["region"] != "us-east-1"}
    west = load("us-west-2").prices
    assert {key for key, price in west.items() if price.assumption == "as in us-east-1"} == {
        key for key, price in west.items() if key not in found and price.confidence != "assumption"
    }
    assert not any(price.assumption.startswith("as in") for price in load("us-east-1").prices.values())


def test_prices_of_one_region_are_its_own() -> None:
    assert load("us-east-1").price(ARM).value == Decimal("0.03238")
    assert load("us-west-2").price(ARM).source.startswith("lamngockhuong")
    assert load("us-west-2").price("ecr/storage").assumption == "as in us-east-1"


def test_what_has_no_price_says_why() -> None:
    with pytest.raises(NoPriceError) as caught:
        load("us-east-1").price("cloud-map/registered resource")
    assert str(caught.value) == "AWS Cloud Map has no citable price"
    with pytest.raises(NoPriceError) as caught:
        load("us-east-1").price("ec2-linux/x9.huge")
    assert str(caught.value) == "the price book of us-east-1 has no price for ec2-linux/x9.huge"


def test_a_region_without_a_book_says_how_to_add_it() -> None:
    with pytest.raises(CostError) as caught:
        load("eu-west-1")
    assert str(caught.value) == (
        "eu-west-1: there is no price book of this region; there is: us-east-1, us-west-2. Add its rows to "
        "cost/prices/table/prices.csv and its name to REGIONS, and build. "
        "For example: python -m pyairtable_infra.cost.prices.build"
    )
    assert regions() == REGIONS


GOOD = {"value": "1", "unit": "hour", "source": "s", "as_of": "2026-01", "confidence": "one"}


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({**GOOD, "value": "cheap"}, "prices x/y value: Input should be a valid decimal"),
        ({**GOOD, "value": "-1"}, "prices x/y value: Input should be greater than or equal to 0"),
        ({**GOOD, "value": "NaN"}, "prices x/y value: Input should be a finite number"),
        ({**GOOD, "source": ""}, "prices x/y source: String should have at least 1 character"),
        ({**GOOD, "as_of": "lately"}, r"prices x/y as_of: String should match pattern '^(\d{4}(-\d\d){1,2}|undated)$'"),
        (
            {**GOOD, "confidence": "sure"},
            "prices x/y confidence: Input should be 'list', 'two', 'one', 'old' or 'assumption'",
        ),
        ({**GOOD, "note": "x"}, "prices x/y note: Extra inputs are not permitted"),
        ({"value": "1"}, "prices x/y unit: Field required"),
    ],
)
def test_a_broken_entry_is_refused(folder: Path, entry: dict[str, str], message: str) -> None:
    with_entry(folder, "x/y", entry)
    with pytest.raises(CostError) as caught:
        load("us-east-1", folder)
    assert str(caught.value) == f"us-east-1.json: this price book is broken at {message}. {BUILD}"


def test_a_book_cut_in_half_is_refused(folder: Path) -> None:
    path = folder / "us-east-1.json"
    path.write_text(path.read_text()[:1000])
    with pytest.raises(CostError, match=r"us-east-1\.json: this price book cannot be read: .* Build it again\."):
        load("us-east-1", folder)


def test_a_book_of_another_region_is_refused(folder: Path) -> None:
    shutil.copy(folder / "us-west-2.json", folder / "us-east-1.json")
    with pytest.raises(CostError) as caught:
        load("us-east-1", folder)
    assert str(caught.value) == f"us-east-1.json: this price book is of us-west-2. {BUILD}"


def test_a_price_that_a_rule_asks_for_and_that_is_gone_is_told(folder: Path) -> None:
    content = json.loads((folder / "us-east-1.json").read_text())
    del content["prices"][ARM]
    changed(folder, prices=content["prices"])
    with pytest.raises(CostError) as caught:
        load("us-east-1", folder, ASKED)
    assert str(caught.value) == (
        f"us-east-1.json: this price book has neither a price of {ARM} nor a reason why not. {BUILD}"
    )
