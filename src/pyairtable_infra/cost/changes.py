"""What changes of the money from one plan to another."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pyairtable_infra.cost.model import Estimate

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class MoneyChange:
    """What one resource costs before and after."""

    urn: str
    before: Decimal
    after: Decimal

    @property
    def difference(self) -> Decimal:
        """How much more it costs."""
        return self.after - self.before


def compare(before: Estimate, after: Estimate, former: Mapping[str, str]) -> tuple[MoneyChange, ...]:
    """Every resource that costs something in either plan; `former` is what a URN was called before."""
    old = {cost.urn: cost.monthly for cost in before.resources}
    found = [
        MoneyChange(cost.urn, old.pop(former.get(cost.urn, cost.urn), NOTHING), cost.monthly)
        for cost in after.resources
    ]
    present = {was: now for now, was in former.items()}
    return (*found, *(MoneyChange(present.get(urn, urn), amount, NOTHING) for urn, amount in old.items()))
