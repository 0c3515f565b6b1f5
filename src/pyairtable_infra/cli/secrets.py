"""Commands about secrets of an environment that stands: secrets list, put, rotate, audit, revoke."""

import json as json_module
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pyairtable_infra.cli.options import HERE, EnvironmentArgument, JsonOut, Root, write

if TYPE_CHECKING:
    from pyairtable_infra.operations.aws import Aws

secrets = typer.Typer(
    name="secrets",
    help="Secrets of an environment in AWS. No value is ever shown, and none is an argument.",
    no_args_is_help=True,
)
SecretName = Annotated[
    str, typer.Argument(metavar="NAME", help="The full name of a secret: pyairtable/dev/api-keys/airtable.")
]


def register(app: typer.Typer) -> None:
    """Add this group to `app`."""
    app.add_typer(secrets)


@secrets.command("list")
def list_(environment: EnvironmentArgument, *, json: JsonOut = None, root: Root = HERE) -> None:
    """The secrets of ENV: whether they have a value, when it was changed, what rotates it."""
    from pyairtable_infra.operations.secrets.finding import listed  # noqa: PLC0415 - imported when needed
    from pyairtable_infra.report.secrets import listing, listing_data  # noqa: PLC0415

    found = listed(_aws(environment, root), _prefix(environment))
    if json:
        write(json_module.dumps(listing_data(found), indent=2) + "\n", json)
    if json != "-":
        _print(listing(found, _prefix(environment)))


@secrets.command()
def put(name: SecretName, *, root: Root = HERE) -> None:
    """Put a new value, read from standard input, into the secret NAME."""
    from pyairtable_infra.operations.secrets.changing import put as put_value  # noqa: PLC0415
    from pyairtable_infra.operations.secrets.finding import environment_of  # noqa: PLC0415

    environment = environment_of(name)
    if sys.stdin.isatty():
        typer.echo("The value, then Enter and Ctrl-D:", err=True)
    put_value(_aws(environment, root), name, sys.stdin.read())
    _print(f"{name} has a new value. Tasks read it when they start: pyairtable-infra secrets redeploy {name}")


@secrets.command()
def rotate(name: SecretName, *, root: Root = HERE) -> None:
    """Rotate the secret NAME now, and deploy its readers again."""
    from pyairtable_infra.operations.secrets.changing import rotate as rotate_now  # noqa: PLC0415
    from pyairtable_infra.operations.secrets.finding import environment_of, found  # noqa: PLC0415

    environment = environment_of(name)
    aws = _aws(environment, root)
    version = rotate_now(aws, found(aws, name), _pause)
    _print(f"{name} is rotated to version {version}.")
    _redeploy(aws, name, environment)


@secrets.command()
def redeploy(name: SecretName, *, root: Root = HERE) -> None:
    """Deploy the services again that read the secret NAME."""
    from pyairtable_infra.operations.secrets.finding import environment_of  # noqa: PLC0415

    environment = environment_of(name)
    _redeploy(_aws(environment, root), name, environment)


@secrets.command()
def audit(environment: EnvironmentArgument, *, json: JsonOut = None, root: Root = HERE) -> None:
    """How old the secrets of ENV are, who may read them, who last did, and which nobody uses."""
    from pyairtable_infra.operations.secrets.auditing import audit as audited  # noqa: PLC0415
    from pyairtable_infra.report.secrets import auditing, auditing_data  # noqa: PLC0415

    found = list(audited(_aws(environment, root), _prefix(environment), datetime.now(UTC)))
    if json:
        write(json_module.dumps(auditing_data(found), indent=2) + "\n", json)
    if json != "-":
        _print(auditing(found, _prefix(environment)))


@secrets.command()
def revoke(
    name: SecretName,
    *,
    reason: Annotated[str, typer.Option(help="Why; it is written into the journal.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be done, and change nothing.")] = False,
    root: Root = HERE,
) -> None:
    """Revoke the secret NAME: deny it, rotate it twice, let its readers in, deploy them again.

    Each step is written into revocations/NAME.jsonl. A run that was cut off goes on where it stopped.
    """
    from pyairtable_infra.operations.secrets.finding import environment_of, found  # noqa: PLC0415
    from pyairtable_infra.operations.secrets.journal import Journal  # noqa: PLC0415
    from pyairtable_infra.operations.secrets.revoking import Revocation, Step  # noqa: PLC0415

    environment = environment_of(name)
    journal = Journal.of(name, root, reason, lambda: datetime.now(UTC))
    aws = _aws(environment, root)
    revocation = Revocation(aws, found(aws, name), _cluster(environment), journal, _pause)
    if dry_run:
        for step in revocation.steps():
            _print(f"would {step.words}" if step.name not in journal.done else f"done before: {step.words}")
        return

    def tell(step: Step, now: bool) -> None:
        _print(f"{'done' if now else 'done before'}: {step.words}")

    revocation.run(tell)
    _print(f"{name} is revoked. {journal.path} says what was done.")


def _redeploy(aws: "Aws", name: str, environment: str) -> None:
    from pyairtable_infra.operations.secrets.changing import redeploy as again  # noqa: PLC0415
    from pyairtable_infra.operations.secrets.finding import found, services  # noqa: PLC0415

    cluster = _cluster(environment)
    reading = services(aws, found(aws, name), cluster)
    for service in reading:
        again(aws, cluster, service)
        _print(f"{service} is being deployed again.")
    if not reading:
        _print("No service reads it.")


def _aws(environment: str, root: Path) -> "Aws":
    from pyairtable_infra.operations.aws import Aws  # noqa: PLC0415
    from pyairtable_infra.profile.loader import load  # noqa: PLC0415

    return Aws(load(environment, root).region)


def _prefix(environment: str) -> str:
    from pyairtable_infra.profile.sections import PROJECT  # noqa: PLC0415

    return f"{PROJECT}/{environment}/"


def _cluster(environment: str) -> str:
    from pyairtable_infra.profile.sections import PROJECT  # noqa: PLC0415

    return f"{PROJECT}-{environment}-cluster"


def _pause() -> None:
    time.sleep(5)


def _print(what: Any) -> None:
    from pyairtable_infra.report.terminal import console  # noqa: PLC0415

    console().print(what, soft_wrap=True)
