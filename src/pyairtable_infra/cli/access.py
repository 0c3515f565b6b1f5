"""Commands about rights: access SERVICE, access review."""

import json as json_module
import time
from datetime import UTC, datetime
from typing import Annotated

import typer

from pyairtable_infra.cli.costs import THE_TARGET, TargetFirst
from pyairtable_infra.cli.options import HERE, JsonOut, Root, write

rights = typer.Typer(
    name="access",
    cls=TargetFirst,
    help="What a service may do on AWS, and which grant says so: access SERVICE --in ENV.",
    no_args_is_help=True,
)


def register(app: typer.Typer) -> None:
    """Add this group to `app`."""
    app.add_typer(rights)


@rights.command(THE_TARGET)
def access(
    service: Annotated[str, typer.Argument(metavar="SERVICE", help="A service or task, or shared.")],
    *,
    target: Annotated[
        str, typer.Option("--in", metavar="TARGET", help="An environment, a plan file or a state export.")
    ],
    root: Root = HERE,
) -> None:
    """What SERVICE may do on AWS, and which grant says so. It needs no account: it reads the plan."""
    from pyairtable_infra.cli.costs import found_at  # noqa: PLC0415 - imported when needed
    from pyairtable_infra.plan.access import roles, services_with_roles  # noqa: PLC0415
    from pyairtable_infra.profile.errors import closest  # noqa: PLC0415
    from pyairtable_infra.report import access as report  # noqa: PLC0415
    from pyairtable_infra.report.terminal import console  # noqa: PLC0415

    plan = found_at(target, root)[1]
    found = roles(plan, service)
    if not found:
        known = services_with_roles(plan)
        example = closest(service, known) or next(iter(known), "api-gateway")
        raise typer.BadParameter(
            f"{service} has no role in {target}; there is: {', '.join(known)}. For example: {example}"
        )
    console().print(report.access(service, found))


@rights.command()
def review(
    environment: Annotated[str, typer.Argument(metavar="ENV", help="An environment that stands, or account.")],
    *,
    days: Annotated[int, typer.Option(min=1, max=400, metavar="DAYS", help="Unused means: not in so many days.")] = 90,
    json: JsonOut = None,
    markdown: Annotated[
        str | None, typer.Option(metavar="FILE", help="The review as Markdown, to be filed; - is standard output.")
    ] = None,
    root: Root = HERE,
) -> None:
    """The roles of ENV in AWS: when they were last used, who may assume them, which rights nobody has used."""
    from pyairtable_infra.operations.access.reviewing import review as reviewed  # noqa: PLC0415 - imported when needed
    from pyairtable_infra.operations.aws import Aws  # noqa: PLC0415
    from pyairtable_infra.operations.bootstrap.marks import SHARED  # noqa: PLC0415
    from pyairtable_infra.profile.loader import load_stack  # noqa: PLC0415
    from pyairtable_infra.profile.sections import PROJECT  # noqa: PLC0415
    from pyairtable_infra.profile.sources import ACCOUNT, NAMESPACE  # noqa: PLC0415
    from pyairtable_infra.report import access_review as report  # noqa: PLC0415
    from pyairtable_infra.report.terminal import console  # noqa: PLC0415

    found = reviewed(
        Aws(load_stack(environment, root).region),
        environment,
        projects=(PROJECT, NAMESPACE),
        environments=(ACCOUNT, SHARED) if environment == ACCOUNT else (environment,),
        now=datetime.now(UTC),
        pause=_pause,
        days=days,
    )
    if json:
        write(json_module.dumps(report.reviewing_data(found), indent=2) + "\n", json)
    if markdown:
        write(report.markdown(found), markdown)
    if "-" not in (json, markdown):
        console().print(report.reviewing(found), soft_wrap=True)


def _pause() -> None:
    time.sleep(2)
