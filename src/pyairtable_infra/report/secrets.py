"""Secrets for a terminal and as data: never a value."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rich.console import RenderableType
from rich.table import Table

from pyairtable_infra.operations.secrets.auditing import Audited
from pyairtable_infra.operations.secrets.finding import Secret


def listing(found: Sequence[Secret], prefix: str) -> RenderableType:
    """A line for each secret."""
    if not found:
        return f"There is no secret below {prefix}"
    table = Table("secret", "value of", "rotated", "renewed by", box=None)
    for secret in found:
        state = f"deleted after {_day(secret.deleted)}" if secret.deleted else _day(secret.changed) or "no value yet"
        table.add_row(secret.name, state, _day(secret.rotated), "rotation" if secret.rotates else "a person")
    return table


def listing_data(found: Sequence[Secret]) -> list[dict[str, Any]]:
    """The same as data."""
    return [
        {
            "name": secret.name,
            "arn": secret.arn,
            "has_value": secret.current is not None,
            "rotates": secret.rotates,
            "changed": _day(secret.changed),
            "rotated": _day(secret.rotated),
            "deleted_after": _day(secret.deleted),
        }
        for secret in found
    ]


def auditing(found: Sequence[Audited], prefix: str) -> RenderableType:
    """A line for each secret."""
    if not found:
        return f"There is no secret below {prefix}"
    table = Table("secret", "days", "rotated", "last read", "last reader", "may read", "", box=None)
    for one in found:
        table.add_row(
            one.secret.name,
            "no value" if one.age_days is None else str(one.age_days),
            _day(one.secret.rotated),
            _day(one.secret.read),
            one.last_reader or "",
            ", ".join(one.may_read) or "whoever IAM lets",
            "unused" if one.unused else "",
        )
    return table


def auditing_data(found: Sequence[Audited]) -> list[dict[str, Any]]:
    """The same as data."""
    return [
        {
            "name": one.secret.name,
            "age_days": one.age_days,
            "rotated": _day(one.secret.rotated),
            "last_read": _day(one.secret.read),
            "last_reader": one.last_reader,
            "may_read": list(one.may_read),
            "unused": one.unused,
        }
        for one in found
    ]


def _day(when: datetime | None) -> str:
    return f"{when:%Y-%m-%d}" if when else ""
