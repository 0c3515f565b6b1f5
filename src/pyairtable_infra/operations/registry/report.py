"""What people read about images."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from rich.table import Table

from pyairtable_components.registry.simulator import Fate
from pyairtable_infra.operations.errors import InputError
from pyairtable_infra.operations.registry.pin import Pinned
from pyairtable_infra.operations.registry.prune import Pruned

_SHORT = 19
"""Characters of a digest that tell it from others: sha256: and twelve digits."""


def moment(text: str | None) -> datetime:
    """A time that was typed, or now.

    Raises:
        InputError: It is none.
    """
    if text is None:
        return datetime.now(UTC)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"--now: {text!r} is no time. For example: 2026-11-27T12:00:00Z") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def fates(found: Sequence[Fate]) -> Table:
    """What becomes of each image."""
    gone = sum(fate.expired for fate in found)
    table = Table(
        box=None, pad_edge=False, caption=f"{gone} of {len(found)} images would be expired", caption_justify="left"
    )
    for heading in ("image", "tags", "pushed", "", "why"):
        table.add_column(heading)
    for fate in found:
        image = fate.image
        table.add_row(
            image.digest[:_SHORT],
            " ".join(image.tags) or "-",
            f"{image.pushed_at:%Y-%m-%d %H:%M}",
            "expired" if fate.expired else "kept",
            _short(fate.reason),
        )
    return table


def fates_data(found: Sequence[Fate]) -> list[dict[str, Any]]:
    """The same as plain data."""
    return [
        {
            "imageDigest": fate.image.digest,
            "imageTags": list(fate.image.tags),
            "expired": fate.expired,
            "rule": fate.rule.priority if fate.rule else None,
            "reason": fate.reason,
        }
        for fate in found
    ]


def pinned(found: Sequence[Pinned]) -> str:
    """Each image with its digest, and what the profile said."""
    lines = [f"{one.user}: {one.reference} is {one.digest}{_before(one)}" for one in found]
    changed = sum(one.changed for one in found)
    return "\n".join([*lines, f"{len(found)} images, {changed} not pinned so far"])


def _before(one: Pinned) -> str:
    if one.before is None:
        return " (not pinned)"
    return f" (was {one.before[:_SHORT]})" if one.changed else ""


def pruned(found: Sequence[Pruned]) -> Iterator[str]:
    """What goes, and a sum."""
    for each in found:
        for fate in each.fates:
            if fate.expired:
                tags = " ".join(fate.image.tags) or "untagged"
                image = f"{each.package} {fate.image.digest[:_SHORT]} {tags}"
                yield f"{image} {fate.image.pushed_at:%Y-%m-%d}: {fate.reason}"
    doomed, whole = sum(len(each.doomed) for each in found), sum(len(each.fates) for each in found)
    yield f"{len(found)} packages, {whole} versions, {doomed} to delete"


def _short(reason: str) -> str:
    head, _, rest = reason.partition(" ")
    return f"{head[:_SHORT]} {rest}" if head.startswith("sha256:") else reason
