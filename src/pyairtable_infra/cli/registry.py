"""Commands about container images: registry simulate, pin, migrate, prune, login."""

import json as json_module
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pyairtable_infra.cli.options import HERE, EnvironmentArgument, JsonOut, Root, write

if TYPE_CHECKING:
    from pyairtable_components.registry.layout import Generation
    from pyairtable_components.registry.lifecycle import Rule
    from pyairtable_components.registry.simulator import Image

registry = typer.Typer(
    name="registry",
    help="Container images: retention, digests, moves. Tokens come from the environment.",
    no_args_is_help=True,
)

TOKENS = (
    "GHCR_TOKEN (and GHCR_USERNAME) are for ghcr.io, REGISTRY_TOKEN and REGISTRY_USERNAME for another host; "
    "ECR uses the AWS credentials."
)


def register(app: typer.Typer) -> None:
    """Add this group to `app`."""
    app.add_typer(registry)


@registry.command(epilog="Without --policy, the retention of Pulumi.account.yaml.")
def simulate(
    images: Annotated[
        str | None, typer.Argument(metavar="FILE", help="Images as `aws ecr describe-images` lists them; - is stdin.")
    ] = None,
    *,
    policy: Annotated[Path | None, typer.Option(help="A lifecycle policy.")] = None,
    repository: Annotated[str | None, typer.Option(help="A repository of ECR, instead of FILE.")] = None,
    now: Annotated[str | None, typer.Option(metavar="TIME", help="When it is evaluated. [default: now]")] = None,
    json: JsonOut = None,
    root: Root = HERE,
) -> None:
    """Which images a lifecycle policy would expire, and why."""
    from pyairtable_components.registry.simulator import simulate as simulated  # noqa: PLC0415 - imported when needed
    from pyairtable_infra.operations.registry import report  # noqa: PLC0415
    from pyairtable_infra.report.terminal import console  # noqa: PLC0415

    if (images is None) == (repository is None):
        raise typer.BadParameter("give a file of images or --repository. For example: images.json")
    rules = _rules(policy, root)
    moment = report.moment(now)
    fates = simulated(rules, _images(images, repository, root), moment)
    if json:
        write(json_module.dumps(report.fates_data(fates), indent=2) + "\n", json)
    if json != "-":
        console().print(report.fates(fates))


@registry.command(epilog=TOKENS)
def pin(
    environment: EnvironmentArgument,
    *,
    write_: Annotated[bool, typer.Option("--write", help="Put the digests into the stack file.")] = False,
    root: Root = HERE,
) -> None:
    """Resolve the tags of an environment's images to digests."""
    from pyairtable_infra.operations.registry import report  # noqa: PLC0415 - imported when needed
    from pyairtable_infra.operations.registry.hosts import Hosts  # noqa: PLC0415
    from pyairtable_infra.operations.registry.pin import resolve, wanted, with_digests  # noqa: PLC0415
    from pyairtable_infra.profile.loader import load, load_text  # noqa: PLC0415
    from pyairtable_infra.profile.sources import stack_file, text_of  # noqa: PLC0415
    from pyairtable_infra.report.terminal import console  # noqa: PLC0415

    profile = load(environment, root)
    pinned = resolve(wanted(profile), profile.images.digests, Hosts().registry)
    console().print(report.pinned(pinned), soft_wrap=True)
    if write_:
        file = stack_file(environment, root)
        text = with_digests(text_of(environment, root), {one.user: one.digest for one in pinned}, file.name)
        load_text(environment, text, root)
        write(text, str(file))


@registry.command(epilog=TOKENS)
def migrate(
    *,
    source: Annotated[
        str, typer.Option("--from", metavar="HOST/FOLDER", help="Where the images are.")
    ] = "ghcr.io/reg-kris",
    target: Annotated[
        str, typer.Option("--to", metavar="HOST/FOLDER", help="Where legacy, microservices and shared lie.")
    ] = "ghcr.io/pyairtable-org",
    image: Annotated[list[str] | None, typer.Option(help="An image. [default: every service of the platform]")] = None,
    others: Annotated[
        str | None, typer.Option(metavar="GENERATION", help="Where tags go that are neither v1, v2 nor latest.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Copy; without it, only the plan is shown.")] = False,
    journal: Annotated[Path, typer.Option(help="What is done already; the next run goes on.")] = Path(
        "registry-migrate.json"
    ),
) -> None:
    """Move images to the layout: v1 to legacy, v2 to microservices, latest to shared."""
    from rich.console import Console  # noqa: PLC0415 - imported when needed
    from rich.progress import Progress  # noqa: PLC0415

    from pyairtable_infra.operations.registry import migrate as moving  # noqa: PLC0415
    from pyairtable_infra.operations.registry.hosts import Hosts, place  # noqa: PLC0415
    from pyairtable_infra.operations.registry.journal import Journal  # noqa: PLC0415
    from pyairtable_infra.profile.platform import names  # noqa: PLC0415

    generation = _generation(others)
    (from_host, origin), (to_host, folder) = place(source), place(target)
    notes = Journal.open(journal)
    hosts = Hosts()
    there, here = hosts.registry(from_host), hosts.registry(to_host)
    move = moving.plan((there, origin), (here, folder), image or names(), others=generation, done=notes.done)
    for line in moving.told(move):
        typer.echo(line)
    if not yes:
        return
    with Progress(console=Console(stderr=True)) as progress:
        bar = progress.add_task("copying", total=len(move.open))
        copied = moving.run(move, there, here, notes, lambda _: progress.advance(bar))
    typer.echo(f"{copied} copied and verified.")


