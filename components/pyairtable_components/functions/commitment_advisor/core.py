"""Which commitments are worth it, and what becomes of them if usage falls. Data in, decisions out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pyairtable_components.functions.spending import money

LEAST_PERCENT = 80
"""How much of a commitment thirty days must have used."""
HOURS = Decimal(730)
"""Hours of a month, as AWS's price pages count them."""
FALLS = (25, 50)
"""By how many percent usage falls in what is told of it."""
TERM = "1 year, no upfront"


@dataclass(frozen=True)
class Advice:
    """One commitment."""

    name: str
    amount: str
    utilisation: Decimal
    """Percent of it that the last thirty days would have used."""
    monthly: Decimal
    """What it costs in a month, whether it is used or not."""
    saving: Decimal
    """What it saves in a month."""
    term: str = TERM

    @property
    def covers(self) -> Decimal:
        """What the same use costs on demand."""
        return self.monthly + self.saving

    @property
    def break_even_percent(self) -> Decimal:
        """How much of today's covered use must go on for it to pay."""
        return self.monthly * 100 / self.covers if self.covers else Decimal(100)

    def saving_after(self, fall: int) -> Decimal:
        """What it saves in a month if the use that it covers falls by so many percent; a loss is below zero."""
        return self.covers * (100 - fall) / 100 - self.monthly


def savings_plans(answer: Mapping[str, Any]) -> list[Advice]:
    """Compute Savings Plans.

    https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetSavingsPlansPurchaseRecommendation.html
    """
    recommended = answer.get("SavingsPlansPurchaseRecommendation") or {}
    return [
        Advice(
            name="Compute Savings Plan",
            amount=f"{one['HourlyCommitmentToPurchase']} USD an hour",
            utilisation=Decimal(one["EstimatedAverageUtilization"]),
            monthly=Decimal(one["HourlyCommitmentToPurchase"]) * HOURS,
            saving=Decimal(one["EstimatedMonthlySavingsAmount"]),
        )
        for one in recommended.get("SavingsPlansPurchaseRecommendationDetails", ())
    ]


def reservations(answer: Mapping[str, Any]) -> list[Advice]:
    """Reserved nodes of databases and caches.

    https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetReservationPurchaseRecommendation.html
    """
    return [
        Advice(
            name=f"Reserved {_node(one['InstanceDetails'])}",
            amount=f"{one['RecommendedNumberOfInstancesToPurchase']} nodes",
            utilisation=Decimal(one["AverageUtilization"]),
            monthly=Decimal(one["RecurringStandardMonthlyCost"]) + Decimal(one.get("UpfrontCost", "0")) / 12,
            saving=Decimal(one["EstimatedMonthlySavingsAmount"]),
        )
        for recommendation in answer.get("Recommendations", ())
        for one in recommendation.get("RecommendationDetails", ())
    ]


def worthwhile(found: Iterable[Advice]) -> list[Advice]:
    """Those that would have been used enough and save something, the largest saving first."""
    good = [one for one in found if one.utilisation >= LEAST_PERCENT and one.saving > 0]
    return sorted(good, key=lambda one: (-one.saving, one.name))


def text(found: Iterable[Advice], missing: Mapping[str, str]) -> str:
    """What people are told."""
    lines = []
    for one in found:
        falls = "; ".join(_fall(one, fall) for fall in FALLS)
        lines.append(
            f"- {one.name}, {one.amount}, {one.term}: {money(one.monthly)} USD a month, saves {money(one.saving)}. "
            f"Thirty days would have used {one.utilisation.quantize(Decimal('0.1'))} % of it. "
            f"It pays while {one.break_even_percent.quantize(Decimal('0.1'))} % of that use goes on; {falls}."
        )
    lines += [f"Not known: {source}: {reason}" for source, reason in sorted(missing.items())]
    return "\n".join(lines or ["No commitment would be used enough to be worth it."]) + "\nNothing is bought.\n"


def _fall(one: Advice, fall: int) -> str:
    saving = one.saving_after(fall)
    word = "saves" if saving >= 0 else "loses"
    return f"if use falls by {fall} % it {word} {money(abs(saving))}"


def _node(details: Mapping[str, Any]) -> str:
    database, cache = details.get("RDSInstanceDetails"), details.get("ElastiCacheInstanceDetails")
    if database:
        return f"{database['InstanceType']} ({database.get('DatabaseEngine', 'RDS')}, {database.get('Region', '')})"
    if cache:
        return f"{cache['NodeType']} ({cache.get('ProductDescription', 'cache')}, {cache.get('Region', '')})"
    return "nodes"
