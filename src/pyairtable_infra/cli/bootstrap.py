"""The command that prepares an account: bootstrap."""

import json as json_module
import os
from pathlib import Path
from typing import Annotated

import typer

from pyairtable_infra.cli.options import HERE, Root, write


def register(app: typer.Typer) -> None:
    """Add this command to `app`."""
    app.command()(bootstrap)


def bootstrap(
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be done, and change nothing.")] = False,
    region: Annotated[
        str | None, typer.Option(help="Where the state lives. [default: that of the stack files]")
    ] = None,
    bucket: Annotated[
        str | None, typer.Option(help="The bucket's name. [default: PROJECT-pulumi-state-ACCOUNT]")
    ] = None,
    repository: Annotated[
        str | None,
        typer.Option(metavar="OWNER/REPO", help="Whose GitHub Actions may deploy and preview, or OWNER@ID/REPO@ID."),
    ] = None,
    environment: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ENV", help="An environment of this account; others are shut out of the state. [default: all]"
        ),
    ] = None,
    deploy_policy: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[ENV=]ARN", help="What a deploy role may do on AWS. [default: use its state, nothing else]"
        ),
    ] = None,
    preview_policy: Annotated[
        list[str] | None,
        typer.Option(metavar="ARN", help="What the preview role may do more than look up zones."),
    ] = None,
    preview_environment: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ENV", help="An environment that pull requests may read, with its secrets. [default: all]"
        ),
    ] = None,
    boundary: Annotated[str | None, typer.Option(metavar="ARN", help="The permissions boundary of every role.")] = None,
    owner: Annotated[str | None, typer.Option(help="Tag of what all share. [default: that of prod]")] = None,
    cost_center: Annotated[str | None, typer.Option(help="Tag of what all share. [default: that of prod]")] = None,
    json: Annotated[
        str | None, typer.Option("--json", metavar="FILE", help="The steps as JSON; - is standard output.")
    ] = None,
    root: Root = HERE,
) -> None:
    """Create what a first `pulumi up` needs in an AWS account: state bucket, key, roles for GitHub Actions.

    A second run changes what has drifted, and nothing else. Give it the same options each time.
    """
    from pyairtable_infra.operations.bootstrap.request import Options, Request, RequestError  # noqa: PLC0415

    options = Options(
        environments=environment or (),
        region=region,
        bucket=bucket,
        repository=repository,
        deploy_policies=deploy_policy or (),
        preview_policies=preview_policy or (),
        preview_environments=preview_environment or (),
        boundary=boundary,
        owner=owner,
        cost_center=cost_center,
    )
    try:
        request = Request.read(root, options)
    except RequestError as error:
        raise typer.BadParameter(str(error)) from None
    from pyairtable_infra.operations.aws import Aws  # noqa: PLC0415 - boto3, after a bad request is told
    from pyairtable_infra.operations.bootstrap import report  # noqa: PLC0415
    from pyairtable_infra.operations.bootstrap.runner import apply, prepare  # noqa: PLC0415
    from pyairtable_infra.report.terminal import console  # noqa: PLC0415

    _writable(json)
    screen = console()
    screen.quiet = json == "-"
    aws = Aws(request.region)
    prepared = prepare(aws, request)
    screen.print(report.heading(prepared))
    if dry_run:
        for step in prepared.steps:
            screen.print(report.step(step), soft_wrap=True)
    else:
        prepared = apply(aws, prepared, lambda step: screen.print(report.step(step), soft_wrap=True))
    screen.print(report.summary(prepared, dry_run=dry_run))
    screen.print(report.next_steps(prepared), soft_wrap=True)
    if json:
        write(json_module.dumps(report.data(prepared, dry_run=dry_run), indent=2) + "\n", json)


def _writable(file: str | None) -> None:
    """Refuse a file that cannot be written before anything is changed, not after."""
    if file and file != "-" and not os.access(Path(file).parent, os.W_OK):
        raise typer.BadParameter(f"{file}: there is no such folder to write to. For example: {Path(file).name}")
