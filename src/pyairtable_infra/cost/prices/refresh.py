"""Renews the source table of the price books from AWS's price list.

An entry changes only where the list gives exactly one price above 0 in a unit that fits; every other entry stays as it
is and is reported with the reason.

https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html
"""

import csv
import io
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Protocol

from pyairtable_infra.cost.errors import CostError
from pyairtable_infra.cost.prices.book import BOOKS
from pyairtable_infra.cost.prices.build import REGIONS, TABLE, books
from pyairtable_infra.cost.prices.queries import Query, query

SOURCE = "AWS Price List API"
LIMIT = Decimal(20)
"""Per cent that a price may jump without being accepted."""


class Client(Protocol):
    """What is needed of boto3's client of the price list."""

    def get_paginator(self, name: str) -> Any:
        """A paginator of an operation."""


@dataclass(frozen=True)
class Renewed:
    """A price as the list gives it today."""

    key: str
    region: str
    before: Decimal
    after: Decimal
    as_of: str

    @property
    def percent(self) -> Decimal:
        """By how many per cent it changed."""
        return 100 * (self.after - self.before) / self.before


@dataclass(frozen=True)
class Kept:
    """A price that stays as it was, and why."""

    key: str
    region: str
    reason: str


class NoSingleAnswerError(Exception):
    """The list gives no price, or several; the message says which."""


def ask(client: Client, asked: Query) -> tuple[Decimal, str]:
    """The one price that answers a question, and since when it holds.

    Raises:
        NoSingleAnswerError: There is none, there are several, or it is 0 or in another unit.
    """
    filters = [{"Type": "TERM_MATCH", "Field": name, "Value": value} for name, value in asked.filters.items()]
    pages = client.get_paginator("get_products").paginate(ServiceCode=asked.service_code, Filters=filters)
    products = [json.loads(product) for page in pages for product in page["PriceList"]]
    if len(products) != 1:
        raise NoSingleAnswerError(f"the price list has {len(products)} products for it, and exactly one is needed")
    prices = list(_prices(products[0]))
    if len(prices) != 1:
        raise NoSingleAnswerError(f"the price list has {len(prices)} prices for it, and exactly one is needed")
    unit, text, since = prices[0]
    if unit not in asked.units:
        raise NoSingleAnswerError(f"the price list gives it by {unit}, and {' or '.join(asked.units)} is needed")
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise NoSingleAnswerError(f"the price list says {text!r}, which is no price") from None
    if not value > 0:
        raise NoSingleAnswerError(f"the price list says {text}, and a price is above 0")
    return value.normalize() + 0, since


def _prices(product: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Unit, US dollars, and the day since when, of each price on demand."""
    for term in product.get("terms", {}).get("OnDemand", {}).values():
        for dimension in term.get("priceDimensions", {}).values():
            if "USD" in dimension.get("pricePerUnit", {}):
                yield dimension["unit"], dimension["pricePerUnit"]["USD"], str(term.get("effectiveDate", ""))[:10]


def renew(client: Client, pattern: str = "*", table: Path = TABLE) -> tuple[list[Renewed], list[Kept]]:
    """What the list says of every entry whose key fits `pattern`."""
    renewed: list[Renewed] = []
    kept: list[Kept] = []
    for row in _rows(table):
        key, region = f"{row['service']}/{row['item']}", row["region"]
        if not fnmatchcase(key, pattern) or region not in REGIONS:
            continue
        asked = query(key, region)
        if asked is None:
            kept.append(Kept(key, region, "nobody has said yet how to ask for it"))
            continue
        try:
            value, since = ask(client, asked)
        except NoSingleAnswerError as error:
            kept.append(Kept(key, region, str(error)))
        else:
            renewed.append(Renewed(key, region, Decimal(row["usd"]), value, since))
    return renewed, kept


def refuse_jumps(renewed: Sequence[Renewed], limit: Decimal = LIMIT) -> None:
    """Stop where a price jumps.

    Raises:
        CostError: One changed by more than `limit` per cent.
    """
    jumps = [one for one in renewed if abs(one.percent) > limit]
    if jumps:
        first = max(jumps, key=lambda one: abs(one.percent))
        raise CostError(
            f"{first.key} in {first.region}: {first.before} became {first.after} ({first.percent:+.1f} %), and "
            f"{len(jumps)} changed by more than {limit} %. Nothing was written. Look at them first. "
            "For example: pyairtable-infra prices refresh --accept"
        )


def write(renewed: Sequence[Renewed], table: Path = TABLE, folder: Path = BOOKS) -> None:
    """Write the table, and the books that it makes; each file whole or not at all."""
    found = {(one.key, one.region): one for one in renewed}
    rows = [_row(row, found.get((f"{row['service']}/{row['item']}", row["region"]))) for row in _rows(table)]
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    _whole(table / "prices.csv", text.getvalue())
    for region, book in books(table).items():
        _whole(folder / f"{region}.json", book)


def _row(row: dict[str, str], one: Renewed | None) -> dict[str, str]:
    if one is None:
        return row
    return row | {"usd": f"{one.after:f}", "as_of": one.as_of, "source": SOURCE, "confidence": "list"}


def _rows(table: Path) -> list[dict[str, str]]:
    with (table / "prices.csv").open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def _whole(path: Path, text: str) -> None:
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise CostError(f"{path}: cannot be written: {error.strerror}. For example: a checkout of your own") from None
