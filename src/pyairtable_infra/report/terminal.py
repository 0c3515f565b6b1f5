"""Plans and differences for a terminal: coloured there, plain when piped."""

from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from pyairtable_infra.plan.diff import Change, PlanDiff
from pyairtable_infra.plan.model import STACK, Plan, Resource
from pyairtable_infra.report import terminal_cost
from pyairtable_infra.report.assessment import Assessment, ServiceLine
from pyairtable_infra.report.describe import describe, title
from pyairtable_infra.report.section import Gate
from pyairtable_infra.report.wording import (
    changed_value,
    counted,
    short_image,
    split_sentence,
    spot_of,
    summary,
    tasks_of,
)

PIPED_WIDTH = 240

_COLOURS = {"+": "green", "~": "yellow", "±": "magenta", "-": "red", ">": "cyan"}


def console() -> Console:
    """A console on standard output; lines are cut at the edge of a terminal, and whole where they are piped."""
    found = Console(highlight=False)
    return found if found.is_terminal else Console(highlight=False, width=PIPED_WIDTH)


def preview(plan: Plan, assessment: Assessment, changes: PlanDiff | None, seconds: float) -> RenderableType:
    """The tree of resources, what changes, the services, the split, the notes, and how long it took."""
    parts: list[RenderableType] = [_tree(plan), ""]
    if changes is not None:
        parts += [difference(changes), ""]
    if assessment.services:
        parts += [_services(assessment.services), ""]
    if assessment.split:
        parts += [split_sentence(assessment.split), ""]
    if assessment.cost:
        parts += [*terminal_cost.cost(assessment.cost), ""]
    parts += notes(assessment.notes)
    parts += gates(assessment.gates)
    parts.append(f"{summary(assessment)}, planned in {seconds:.1f} s without a cloud account.")
    return Group(*parts)


def costs(assessment: Assessment) -> RenderableType:
    """What a plan costs, and whether that fits its budget."""
    found = terminal_cost.cost(assessment.cost) if assessment.cost else ()
    return Group(*found, *notes(assessment.notes), *gates(assessment.gates))


def compared(changes: PlanDiff, assessment: Assessment) -> RenderableType:
    """What changes, what it does to the cost, and the gates."""
    parts = [difference(changes)]
    if assessment.cost and assessment.cost.changes:
        parts += ["", *terminal_cost.changes(assessment.cost.changes, assessment.cost.currency)]
    return Group(*parts, *gates(assessment.gates))


def notes(lines: Iterable[str]) -> list[RenderableType]:
    """What was assumed."""
    return [Text.assemble(("note: ", "cyan"), line) for line in lines]


def gates(found: Iterable[Gate]) -> list[RenderableType]:
    """Each condition and whether it holds."""
    words = {True: ("passed", "green"), False: ("FAILED", "bold red")}
    return [
        Text.assemble((f"{words[gate.ok][0]}: ", words[gate.ok][1]), f"{gate.name}: {gate.detail}") for gate in found
    ]


def difference(changes: PlanDiff) -> RenderableType:
    """Each resource that would be created, changed, replaced, deleted or moved."""
    if changes.empty:
        return Text(f"Nothing changes; {counted(changes.unchanged, 'resource')} as before.")
    return Group(*_lines(changes), Text(_change_counts(changes)))


def _lines(changes: PlanDiff) -> Iterator[Text]:
    for resource in changes.created:
        yield _line("+", resource, "created")
    for change in changes.changed:
        yield _line("~", change.after, "changed")
        yield from _properties(change)
    for change in changes.replaced:
        yield _line("±", change.after, f"replaced, because of {', '.join(change.replaced_by)}")
        yield from _properties(change)
    for resource in changes.deleted:
        yield _line("-", resource, "deleted")
    for change in changes.moved:
        yield _line(">", change.after, f"moved here from {change.before.urn}")


def _line(sign: str, resource: Resource, what: str) -> Text:
    return Text.assemble((f"{sign} ", _COLOURS[sign]), f"{title(resource.type)} ", (resource.name, "bold"), f"  {what}")


def _properties(change: Change) -> Iterator[Text]:
    for one in change.properties:
        yield Text(f"    {one.path}: {changed_value(one.before)} → {changed_value(one.after)}")


def _change_counts(changes: PlanDiff) -> str:
    counts = {
        "created": changes.created,
        "changed": changes.changed,
        "replaced": changes.replaced,
        "deleted": changes.deleted,
        "moved": changes.moved,
    }
    said = ", ".join(f"{len(found)} {word}" for word, found in counts.items() if found)
    return f"{said}, {changes.unchanged} unchanged."


def _tree(plan: Plan) -> Tree:
    tree = Tree(Text(plan.stack, style="bold"))
    stack = next((resource.urn for resource in plan.resources if resource.type == STACK), "")
    _grow(tree, "", plan, but=stack)
    _grow(tree, stack, plan)
    return tree


def _grow(tree: Tree, urn: str, plan: Plan, but: str = "") -> None:
    """Add what is below `urn`: components as branches, and resources that read the same as one leaf."""
    leaves: dict[tuple[str, ...], list[str]] = {}
    children = [child for child in plan.children.get(urn, ()) if child.urn != but]
    for child in children:
        if _is_leaf(child, plan):
            leaves.setdefault(_reads_as(child), []).append(title(child.type))
    for child in children:
        if not _is_leaf(child, plan):
            inside = counted(_inside(child, plan), "resource")
            label = Text.assemble((child.name, "bold"), (f"  {title(child.type)}", "dim"), (f"  {inside}", "cyan"))
            _grow(tree.add(label), child.urn, plan)
        elif kinds := leaves.pop(_reads_as(child), None):
            tree.add(_leaf(child, kinds))


def _reads_as(resource: Resource) -> tuple[str, ...]:
    return title(resource.type).partition(" ")[0], resource.name, describe(resource)


def _leaf(resource: Resource, kinds: list[str]) -> Text:
    module = title(resource.type).partition(" ")[0]
    said = f"{module} {' + '.join(sorted(kind.partition(' ')[2] for kind in kinds))} "
    line = Text.assemble((said, "dim"), resource.name, (f"  {describe(resource)}", "dim"))
    line.no_wrap, line.overflow = True, "ellipsis"
    return line


def _is_leaf(resource: Resource, plan: Plan) -> bool:
    return resource.custom and resource.urn not in plan.children


def _inside(resource: Resource, plan: Plan) -> int:
    """The resources in a component at any depth; components in it do not count."""
    return sum(child.custom + _inside(child, plan) for child in plan.children.get(resource.urn, ()))


def _services(services: tuple[ServiceLine, ...]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("Service", "Port", "Tasks", "Size", "CPU", "On Spot", "Public"):
        table.add_column(column, no_wrap=True)
    table.add_column("Image", overflow="fold")
    for service in services:
        table.add_row(
            service.name,
            str(service.port or ""),
            tasks_of(service),
            f"{service.cpu / 1024:g} vCPU {service.memory} MiB {service.architecture}",
            f"{service.cpu_target} %" if service.cpu_target else "",
            spot_of(service),
            escape(" ".join(service.paths)),
            short_image(service.image),
        )
    return table
