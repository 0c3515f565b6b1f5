"""What several plans cost, side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pyairtable_infra.cost.money import CENT, apportioned
from pyairtable_infra.report.assessment import Assessment
from pyairtable_infra.report.cost import Cost

HEAD = """\
# What the environments cost

US dollars a month before tax, at expected replicas. Written by `pyairtable-infra cost compare`; the prices and their
sources are in `src/pyairtable_infra/cost/prices/table`.
"""


@dataclass(frozen=True)
class Row:
    """One line of a comparison; a plan without it has an empty cell."""

    name: str
    cells: tuple[str, ...]
    is_sum: bool = False


@dataclass(frozen=True)
class Comparison:
    """The plans by name, and line by line what they cost."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]
    unpriced: tuple[str, ...]
    assumed: tuple[str, ...]


def compare(assessments: Sequence[Assessment], former: Mapping[str, int]) -> Comparison:
    """The parts of each, their sum, the bands, the budgets, and what a stack of that name cost before."""
    named = [(one.environment, one.cost) for one in assessments if one.cost]
    costs = [cost for _, cost in named]
    return Comparison(
        names=tuple(name for name, _ in named),
        rows=(*_parts(costs), *_sums(costs), *_former(named, former)),
        unpriced=tuple(
            f"{name}: {one.urn.rsplit('::', 1)[-1]}: {one.reason}" for name, cost in named for one in cost.unpriced
        ),
        assumed=tuple(f"{name}: {note}" for name, cost in named for note in cost.notes),
    )


def markdown(found: Comparison) -> str:
    """The comparison as a page."""
    lines = [HEAD, f"| | {' | '.join(found.names)} |", f"|---|{'--:|' * len(found.names)}"]
    for row in found.rows:
        strong = "**" if row.is_sum else ""
        cells = (f"{strong}{cell}{strong}" if cell else "" for cell in row.cells)
        lines.append(f"| {strong}{row.name}{strong} | {' | '.join(cells)} |")
    for heading, notes in (("Unpriced", found.unpriced), ("Assumed", found.assumed)):
        if notes:
            lines += ["", f"## {heading}", "", *(f"- {note}" for note in notes)]
    return "\n".join(lines) + "\n"


def _parts(costs: Sequence[Cost]) -> Iterator[Row]:
    amounts = [_rounded(cost) for cost in costs]
    names = {name: max(column.get(name, Decimal(0)) for column in amounts) for column in amounts for name in column}
    for name in sorted(names, key=lambda name: (-names[name], name)):
        yield Row(name, tuple(f"{column[name]:.2f}" if name in column else "" for column in amounts))


def _rounded(cost: Cost) -> dict[str, Decimal]:
    """The parts by name, rounded so that they sum to the rounded whole."""
    exact: dict[str, Decimal] = {}
    for part in cost.parts:
        exact[part.name] = exact.get(part.name, Decimal(0)) + part.monthly
    return dict(zip(exact, apportioned(list(exact.values())), strict=True))


def _sums(costs: Sequence[Cost]) -> Iterator[Row]:
    yield Row("in all", tuple(f"{cost.monthly:.2f}" for cost in costs), is_sum=True)
    yield Row("of it usage", tuple(f"{cost.usage_monthly:.2f}" for cost in costs))
    yield Row("at minimum", tuple(f"{cost.low:.2f}" for cost in costs))
    yield Row("at maximum", tuple(f"{cost.high:.2f}" for cost in costs))
    yield Row("budget", tuple("" if cost.budget is None else f"{cost.budget:.2f}" for cost in costs))


def _former(named: Sequence[tuple[str, Cost]], former: Mapping[str, int]) -> Iterator[Row]:
    if not any(name in former for name, _ in named):
        return
    yield Row("formerly", tuple(f"{former[name]:.2f}" if name in former else "" for name, _ in named))
    less = [Decimal(former[name]) - cost.monthly if name in former else None for name, cost in named]
    yield Row("less than formerly", tuple("" if each is None else f"{each.quantize(CENT):.2f}" for each in less))
