"""Money for a terminal."""

from collections.abc import Iterator
from fnmatch import fnmatch

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from pyairtable_infra.cost.prices.book import Book
from pyairtable_infra.report.comparison import Comparison
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
    for suggestion in found.suggestions:
        saving = f"would save {suggestion.saving:.2f} a month by itself"
        yield Text.assemble((f"{suggestion.key}  ", "bold"), saving)
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


def comparison(found: Comparison) -> RenderableType:
    """Several plans side by side."""
    table = _table("Cost a month, USD", *found.names)
    for row in found.rows:
        table.add_row(row.name, *row.cells, style="bold" if row.is_sum else None)
    return table


def prices(book: Book, pattern: str) -> Table | None:
    """The prices whose keys fit a pattern, and what of it has none; nothing where no key fits."""
    fits = pattern if "*" in pattern else f"*{pattern}*"
    keys = [key for key in sorted({*book.prices, *book.unpriced}) if fnmatch(key.lower(), fits.lower())]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in (f"Price in {book.region}", "USD", "per", "as of", "confidence", "source"):
        table.add_column(name, no_wrap=name != "source", justify="right" if name == "USD" else "left")
    for key in keys:
        if price := book.prices.get(key):
            said = f"{price.source} ({price.assumption})" if price.assumption else price.source
            table.add_row(key, f"{price.value:f}", price.unit, price.as_of, price.confidence, said)
        else:
            table.add_row(key, "", "", "", "unpriced", book.unpriced[key])
    return table if keys else None


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
