"""What Cost Explorer answers, as data, and the periods that it is asked about."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

MOST_PAGES = 3
"""Each page of Cost Explorer costs $0.01: https://aws.amazon.com/aws-cost-management/aws-cost-explorer/pricing/."""
GLOBAL = "us-east-1"
"""Where Cost Explorer and Cost Optimization Hub answer: https://docs.aws.amazon.com/general/latest/gr/billing.html."""
UNTAGGED = "untagged"
DAYS_OF_MONTH = Decimal(365) / 12


@dataclass(frozen=True)
class Period:
    """From a day to before another day."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days

    def asked(self) -> dict[str, str]:
        """As Cost Explorer wants it: the end is not in it."""
        return {"Start": self.start.isoformat(), "End": self.end.isoformat()}

    def __str__(self) -> str:
        return f"{self.start.isoformat()} to {(self.end - timedelta(days=1)).isoformat()}"


def month_to_date(today: date) -> Period:
    """The month of yesterday, up to yesterday: today's cost is not known yet."""
    return Period((today - timedelta(days=1)).replace(day=1), today)


def last(kind: str, today: date) -> tuple[Period, Period]:
    """The last whole week (Monday to Sunday) or month before today, and the one before that.

    Raises:
        ValueError: It is neither a week nor a month.
    """
    if kind == "week":
        end = today - timedelta(days=today.weekday())
        start = end - timedelta(days=7)
        return Period(start, end), Period(start - timedelta(days=7), start)
    if kind == "month":
        end = today.replace(day=1)
        start = (end - timedelta(days=1)).replace(day=1)
        return Period(start, end), Period((start - timedelta(days=1)).replace(day=1), start)
    raise ValueError(f"{kind!r} is no period of a report. For example: week")


@dataclass(frozen=True)
class Spent:
    """What was spent under two keys, and how much of what was used."""

    first: str
    second: str
    usd: Decimal
    quantity: Decimal = Decimal(0)


def spent(answers: Iterable[Mapping[str, Any]]) -> list[Spent]:
    """The groups of Cost Explorer's answers, summed over time; tags without their names.

    https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetCostAndUsage.html
    """
    sums: dict[tuple[str, str], tuple[Decimal, Decimal]] = {}
    for group in _groups(answers):
        first, second = (_key(key) for key in group["Keys"])
        usd, quantity = sums.get((first, second), (Decimal(0), Decimal(0)))
        metrics = group["Metrics"]
        more = metrics.get("UsageQuantity", {}).get("Amount", "0")
        sums[first, second] = (usd + Decimal(metrics["UnblendedCost"]["Amount"]), quantity + Decimal(more))
    return [Spent(*keys, *amounts) for keys, amounts in sorted(sums.items())]


def _groups(answers: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for answer in answers:
        for result in answer.get("ResultsByTime", ()):
            yield from result.get("Groups", ())


def _key(key: str) -> str:
    """`Service$api-gateway` is the value of a tag; nothing after the sign means that there is none."""
    _, sign, value = key.partition("$")
    return (value or UNTAGGED) if sign else key


def money(amount: Decimal) -> str:
    """Dollars and cents."""
    return f"{amount.quantize(Decimal('0.01'))}"
