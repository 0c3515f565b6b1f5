"""The command about rights: access."""

from typing import Annotated

import typer

from pyairtable_infra.cli.options import HERE, Root


def register(app: typer.Typer) -> None:
    """Add this command to `app`."""
    app.command()(access)


def access(
    service: Annotated[str, typer.Argument(metavar="SERVICE", help="A service or task, or shared.")],
    *,
    target: Annotated[
        str, typer.Option("--in", metavar="TARGET", help="An environment, a plan file or a state export.")
    ],
    root: Root = HERE,
) -> None:
    """What a service may do on AWS, and which grant says so. It needs no account: it reads the plan."""
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
