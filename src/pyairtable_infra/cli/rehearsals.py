"""The command that rehearses a deployment."""

import json as json_module
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from pyairtable_infra.cli.options import HERE, EnvironmentArgument, JsonOut, Root, write
from pyairtable_infra.cli.planning import planned

STOPPED = 130
"""The exit code of a command that Ctrl-C ended: 128 and the signal's number."""


def register(app: typer.Typer) -> None:
    """Add these commands to `app`."""
    app.command()(rehearse)


def rehearse(environment: EnvironmentArgument, *, json: JsonOut = None, root: Root = HERE) -> None:
    """Live through a whole deployment without a cloud account: up, update, interruption, drift, destroy.

    It needs the pulumi CLI. Nothing is deployed, no file of the project changes, and nothing is left.
    """
    from rich.console import Console  # noqa: PLC0415 - imported when needed

    from pyairtable_infra.engine.rehearsal.rehearse import rehearse as run  # noqa: PLC0415
    from pyairtable_infra.report import rehearsal as report  # noqa: PLC0415
    from pyairtable_infra.report.terminal import console  # noqa: PLC0415

    errors = Console(stderr=True, highlight=False)
    out = errors if json == "-" else console()
    with _stoppable():
        display = report.Display(out, out if out.is_terminal else errors)
        try:
            done = run(environment, root, planned, lambda phases, heard: display.watch(phases, heard.resources))
        except KeyboardInterrupt:
            display.stop()
            errors.print("stopped; nothing was deployed, and nothing is left")
            raise typer.Exit(STOPPED) from None
        finally:
            display.stop()
    display.end(done.phases)
    out.print(report.summary(done))
    if json:
        write(json_module.dumps(report.as_data(done), indent=2) + "\n", json)
    if not done.passed:
        raise typer.Exit(1)


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let SIGTERM do what Ctrl-C does, and let both do it in a shell's background too, where Ctrl-C is ignored."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, signal.default_int_handler) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
