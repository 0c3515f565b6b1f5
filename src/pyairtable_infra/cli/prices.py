"""Commands about the price book: prices show, prices refresh."""

import sys
from typing import Annotated

import typer

REGION = "us-east-1"
"""Where the price list is asked; it answers for all regions."""

prices = typer.Typer(name="prices", help="The price book: list prices with their sources.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add this group to `app`."""
    app.add_typer(prices)


@prices.command()
def show(
    pattern: Annotated[str, typer.Argument(help="Part of a key, or a pattern with *.")],
    *,
    region: Annotated[str, typer.Option(help="A region that has a book.")] = REGION,
) -> None:
    """Each price whose key fits PATTERN, with its unit, source, date and confidence; and what has none."""
    from pyairtable_infra.cost.prices.book import load  # noqa: PLC0415 - imported when needed
    from pyairtable_infra.report import terminal, terminal_cost  # noqa: PLC0415

    found = terminal_cost.prices(load(region), pattern)
    if found is None:
        raise typer.BadParameter(f"{pattern}: the book of {region} has no such key. For example: fargate/*")
    terminal.console().print(found)


@prices.command()
def refresh(
    pattern: Annotated[str, typer.Argument(help="A pattern of keys.")] = "*",
    *,
    accept: Annotated[bool, typer.Option("--accept", help="Write prices that jump, too.")] = False,
) -> None:
    """Renew the price books from AWS's price list; needs credentials with pricing:GetProducts."""
    import boto3  # noqa: PLC0415 - imported when needed
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

    from pyairtable_infra.cost.prices.refresh import refuse_jumps, renew, write  # noqa: PLC0415
    from pyairtable_infra.engine.errors import EngineError  # noqa: PLC0415
    from pyairtable_infra.operations.aws import LOGIN  # noqa: PLC0415

    try:
        renewed, kept = renew(boto3.client("pricing", region_name=REGION), pattern)
    except (BotoCoreError, ClientError) as error:
        raise EngineError(f"the price list did not answer: {error}. {LOGIN}") from None
    for one in kept:
        sys.stderr.write(f"kept: {one.key} in {one.region}: {one.reason}\n")
    for change in renewed:
        if change.percent:
            typer.echo(
                f"{change.key} in {change.region}: {change.before} became {change.after} ({change.percent:+.1f} %)"
            )
    if not accept:
        refuse_jumps(renewed)
    write(renewed)
    changed = sum(bool(one.percent) for one in renewed)
    typer.echo(f"{len(renewed)} asked, {changed} changed, {len(kept)} kept as they were.")
