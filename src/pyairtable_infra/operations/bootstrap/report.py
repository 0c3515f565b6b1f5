"""What a person reads, and the same as data."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.text import Text

from pyairtable_infra.operations.bootstrap.following import commands, notes
from pyairtable_infra.operations.bootstrap.model import Change, Step
from pyairtable_infra.operations.bootstrap.runner import Prepared
from pyairtable_infra.report.wording import changed_value, counted

SIGNS = {"create": ("+", "green"), "change": ("~", "yellow"), "keep": ("=", "dim")}


def heading(prepared: Prepared) -> Text:
    """Where it happens, and as whom."""
    site = prepared.site
    return Text(f"{site.project} in account {site.account}, {site.region}, as {prepared.caller}\n")


def step(one: Step) -> Text:
    """A resource, and each property that changes."""
    sign, colour = SIGNS[one.action]
    lines = [Text.assemble((f"{sign} ", colour), (one.title, "bold"), f"  {one.action}")]
    lines += [Text(f"    {line}") for change in one.changes for line in _told(change)]
    return Text("\n").join(lines)


def _told(change: Change) -> Iterator[str]:
    if change.before is None:
        yield f"{change.name}: {_parts(change.after)}"
        return
    for path, before, after in _differences(change.name, change.before, change.after):
        yield f"{path}: {changed_value(before)} → {changed_value(after)}"


def _parts(value: Any) -> str:
    """A new value; of one that has parts, statements or rules, their names."""
    parts = [key for key, part in value.items() if isinstance(part, Mapping)] if isinstance(value, Mapping) else []
    return ", ".join(parts) or changed_value(value)


def _differences(path: str, before: Any, after: Any) -> Iterator[tuple[str, Any, Any]]:
    """The places inside a changed property that differ, by their paths."""
    if not (isinstance(before, Mapping) and isinstance(after, Mapping)):
        yield path, before, after
        return
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            yield from _differences(f"{path}.{key}", before.get(key), after.get(key))


def summary(prepared: Prepared, *, dry_run: bool) -> Text:
    """How much there was to do."""
    if prepared.empty:
        return Text(f"\nNothing to do; {counted(len(prepared.steps), 'resource')} as wanted.")
    counts = {action: sum(one.action == action for one in prepared.steps) for action in SIGNS}
    told = f"{counts['create']} to create, {counts['change']} to change, {counts['keep']} as wanted"
    if dry_run:
        return Text(f"\n{told}. Nothing was changed: this was --dry-run.")
    return Text(f"\nDone: {told.replace('to create', 'created').replace('to change', 'changed')}.")


def next_steps(prepared: Prepared) -> Text:
    """The notes and the commands."""
    lines = [Text.assemble(("note: ", "cyan"), note) for note in notes(prepared)]
    lines += [Text("\nNext:")]
    purpose = ""
    for one in commands(prepared):
        lines += [Text(f"  # {one.purpose}", "dim")] if one.purpose != purpose else []
        lines += [Text(f"  {one.command}")]
        purpose = one.purpose
    return Text("\n").join(lines)


def data(prepared: Prepared, *, dry_run: bool) -> dict[str, Any]:
    """Everything as JSON has it."""
    site, request = prepared.site, prepared.request
    roles = [*map(site.deployer, request.profiles), site.previewer] if request.repository else []
    return {
        "account": site.account,
        "region": site.region,
        "caller": prepared.caller,
        "dry_run": dry_run,
        "steps": [_step(one) for one in prepared.steps],
        "outputs": {
            "bucket": site.bucket,
            "key": site.key_arn,
            "backend_url": site.backend_url,
            "secrets_providers": {name: site.secrets_provider(name) for name in request.profiles},
            "roles": {name: site.role_arn(name) for name in roles},
        },
        "notes": [*notes(prepared)],
        "next": [{"purpose": one.purpose, "command": one.command} for one in commands(prepared)],
    }


def _step(one: Step) -> dict[str, Any]:
    return {
        "resource": one.title,
        "action": one.action,
        "changes": [{"property": each.name, "before": each.before, "after": each.after} for each in one.changes],
        "calls": [str(call) for _, call in one.calls],
    }