@registry.command(epilog="GHCR_TOKEN holds a token with read:packages and, for --yes, delete:packages.")
def prune(
    owner: Annotated[str, typer.Argument(help="An organisation or a user of GitHub.")],
    *,
    package: Annotated[list[str] | None, typer.Option(help="A package, as legacy/api-gateway. [default: all]")] = None,
    policy: Annotated[Path | None, typer.Option(help="A lifecycle policy.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Delete; without it, only the plan is shown.")] = False,
    root: Root = HERE,
) -> None:
    """Delete container packages of GitHub that the retention lets go."""
    from datetime import UTC, datetime  # noqa: PLC0415 - imported when needed

    from pyairtable_infra.operations.registry import prune as pruning  # noqa: PLC0415
    from pyairtable_infra.operations.registry import report  # noqa: PLC0415
    from pyairtable_infra.operations.registry.credentials import ghcr, github_token  # noqa: PLC0415
    from pyairtable_infra.operations.registry.github import Packages  # noqa: PLC0415
    from pyairtable_infra.operations.registry.hosts import Hosts  # noqa: PLC0415

    rules = _rules(policy, root)
    hosts = Hosts()
    packages = Packages(owner, github_token(), hosts.http)
    planned = pruning.plan(packages, hosts.registry(ghcr()), package or (), rules, datetime.now(UTC))
    for line in report.pruned(planned):
        typer.echo(line)
    if yes:
        gone = pruning.run(packages, planned, lambda name, version: typer.echo(f"deleted {name} {version.digest}"))
        typer.echo(f"{gone} deleted.")


@registry.command()
def login(
    username: Annotated[str, typer.Option(help="A user of GitHub.")],
    *,
    root: Root = HERE,
) -> None:
    """Write the credential with which ECR reads ghcr.io: the token comes on standard input."""
    from pyairtable_infra.operations.aws import Aws  # noqa: PLC0415 - boto3, imported when needed
    from pyairtable_infra.operations.registry.login import SECRET  # noqa: PLC0415
    from pyairtable_infra.operations.registry.login import login as write_credential  # noqa: PLC0415
    from pyairtable_infra.profile.loader import load_stack  # noqa: PLC0415

    region = load_stack("account", root).region
    token = typer.prompt("Token", hide_input=True, err=True) if sys.stdin.isatty() else sys.stdin.read()
    write_credential(Aws(region), username, token.strip())
    typer.echo(f"{SECRET} is written. Next: registry.images.credential: written in Pulumi.account.yaml.")


def _rules(policy: Path | None, root: Path) -> "tuple[Rule, ...]":
    from pyairtable_components.registry.lifecycle import PolicyError, parse  # noqa: PLC0415 - imported when needed
    from pyairtable_infra.operations.errors import InputError  # noqa: PLC0415
    from pyairtable_infra.profile.account import AccountProfile  # noqa: PLC0415
    from pyairtable_infra.profile.loader import load_stack  # noqa: PLC0415

    if policy is None:
        profile = load_stack("account", root)
        assert isinstance(profile, AccountProfile)  # noqa: S101 - what this name stands for
        return profile.registry.retention.rules
    try:
        return parse(_text(policy, "policy.json"))
    except PolicyError as error:
        raise InputError(f"{policy}: {error}") from None


def _images(file: str | None, repository: str | None, root: Path) -> "tuple[Image, ...]":
    from pyairtable_infra.operations.registry import inventory  # noqa: PLC0415 - imported when needed

    if repository:
        from pyairtable_infra.operations.aws import Aws  # noqa: PLC0415
        from pyairtable_infra.profile.loader import load_stack  # noqa: PLC0415

        return inventory.from_ecr(Aws(load_stack("account", root).region), repository)
    return inventory.from_text(_text(Path(file or "-"), "images.json"), file or "-")


def _text(file: Path, example: str) -> str:
    """What a file says, or standard input where it is `-`."""
    from pyairtable_infra.operations.errors import InputError  # noqa: PLC0415 - imported when needed

    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError(f"{file}: there is no such file. For example: {example}") from None
    except OSError as error:
        raise InputError(f"{file}: it cannot be read: {error.strerror}. For example: {example}") from None
    except UnicodeDecodeError:
        raise InputError(f"{file}: this is no text in UTF-8. For example: {example}") from None


def _generation(name: str | None) -> "Generation | None":
    from pyairtable_components.registry.layout import GENERATIONS  # noqa: PLC0415 - imported when needed

    found = next((one for one in GENERATIONS if one == name), None)
    if name and found is None:
        raise typer.BadParameter(
            f"--others: {name} is no generation; there is {', '.join(GENERATIONS)}. For example: legacy"
        )
    return found
