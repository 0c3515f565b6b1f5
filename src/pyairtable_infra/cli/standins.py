"""Commands about the stand-in providers."""

import signal
from typing import Annotated

import typer

_Port = Annotated[int, typer.Option(min=0, max=65535, help="Where to listen on 127.0.0.1; 0 takes a free port.")]

stand_ins = typer.Typer(
    name="stand-ins",
    help="Providers that play AWS and a Kubernetes cluster for the real engine, and create nothing.",
    no_args_is_help=True,
)


def register(app: typer.Typer) -> None:
    """Add these commands to `app`."""
    app.add_typer(stand_ins)


@stand_ins.command()
def serve(*, port: _Port = 0) -> None:
    """Play AWS and Kubernetes for any Pulumi program, until Ctrl-C. The first line says how to use it."""
    from pyairtable_infra.engine.serving import PortError  # noqa: PLC0415 - imported when needed
    from pyairtable_infra.engine.standin.cloud import Cloud  # noqa: PLC0415
    from pyairtable_infra.engine.standin.plugin import PACKAGES, start  # noqa: PLC0415

    ends = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, ends)  # they are waited for below, and by no thread of the server
    try:
        server, bound = start(Cloud(), port)
    except PortError as error:
        raise typer.BadParameter(str(error), param_hint="--port") from None
    typer.echo(f"export PULUMI_DEBUG_PROVIDERS={','.join(f'{package}:{bound}' for package in PACKAGES)}")
    typer.echo("Every pulumi command in a shell with this variable talks to the stand-ins. Ctrl-C ends them.", err=True)
    try:
        signal.sigwait(ends)
    finally:
        server.stop(grace=None)


@stand_ins.command()
def types() -> None:
    """List the types that the stand-ins know: the call of AWS that each is checked against, or why against none."""
    from rich.table import Table  # noqa: PLC0415 - imported when needed

    from pyairtable_infra.engine.standin import aws, kubernetes  # noqa: PLC0415
    from pyairtable_infra.report.terminal import console  # noqa: PLC0415

    known = aws.summary()
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("Type", no_wrap=True)
    table.add_column("Checked against")
    for one in known:
        table.add_row(one.type_, one.operation or f"nothing: {one.reason}")
    out = console()
    out.print(table)
    checked = sum(bool(one.operation) for one in known)
    out.print(f"\n{len(known)} AWS types, {checked} of them checked against botocore's API models.")
    judged = "OpenAPI schemas" if kubernetes.available() else "nothing: install pyairtable-infra[kubernetes]"
    out.print(f"Every Kubernetes kind is known, and checked against {judged}.")
