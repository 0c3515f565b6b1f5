"""Commands about plans: preview, plan, diff."""

import json as json_module
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pyairtable_infra.cli.options import HERE, EnvironmentArgument, JsonOut, Output, Root, write
from pyairtable_infra.cli.planning import planned, profile_and_plan

if TYPE_CHECKING:
    from pyairtable_infra.plan.diff import PlanDiff
    from pyairtable_infra.plan.model import Plan
    from pyairtable_infra.profile.loader import Profile
    from pyairtable_infra.report.assessment import Assessment

PlanFile = Annotated[Path, typer.Argument(metavar="FILE", help="A plan file or a state export.")]


def register(app: typer.Typer) -> None:
    """Add these commands to `app`."""
    app.command()(preview)
    app.command()(plan)
    app.command()(diff)


def preview(
    environment: EnvironmentArgument,
    *,
    against: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Show what differs from this plan file or state export.")
    ] = None,
    json: JsonOut = None,
    markdown: Annotated[
        str | None, typer.Option(metavar="FILE", help="The preview as Markdown; - is standard output.")
    ] = None,
    root: Root = HERE,
) -> None:
    """What would be deployed: the resources, what changes, the split, the cost. Exits with 1 if a gate fails."""
    if json == markdown == "-":
        raise typer.BadParameter("--json and --markdown both want standard output. For example: --markdown preview.md")
    started = time.perf_counter()
    former = _load(against) if against else None
    profile, made = profile_and_plan(environment, root)
    changes = _compare(former, made) if former else None
    seconds = time.perf_counter() - started
    from pyairtable_infra.report.assessment import assess  # noqa: PLC0415 - imported when needed

    assessment = advised(assess(made, changes, former), profile, made, root)
    if json:
        write(assessment.model_dump_json(indent=2) + "\n", json)
    if markdown:
        from pyairtable_infra.report import markdown as report  # noqa: PLC0415

        write(report.preview(made, assessment, changes), markdown)
    if "-" not in (json, markdown):
        from pyairtable_infra.report import terminal  # noqa: PLC0415

        terminal.console().print(terminal.preview(made, assessment, changes, seconds))
    if not assessment.passed:
        raise typer.Exit(1)


def plan(
    environment: EnvironmentArgument,
    *,
    output: Output = "-",
    program: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Plan the Pulumi program in this folder instead; ENV is its stack."),
    ] = None,
    stack_outputs: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STACK=FILE", help="What a StackReference sees: the JSON of `pulumi stack output --json`."
        ),
    ] = None,
    root: Root = HERE,
) -> None:
    """Write the plan file: every resource in the form of `pulumi stack export`, without secret values."""
    from pyairtable_infra.plan.file import dump  # noqa: PLC0415

    if program is None:
        write(dump(planned(environment, root)), output)
        return
    from pyairtable_infra.engine.program import plan_program  # noqa: PLC0415

    write(dump(plan_program(program, environment, dict(map(_outputs_of, stack_outputs or ())))), output)


def diff(
    old: PlanFile,
    new: PlanFile,
    *,
    json: JsonOut = None,
) -> None:
    """What changes from OLD to NEW: resources created to moved, and the cost. Exits with 1 if a gate fails."""
    from pyairtable_infra.report.assessment import assess  # noqa: PLC0415

    before, after = _load(old), _load(new)
    changes = _compare(before, after)
    assessment = assess(after, changes, before)
    if json:
        write(assessment.model_dump_json(indent=2) + "\n", json)
    if json != "-":
        from pyairtable_infra.report import terminal  # noqa: PLC0415

        terminal.console().print(terminal.compared(changes, assessment))
    if not assessment.passed:
        raise typer.Exit(1)


def advised(assessment: "Assessment", profile: "Profile", plan: "Plan", root: Path) -> "Assessment":
    """The assessment with what would make it cheaper, where it is over its budget."""
    if not assessment.over_budget:
        return assessment
    from pyairtable_infra.advice import suggestions  # noqa: PLC0415

    return assessment.advised(suggestions(profile, plan, root))


def _outputs_of(option: str) -> tuple[str, dict[str, Any]]:
    """A stack's name and its outputs, from STACK=FILE."""
    stack, _, file = option.rpartition("=")
    try:
        outputs = json_module.loads(Path(file).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise typer.BadParameter(
            f"{option}: {error}. For example: --stack-outputs org/network/dev=network.json"
        ) from None
    if not stack or not isinstance(outputs, dict):
        raise typer.BadParameter(
            f"{option} is not STACK=FILE. For example: --stack-outputs org/network/dev=network.json"
        )
    return stack, outputs


def _load(file: Path) -> "Plan":
    from pyairtable_infra.plan.file import load  # noqa: PLC0415

    return load(file)


def _compare(old: "Plan", new: "Plan") -> "PlanDiff":
    from pyairtable_infra.plan.diff import diff as compare  # noqa: PLC0415

    return compare(old, new)
