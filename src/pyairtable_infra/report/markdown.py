"""A plan as Markdown, for the comment on a pull request."""

from collections import Counter
from collections.abc import Iterator

from pyairtable_infra.plan.diff import Change, PlanDiff
from pyairtable_infra.plan.model import STACK, Plan, Resource
from pyairtable_infra.report.assessment import Assessment
from pyairtable_infra.report.cost import Cost
from pyairtable_infra.report.describe import describe, title
from pyairtable_infra.report.money import change_rows, change_sentence, rows, sentence, signed
from pyairtable_infra.report.wording import changed_value, counted, split_sentence, spot_of, summary, tasks_of


def preview(plan: Plan, assessment: Assessment, changes: PlanDiff | None) -> str:
    """The whole preview: what changes is open, the rest is folded."""
    return "\n".join(_preview(plan, assessment, changes)) + "\n"


def _preview(plan: Plan, assessment: Assessment, changes: PlanDiff | None) -> Iterator[str]:
    yield f"### {assessment.environment}"
    yield ""
    for gate in assessment.gates:
        yield f"- {'✅' if gate.ok else '❌'} **{gate.name}**: {gate.detail}"
    yield f"- {summary(assessment)}"
    if assessment.split:
        yield f"- {split_sentence(assessment.split)}"
    if assessment.cost:
        yield from _money_in_short(assessment.cost)
    yield ""
    if changes is not None:
        yield from difference(changes)
        yield ""
    if assessment.cost:
        yield from _money(assessment.cost)
    if assessment.services:
        yield from _folded("Services", _services(assessment))
    yield from _folded(f"All {counted(len(plan.resources), 'resource')}", _resources(plan))
    if assessment.notes:
        yield from _folded("What was assumed", (f"- {note}" for note in assessment.notes))


def difference(changes: PlanDiff) -> Iterator[str]:
    """What changes, as a table of counts and a diff block."""
    if changes.empty:
        yield f"Nothing changes; {counted(changes.unchanged, 'resource')} as before."
        return
    yield "| created | changed | replaced | deleted | moved | unchanged |"
    yield "|--:|--:|--:|--:|--:|--:|"
    counts = (changes.created, changes.changed, changes.replaced, changes.deleted, changes.moved)
    yield f"| {' | '.join(str(len(found)) for found in counts)} | {changes.unchanged} |"
    yield ""
    yield "```diff"
    for resource in changes.created:
        yield f"+ {title(resource.type)} {resource.name}"
    for resource in changes.deleted:
        yield f"- {title(resource.type)} {resource.name}"
    for change in changes.replaced:
        yield f"-+ {title(change.after.type)} {change.after.name}, because of {', '.join(change.replaced_by)}"
        yield from _properties(change)
    for change in changes.changed:
        yield f"! {title(change.after.type)} {change.after.name}"
        yield from _properties(change)
    for change in changes.moved:
        yield f"# {title(change.after.type)} {change.after.name} moved from {change.before.urn}"
    yield "```"


def _properties(change: Change) -> Iterator[str]:
    for one in change.properties:
        yield f"    {one.path}: {changed_value(one.before)} → {changed_value(one.after)}".replace("```", "'''")


def _money_in_short(cost: Cost) -> Iterator[str]:
    yield f"- {sentence(cost)}"
    for one in cost.suggestions:
        yield f"- `{one.key}` would save {one.saving:.2f} a month by itself"
    if cost.changes:
        yield f"- {change_sentence(cost.changes, cost.currency)}"


def _money(cost: Cost) -> Iterator[str]:
    """What costs something else is open, all that costs is folded."""
    if cost.changes and cost.changes.resources:
        yield "| costs something else | before | after | difference |"
        yield "|---|--:|--:|--:|"
        for name, before, after, more in change_rows(cost.changes):
            yield f"| {name} | {before:.2f} | {after:.2f} | {signed(more)} |"
        yield ""
    yield from _folded("Cost", _cost(cost))


def _cost(cost: Cost) -> Iterator[str]:
    yield f"| {cost.currency} a month | minimum | expected | maximum | of it usage |"
    yield "|---|--:|--:|--:|--:|"
    lines, whole = rows(cost)
    for row in (*lines, whole):
        yield f"| {row.name} | {' | '.join(f'{amount:.2f}' for amount in row.amounts)} |"
    yield ""
    for unpriced in cost.unpriced:
        yield f"- unpriced: {unpriced.urn.rsplit('::', 1)[-1]}: {unpriced.reason}"
    yield from (f"- {note}" for note in cost.notes)


def _folded(heading: str, lines: Iterator[str]) -> Iterator[str]:
    yield f"<details><summary>{heading}</summary>"
    yield ""
    yield from lines
    yield ""
    yield "</details>"
    yield ""


def _services(assessment: Assessment) -> Iterator[str]:
    yield "| service | port | tasks | vCPU | MiB | CPU target | on Spot | public | image |"
    yield "|---|--:|--:|--:|--:|--:|--:|---|---|"
    for service in assessment.services:
        cells = (
            service.name,
            service.port or "",
            tasks_of(service),
            f"{service.cpu / 1024:g}",
            service.memory,
            f"{service.cpu_target} %" if service.cpu_target else "",
            spot_of(service),
            " ".join(f"`{path}`" for path in service.paths),
            f"`{service.image}`",
        )
        yield f"| {' | '.join(map(str, cells))} |"


def _resources(plan: Plan) -> Iterator[str]:
    root = next((resource for resource in plan.resources if resource.type == STACK), None)
    for top in plan.children.get(root.urn if root else "", ()):
        yield f"- **{top.name}** ({title(top.type)}) {describe(top)}".rstrip()
        kinds = Counter(title(resource.type) for resource in _below(top, plan) if resource.custom)
        for kind, number in sorted(kinds.items()):
            yield f"  - {number} {kind}"


def _below(resource: Resource, plan: Plan) -> Iterator[Resource]:
    for child in plan.children.get(resource.urn, ()):
        yield child
        yield from _below(child, plan)
