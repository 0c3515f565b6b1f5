"""Commands about money: cost, cost compare."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from pyairtable_infra.cli.options import HERE, JsonOut, Root, write

if TYPE_CHECKING:
    from pyairtable_infra.plan.model import Plan
    from pyairtable_infra.profile.loader import Profile


class TargetFirst(TyperGroup):
    """A group whose first word is a target, unless it is one of its commands."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the command in that nobody writes."""
        if args and args[0] not in {*self.commands, "-h", "--help"}:
            args = [THE_TARGET, *args]
        return super().parse_args(ctx, args)


THE_TARGET = "of"
costs = typer.Typer(
    name="cost",
    cls=TargetFirst,
    help="What an environment, a plan file, a state export or a preview costs in a month: cost TARGET.",
    no_args_is_help=True,
)


def register(app: typer.Typer) -> None:
    """Add this group to `app`."""
    app.add_typer(costs)


@costs.command(THE_TARGET)
def cost(
    target: Annotated[
        str,
        typer.Argument(
            metavar="TARGET", help="An environment, a plan file, a state export or a `pulumi preview --json` file."
        ),
    ],
    *,
    intent: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Budget, usage, replicas and commitments of a stack that has none: YAML or JSON."
        ),
    ] = None,
    json: JsonOut = None,
    root: Root = HERE,
) -> None:
    """What TARGET costs in a month, and against its budget. Exits with 1 if it is over it."""
    profile, plan = found_at(target, root)
    if intent:
        from pyairtable_infra.plan.intent import with_intent  # noqa: PLC0415 - imported when needed

        plan = with_intent(plan, intent)
    from pyairtable_infra.report.assessment import assess  # noqa: PLC0415

    assessment = assess(plan, strict=True)
    if profile and not intent:
        from pyairtable_infra.cli.plans import advised  # noqa: PLC0415

        assessment = advised(assessment, profile, plan, root)
    if json:
        write(assessment.model_dump_json(indent=2) + "\n", json)
    if json != "-":
        from pyairtable_infra.report import terminal  # noqa: PLC0415

        terminal.console().print(terminal.costs(assessment))
    if not assessment.passed:
        raise typer.Exit(1)


@costs.command()
def compare(
    targets: Annotated[list[str], typer.Argument(metavar="TARGET...", help="Environments or files, side by side.")],
    *,
    markdown: Annotated[
        str | None, typer.Option(metavar="FILE", help="The comparison as Markdown; - is standard output.")
    ] = None,
    root: Root = HERE,
) -> None:
    """What several targets cost, part by part, against their budgets and what the platform cost before."""
    from pyairtable_infra.profile.platform import FORMER_MONTHLY_USD  # noqa: PLC0415 - imported when needed
    from pyairtable_infra.report import comparison  # noqa: PLC0415
    from pyairtable_infra.report.assessment import assess  # noqa: PLC0415

    assessments = [assess(found_at(target, root)[1], strict=True) for target in targets]
    found = comparison.compare(assessments, FORMER_MONTHLY_USD)
    if markdown:
        write(comparison.markdown(found), markdown)
    if markdown != "-":
        from pyairtable_infra.report import terminal, terminal_cost  # noqa: PLC0415

        terminal.console().print(terminal_cost.comparison(found))


def found_at(target: str, root: Path) -> "tuple[Profile | None, Plan]":
    """The plan of an environment with its profile, or the one in a file; a file comes first."""
    from pyairtable_infra.cli.planning import profile_and_plan  # noqa: PLC0415
    from pyairtable_infra.plan.file import PlanFileError  # noqa: PLC0415
    from pyairtable_infra.plan.target import load  # noqa: PLC0415

    file = Path(target)
    if file.is_file():
        return None, load(file)
    if file.suffix or file.parent != HERE:
        raise PlanFileError(f"{target}: there is no such file. For example: make plan ENV=dev writes plans/dev.json")
    return profile_and_plan(target, root)
