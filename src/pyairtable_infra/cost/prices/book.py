"""The price book of a region, checked as it is read."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pyairtable_infra.cost.errors import CostError

BOOKS = Path(__file__).parent / "books"
BUILD = "python -m pyairtable_infra.cost.prices.build"
VERSION = "prices-1"
AS_IN = "as in "

Confidence = Literal["list", "two", "one", "old", "assumption"]
"""AWS's own list; two sources agree; one source; one from before 2025; a stated assumption."""


class NoPriceError(Exception):
    """The book holds no price under a key; the message is the reason."""


class Price(BaseModel):
    """One list price, in US dollars before tax."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: Annotated[Decimal, Field(ge=0, allow_inf_nan=False, examples=["0.03238"])]
    unit: Annotated[str, Field(min_length=1)]
    source: Annotated[str, Field(min_length=1)]
    as_of: Annotated[str, Field(pattern=r"^(\d{4}(-\d\d){1,2}|undated)$")]
    confidence: Confidence
    assumption: str = ""
    """What is assumed, where the price was not found for this very thing."""

    @property
    def elsewhere(self) -> str:
        """The other region that it is the price of; empty where it is the region's own."""
        return self.assumption.removeprefix(AS_IN) if self.assumption.startswith(AS_IN) else ""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: Literal["prices-1"]
    region: str
    currency: Literal["USD"]
    as_of: str
    prices: dict[str, Price]
    unpriced: dict[str, str]


@dataclass(frozen=True)
class Book:
    """The prices of one region, by `service/item`; and what has none, with the reason."""

    region: str
    as_of: str
    prices: Mapping[str, Price]
    unpriced: Mapping[str, str] = field(default_factory=dict)

    def price(self, key: str) -> Price:
        """The price under `key`.

        Raises:
            NoPriceError: There is none; never a price of 0 instead.
        """
        found = self.prices.get(key)
        if found is None:
            raise NoPriceError(self.unpriced.get(key, f"the price book of {self.region} has no price for {key}"))
        return found


def regions(folder: Path = BOOKS) -> tuple[str, ...]:
    """The regions that have a book."""
    return tuple(sorted(file.stem for file in folder.glob("*.json")))


def load(region: str, folder: Path = BOOKS, asked: Iterable[str] = ()) -> Book:
    """The book of a region.

    Raises:
        CostError: There is none for the region, it is broken, or a price that is `asked` for is missing without a
            reason.
    """
    path = folder / f"{region}.json"
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CostError(_unknown(region, folder)) from None
    except (OSError, ValueError) as error:
        raise CostError(
            f"{path.name}: this price book cannot be read: {error}. Build it again. For example: {BUILD}"
        ) from None
    try:
        content = _File.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where = " ".join(map(str, first["loc"])) or "the whole"
        raise CostError(
            f"{path.name}: this price book is broken at {where}: {first['msg']}. Build it again. For example: {BUILD}"
        ) from None
    if content.region != region:
        raise CostError(f"{path.name}: this price book is of {content.region}. Build it again. For example: {BUILD}")
    known = content.prices.keys() | content.unpriced.keys()
    if missing := sorted(key for key in asked if "*" not in key and key not in known):
        raise CostError(
            f"{path.name}: this price book has neither a price of {missing[0]} nor a reason why not. Build it again. "
            f"For example: {BUILD}"
        )
    return Book(region, content.as_of, content.prices, content.unpriced)


def _unknown(region: str, folder: Path) -> str:
    return (
        f"{region}: there is no price book of this region; there is: {', '.join(regions(folder)) or 'none'}. "
        f"Add its rows to cost/prices/table/prices.csv and its name to REGIONS, and build. For example: {BUILD}"
    )
