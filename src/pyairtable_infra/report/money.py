"""Money as people read it: rounded once, so that what stands in a column sums to what stands below it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from pyairtable_infra.cost.money import CENT, apportioned
from pyairtable_infra.report.cost import Cost, MoneyChanges


@dataclass(frozen=True)
class Row:
    """A part and its rounded amounts: low, expected, high, and what of the expected depends on usage."""

    name: str
    amounts: tuple[Decimal, ...]


def rows(cost: Cost) -> tuple[tuple[Row, ...], Row]:
    """The parts, the largest first, and their sum."""
    parts = sorted(cost.parts, key=lambda part: (-part.monthly, part.name))
    low = apportioned([part.low for part in parts])
    monthly = _above(low, [part.low for part in parts], [part.monthly for part in parts])
    high = _above(monthly, [part.monthly for part in parts], [part.high for part in parts])
    columns = [low, monthly, high, apportioned([part.usage_monthly for part in parts])]
    lines = tuple(Row(part.name, amounts) for part, amounts in zip(parts, zip(*columns, strict=True), strict=True))
    return lines, Row("in all", tuple(sum(column, Decimal(0)) for column in columns))


def _above(rounded: Sequence[Decimal], exact: Sequence[Decimal], more: Sequence[Decimal]) -> list[Decimal]:
    """The column `more`, which is nowhere below `exact`, rounded so that it is nowhere below `rounded` either."""
    steps = [after - before for before, after in zip(exact, more, strict=True)]
    least = sum((step.quantize(CENT, ROUND_FLOOR) for step in steps), Decimal(0))
    total = max(sum(more, Decimal(0)).quantize(CENT) - sum(rounded, Decimal(0)), least)
    steps = apportioned(steps, total=total)
    return [before + step for before, step in zip(rounded, steps, strict=True)]


def change_rows(changes: MoneyChanges) -> Iterable[tuple[str, Decimal, Decimal, Decimal]]:
    """Name, before, after, difference of each resource that costs something else, rounded for themselves."""
    for line in changes.resources:
        before, after = line.before.quantize(CENT), line.after.quantize(CENT)
        yield line.urn.rsplit("::", 1)[-1], before, after, after - before


def signed(amount: Decimal) -> str:
    """A difference with its sign: +1.50, -0.20, 0.00."""
    return f"{amount:+.2f}" if amount.quantize(CENT) else "0.00"


def sentence(cost: Cost) -> str:
    """The whole in a line."""
    budget = f", budget {cost.budget:.2f}" if cost.budget is not None else ""
    return (
        f"Cost: {cost.monthly:.2f} {cost.currency} a month expected, {cost.usage_monthly:.2f} of it usage "
        f"({cost.low:.2f} at minimum, {cost.high:.2f} at maximum){budget}; {counts(cost)}."
    )


def counts(cost: Cost) -> str:
    """How many resources have a price, are free, are unpriced."""
    return f"{len(cost.resources)} priced, {cost.free} free, {len(cost.unpriced)} unpriced"


def change_sentence(changes: MoneyChanges, currency: str) -> str:
    """What changes in all."""
    before, after = f"{changes.before:.2f} before", f"{changes.after:.2f} after"
    return f"Cost: {before}, {after}, {signed(changes.difference)} {currency} a month."
