"""Money for a terminal."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from pyairtable_infra.report.cost import Cost, MoneyChanges
from pyairtable_infra.report.money import change_rows, change_sentence, rows, sentence, signed


def cost(found: Cost) -> Iterator[RenderableType]:
    """The parts and their sum, commitments, what is unpriced, what was assumed, what changes."""
    yield _parts(found)
    for one in found.commitments:
        yield Text(
            f"{one.name}: {one.monthly:.2f} a month for what costs {one.covers:.2f} on demand, saves {one.saving:.2f}; "
            f"pays as long as {one.break_even_percent:.0f} % of it is used"
        )
    for unpriced in found.unpriced:
        name = unpriced.urn.rsplit("::", 1)[-1]
        yield Text.assemble(("unpriced: ", "yellow"), f"{name} ({unpriced.type.rpartition(':')[2]}): {unpriced.reason}")
    for note in found.notes:
        yield Text.assemble(("note: ", "cyan"), note)
    yield sentence(found)
    if found.changes:
        yield from changes(found.changes, found.currency)


def changes(found: MoneyChanges, currency: str) -> Iterator[RenderableType]:
    """Each resource that costs something else, and the sum."""
    table = _table("Cost a month", "before", "after", "difference")
    for name, before, after, difference in change_rows(found):
        table.add_row(name, f"{before:.2f}", f"{after:.2f}", signed(difference))
    if found.resources:
        yield table
    yield change_sentence(found, currency)


def _parts(found: Cost) -> Table:
    table = _table(f"Cost a month, {found.currency}", "minimum", "expected", "maximum", "of it usage")
    lines, whole = rows(found)
    for row in lines:
        table.add_row(row.name, *(f"{amount:.2f}" for amount in row.amounts))
    table.add_row(whole.name, *(f"{amount:.2f}" for amount in whole.amounts), style="bold")
    return table


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(first, no_wrap=True)
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table
