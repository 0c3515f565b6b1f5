"""Commands about money: cost."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pyairtable_infra.cli.options import HERE, JsonOut, Root, write

if TYPE_CHECKING:
    from pyairtable_infra.plan.model import Plan


def register(app: typer.Typer) -> None:
    """Add these commands to `app`."""
    app.command()(cost)


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
    plan = target_plan(target, root)
    if intent:
        from pyairtable_infra.plan.intent import with_intent  # noqa: PLC0415 - imported when needed

        plan = with_intent(plan, intent)
    from pyairtable_infra.report.assessment import assess  # noqa: PLC0415

    assessment = assess(plan, strict=True)
    if json:
        write(assessment.model_dump_json(indent=2) + "\n", json)
    if json != "-":
        from pyairtable_infra.report import terminal  # noqa: PLC0415

        terminal.console().print(terminal.costs(assessment))
    if not assessment.passed:
        raise typer.Exit(1)


def target_plan(target: str, root: Path) -> "Plan":
    """The plan of an environment or in a file; a file comes first, since it is what somebody made."""
    from pyairtable_infra.cli.plans import planned  # noqa: PLC0415
    from pyairtable_infra.plan.file import PlanFileError  # noqa: PLC0415
    from pyairtable_infra.plan.target import load  # noqa: PLC0415

    file = Path(target)
    if file.is_file():
        return load(file)
    if file.suffix or file.parent != HERE:
        raise PlanFileError(f"{target}: there is no such file. For example: make plan ENV=dev writes plans/dev.json")
    return planned(target, root)
