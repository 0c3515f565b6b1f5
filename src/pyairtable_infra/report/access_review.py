"""An access review for a terminal, as data, and as Markdown to be filed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from rich.console import RenderableType
from rich.text import Text
from rich.tree import Tree

from pyairtable_infra.operations.access.reviewing import Review, Reviewed


def reviewing(found: Review) -> RenderableType:
    """A branch for each role, and under it who may assume it and what is not used."""
    tree = Tree(Text(_summary(found), style="bold"))
    for role in found.roles:
        branch = tree.add(Text.assemble(role.name, (f"  {_dates(role)}", "dim")))
        branch.add(Text(f"assumed by {', '.join(role.assumed_by) or 'nobody'}"))
        for line in _findings(role, found.days):
            branch.add(Text(line))
    for name in found.gone:
        tree.add(Text(f"{name}  deleted meanwhile", style="dim"))
    return tree


def reviewing_data(found: Review) -> dict[str, Any]:
    """The same as data."""
    return {
        "environment": found.environment,
        "date": _day(found.day),
        "unused_after_days": found.days,
        "roles": [
            {
                "name": role.name,
                "arn": role.arn,
                "service": role.service,
                "created": _day(role.created),
                "last_used": _day(role.last_used),
                "permissions_boundary": role.boundary,
                "assumed_by": list(role.assumed_by),
                "unused": role.unused,
                "unused_services": list(role.unused_services),
                "unused_actions": list(role.unused_actions),
            }
            for role in found.roles
        ],
        "deleted_meanwhile": list(found.gone),
    }


def markdown(found: Review) -> str:
    """The same as a page, with a column for what was decided."""
    lines = [
        f"# Access review of {found.environment}, {_day(found.day)}",
        "",
        f"{_summary(found)}.",
        "",
        "| role | created | last used | assumed by | findings | decision |",
        "|---|---|---|---|---|---|",
    ]
    for role in found.roles:
        assumed, findings = "<br>".join(role.assumed_by), "<br>".join(_findings(role, found.days))
        cells = (role.name, _day(role.created), _day(role.last_used) or "never", assumed, findings, "")
        lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    if found.gone:
        lines += ["", f"Deleted meanwhile: {', '.join(found.gone)}."]
    return "\n".join(lines) + "\n"


def _summary(found: Review) -> str:
    if not found.roles:
        return f"No role of {found.environment} is in this account"
    unused, count = sum(role.unused for role in found.roles), len(found.roles)
    return (
        f"{found.environment}: {count} role{'s' if count != 1 else ''}, {unused} of them unused for {found.days} days"
    )


def _findings(role: Reviewed, days: int) -> Iterator[str]:
    if role.open:
        yield "somebody unknown may assume it"
    if role.unused:
        yield f"unused for {days} days"
    if role.boundary is None:
        yield "no permissions boundary"
    if role.unused_services:
        yield f"unused services: {', '.join(role.unused_services)}"
    if role.unused_actions:
        yield f"unused actions: {', '.join(role.unused_actions)}"


def _dates(role: Reviewed) -> str:
    used = f"last used {_day(role.last_used)}" if role.last_used else "never used"
    return f"created {_day(role.created)}, {used}"


def _day(when: datetime | None) -> str:
    return f"{when:%Y-%m-%d}" if when else ""
