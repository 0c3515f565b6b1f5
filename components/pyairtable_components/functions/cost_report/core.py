"""What was spent, by environment and service, against estimate, budget and the period before. Data in, text out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape

from pyairtable_components.functions.spending import DAYS_OF_MONTH, Period, Spent, money

Amounts = Mapping[tuple[str, str], Decimal]
"""US dollars by environment and service."""
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Budget:
    """The month's budget of an environment, as AWS Budgets has it."""

    limit: Decimal
    spent: Decimal = Decimal(0)
    forecast: Decimal | None = None


@dataclass(frozen=True)
class Line:
    """One service of an environment."""

    environment: str
    service: str
    actual: Decimal
    former: Decimal
    estimate: Decimal | None = None
    """What it was estimated to cost in the period; None where there is no estimate."""

    @property
    def deviation(self) -> Decimal | None:
        """How much more it cost than estimated."""
        return None if self.estimate is None else self.actual - self.estimate


@dataclass(frozen=True)
class Report:
    """What one period cost."""

    kind: str
    period: Period
    before: Period
    lines: Sequence[Line]
    budgets: Mapping[str, Budget] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)

    def of(self, environment: str) -> list[Line]:
        """The lines of an environment, the most expensive first."""
        mine = (one for one in self.lines if one.environment == environment)
        return sorted(mine, key=lambda one: (-one.actual, one.service))

    @property
    def environments(self) -> list[str]:
        """All that cost something, are estimated, or have a budget."""
        return sorted({*(one.environment for one in self.lines), *self.budgets})


def amounts(found: Iterable[Spent]) -> dict[tuple[str, str], Decimal]:
    """What was spent, by environment and service."""
    return {(one.first, one.second): one.usd for one in found}


def estimates(given: Mapping[str, Mapping[str, str]]) -> dict[tuple[str, str], Decimal]:
    """What a month was planned to cost, by environment and service, as the event says it."""
    return {(name, service): Decimal(usd) for name, of in given.items() for service, usd in of.items()}


def report(
    kind: str,
    period: Period,
    before: Period,
    actual: Amounts,
    former: Amounts,
    *,
    monthly: Amounts | None = None,
    budgets: Mapping[str, Budget] | None = None,
    missing: Mapping[str, str] | None = None,
) -> Report:
    """Put a report together.

    Args:
        kind: `week` or `month`, or what else the period is called; only a whole month has the whole estimate.
        period: What is reported.
        before: The period before it.
        actual: What was spent in the period.
        former: What was spent in the one before.
        monthly: Estimates for a month, of the environments that have one.
        budgets: Budgets by environment.
        missing: What is not known, and why.
    """
    estimates = monthly or {}
    estimated = {environment for environment, _ in estimates}
    share = Decimal(1) if kind == "month" else period.days / DAYS_OF_MONTH
    nothing = Decimal(0)
    lines = [
        Line(
            *key,
            actual=actual.get(key, nothing),
            former=former.get(key, nothing),
            estimate=estimates.get(key, nothing) * share if key[0] in estimated else None,
        )
        for key in sorted({*actual, *former, *estimates})
    ]
    return Report(kind, period, before, lines, budgets or {}, missing or {})


def total(lines: Iterable[Line]) -> Line | None:
    """All lines of an environment in one; None where there is none."""
    every = list(lines)
    if not every:
        return None
    estimates = [one.estimate for one in every if one.estimate is not None]
    return Line(
        every[0].environment,
        "in all",
        sum((one.actual for one in every), Decimal(0)),
        sum((one.former for one in every), Decimal(0)),
        sum(estimates, Decimal(0)) if estimates else None,
    )


def largest_deviations(lines: Iterable[Line], most: int = 3) -> list[Line]:
    """The services that deviate most from their estimate, in dollars; less than a cent is none."""
    found = [(abs(one.deviation), one) for one in lines if one.deviation is not None]
    ranked = sorted((pair for pair in found if pair[0] >= _CENT), key=lambda pair: (-pair[0], pair[1].service))
    return [one for _, one in ranked[:most]]


def cells(line: Line) -> tuple[str, ...]:
    """A line as people read it: service, actual, before, change, estimate, deviation."""
    return (
        line.service,
        money(line.actual),
        money(line.former),
        _signed(line.actual - line.former),
        "" if line.estimate is None else money(line.estimate),
        "" if line.deviation is None else _signed(line.deviation),
    )


HEAD = ("service", "USD", "before", "change", "estimate", "deviation")


def text(found: Report) -> str:
    """The report as plain text."""
    lines = [f"Costs of the {found.kind} {found.period}, before: {found.before}."]
    for environment in found.environments:
        mine = found.of(environment)
        whole = total(mine)
        lines += ["", environment, f"  {_row(HEAD)}"]
        lines += [f"  {_row(cells(one))}" for one in (*mine, *([whole] if whole else []))]
        lines += [f"  {sentence}" for sentence in sentences(found, environment)]
    if not found.environments:
        lines.append("Nothing was spent, or the tag Environment is not active yet.")
    lines += [f"Not known: {what}: {reason}" for what, reason in sorted(found.missing.items())]
    return "\n".join(lines) + "\n"


def html(found: Report) -> str:
    """The report as a page that stands alone."""
    parts = [f"<h1>Costs of the {escape(found.kind)}</h1><p>{found.period}, before: {found.before}</p>"]
    for environment in found.environments:
        mine = found.of(environment)
        whole = total(mine)
        rows = "".join(_html_row("td", cells(one)) for one in mine)
        foot = f"<tfoot>{_html_row('td', cells(whole))}</tfoot>" if whole else ""
        said = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences(found, environment))
        head = f"<thead>{_html_row('th', HEAD)}</thead>"
        parts.append(f"<h2>{escape(environment)}</h2><table>{head}<tbody>{rows}</tbody>{foot}</table>{said}")
    if not found.environments:
        parts.append("<p>Nothing was spent, or the tag Environment is not active yet.</p>")
    parts += [f"<p>Not known: {escape(what)}: {escape(why)}</p>" for what, why in sorted(found.missing.items())]
    style = (
        "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:56rem;padding:0 1rem}"
        "table{border-collapse:collapse;width:100%}td,th{padding:.25rem .5rem;text-align:right}"
        "td:first-child,th:first-child{text-align:left}tbody tr{border-top:1px solid #ddd}"
        "tfoot{border-top:2px solid;font-weight:bold}"
    )
    head = f'<meta charset="utf-8"><title>Costs of the {escape(found.kind)}</title><style>{style}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{"".join(parts)}</body></html>\n'


def sentences(found: Report, environment: str) -> list[str]:
    """What is to be said of an environment: its budget, and where it deviates most."""
    said = []
    budget = found.budgets.get(environment)
    if budget:
        forecast = "" if budget.forecast is None else f", {money(budget.forecast)} forecast"
        over = " That is over the budget." if budget.spent > budget.limit else ""
        said.append(f"This month: {money(budget.spent)} of {money(budget.limit)} USD{forecast}.{over}")
    deviating = largest_deviations(found.of(environment))
    if deviating:
        told = ", ".join(f"{one.service} {_signed(one.deviation or Decimal(0))}" for one in deviating)
        said.append(f"Largest deviations from the estimate: {told}.")
    return said


def _signed(amount: Decimal) -> str:
    return f"{amount.quantize(_CENT):+}"


def _row(values: Sequence[str]) -> str:
    first, *others = values
    return f"{first:<24}" + "".join(f"{value:>11}" for value in others).rstrip()


def _html_row(tag: str, values: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(value)}</{tag}>' for value in values)}</tr>"
