"""Commands about the hours of an environment that stands: hours status, wake, sleep."""

import json as json_module
import time
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pyairtable_infra.cli.options import HERE, EnvironmentArgument, JsonOut, Root, write

if TYPE_CHECKING:
    from pyairtable_infra.operations.aws import Aws
    from pyairtable_infra.operations.hours.looking import Sleepers

hours = typer.Typer(
    name="hours",
    help="What of an environment in AWS sleeps outside its hours, and waking it before.",
    no_args_is_help=True,
)


def register(app: typer.Typer) -> None:
    """Add this group to `app`."""
    app.add_typer(hours)


@hours.command()
def status(environment: EnvironmentArgument, *, json: JsonOut = None, root: Root = HERE) -> None:
    """What of ENV sleeps by its schedules, and how it is now."""
    from pyairtable_infra.report.hours import sleepers, sleepers_data  # noqa: PLC0415 - imported when needed
    from pyairtable_infra.report.terminal import console  # noqa: PLC0415

    found = _found(environment, root)[1]
    if json:
        write(json_module.dumps(sleepers_data(found), indent=2) + "\n", json)
    if json != "-":
        console().print(sleepers(found))


@hours.command()
def wake(environment: EnvironmentArgument, *, root: Root = HERE) -> None:
    """Wake ENV now: its databases first, then its services. Its schedules put it to sleep again."""
    from pyairtable_infra.operations.hours.changing import wake as woken  # noqa: PLC0415 - imported when needed

    woken(*_found(environment, root), says=typer.echo, pause=lambda: time.sleep(10))


@hours.command()
def sleep(environment: EnvironmentArgument, *, root: Root = HERE) -> None:
    """Put ENV to sleep now. Its schedules wake it again."""
    from pyairtable_infra.operations.hours.changing import sleep as asleep  # noqa: PLC0415 - imported when needed

    asleep(*_found(environment, root), says=typer.echo)


def _found(environment: str, root: Path) -> "tuple[Aws, Sleepers]":
    from pyairtable_infra.operations.aws import Aws  # noqa: PLC0415 - imported when needed
    from pyairtable_infra.operations.hours.looking import look  # noqa: PLC0415
    from pyairtable_infra.profile.loader import load  # noqa: PLC0415
    from pyairtable_infra.profile.sections import PROJECT  # noqa: PLC0415

    aws = Aws(load(environment, root).region)
    return aws, look(aws, PROJECT, environment)
