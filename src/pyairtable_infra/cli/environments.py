"""Commands about environments: schema, init."""

import json
from typing import Annotated

import typer

from pyairtable_infra.cli.options import HERE, Output, Root, write


def register(app: typer.Typer) -> None:
    """Add these commands to `app`."""
    app.command()(schema)
    app.command()(init)


def schema(
    *,
    assessment: Annotated[bool, typer.Option(help="Of the --json of preview, instead of a stack file.")] = False,
    account: Annotated[bool, typer.Option(help="Of Pulumi.account.yaml, instead of an environment's file.")] = False,
    output: Output = "-",
) -> None:
    """Write the JSON Schema that editors use to complete and check Pulumi.ENV.yaml."""
    if assessment:
        from pyairtable_infra.report.assessment import Assessment  # noqa: PLC0415 - imported when needed

        content = Assessment.model_json_schema()
    else:
        from pyairtable_infra.profile.schema import account_schema, stack_schema  # noqa: PLC0415

        content = account_schema() if account else stack_schema()
    write(json.dumps(content, indent=2) + "\n", output)


def init(
    environment: Annotated[str, typer.Argument(metavar="ENV", help="The name of the new environment.")],
    *,
    like: Annotated[str, typer.Option(help="The environment that it starts from.")],
    root: Root = HERE,
) -> None:
    """Write Pulumi.ENV.yaml for a new environment, after the example of another one."""
    from pyairtable_infra.profile.scaffold import new_environment  # noqa: PLC0415

    path = new_environment(environment, like, root)
    typer.echo(f"Wrote {path.name}. Read it, then: make preview ENV={environment}")
