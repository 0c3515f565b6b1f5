"""Builds the price books from the source table: python -m pyairtable_infra.cost.prices.build [--check].

The table holds what was found, row by row, with its source. A book holds what the estimator can ask for, in one region.
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

from pyairtable_infra.cost.prices.book import AS_IN, BOOKS, VERSION
from pyairtable_infra.cost.services import ASKED

TABLE = Path(__file__).parent / "table"
REGIONS = ("us-east-1", "us-west-2")
HOME = "us-east-1"
"""Where a price was found if it was found in one region only."""

GLOBAL = "global"
_GLOB = "*["

Row = Mapping[str, str]


def books(table: Path = TABLE, asked: Iterable[str] = ASKED) -> dict[str, str]:
    """The text of each region's book."""
    prices = _rows(table / "prices.csv")
    assumed = _rows(table / "assumptions.csv")
    gaps = {f"{row['service']}/{row['item']}": row["reason"] for row in _rows(table / "gaps.csv")}
    asked = tuple(asked)
    return {region: _book(region, [*prices, *assumed], gaps, asked) for region in REGIONS}


def _rows(file: Path) -> list[Row]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def _book(region: str, rows: list[Row], gaps: Mapping[str, str], asked: tuple[str, ...]) -> str:
    here = dict(_by_key(rows, GLOBAL))
    here |= {key: row | {"assumption": f"{AS_IN}{HOME}"} for key, row in _by_key(rows, HOME)}
    here |= dict(_by_key(rows, region))
    prices = {key: _entry(here[key]) for key in sorted(here) if _matches(key, asked)}
    unpriced = {
        key: gaps.get(key, "no source was found")
        for key in sorted(
            {*(key for key in asked if not _is_glob(key)), *(key for key in gaps if _matches(key, asked))}
        )
        if key not in prices
    }
    head = {
        "version": VERSION,
        "region": region,
        "currency": "USD",
        "as_of": max(entry["as_of"] for entry in prices.values() if entry["as_of"] != "undated"),
    }
    lines = [f' "{key}": {json.dumps(value)},' for key, value in head.items()]
    lines += [' "prices": {', *_lines(prices), " },", ' "unpriced": {', *_lines(unpriced), " }"]
    return "\n".join(("{", *lines, "}")) + "\n"


def _by_key(rows: list[Row], region: str) -> Iterator[tuple[str, dict[str, str]]]:
    for row in rows:
        if row["region"] == region:
            yield f"{row['service']}/{row['item']}", dict(row)


def _entry(row: Mapping[str, str]) -> dict[str, str]:
    entry = {"value": row["usd"], **{key: row[key] for key in ("unit", "source", "as_of", "confidence")}}
    return entry | ({"assumption": row["assumption"]} if row.get("assumption") else {})


def _lines(entries: Mapping[str, object]) -> list[str]:
    """One line an entry, so that a change of a price is a change of a line."""
    lines = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in entries.items()]
    return [f"{line}," for line in lines[:-1]] + lines[-1:]


def _is_glob(key: str) -> bool:
    return any(sign in key for sign in _GLOB)


def _matches(key: str, asked: tuple[str, ...]) -> bool:
    return any(key == one or (_is_glob(one) and fnmatchcase(key, one)) for one in asked)


def main() -> int:
    """Write the books; with --check only say whether they are as the table makes them."""
    stale = []
    for region, text in books().items():
        path = BOOKS / f"{region}.json"
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path.name)
        if "--check" not in sys.argv:
            BOOKS.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{', '.join(stale)}\n" if stale else "the price books are as their table\n")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    raise SystemExit(main())
