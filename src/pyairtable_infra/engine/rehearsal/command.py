"""Runs the CLI in a sealed place: waits, counts, and interrupts it where that is wanted."""

import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pyairtable_infra.engine.rehearsal.host import Heard, Program, listening
from pyairtable_infra.engine.rehearsal.pulumi import Pulumi
from pyairtable_infra.engine.rehearsal.sealed import Sealed

_LOOK = 0.02
_WITH_EVENTS = {"preview", "up", "refresh", "destroy", "import"}
_WITH_PROGRAM = {"preview", "up"}
ONE_STATE_AT_THE_END = {"PULUMI_SKIP_CHECKPOINTS": "true"}
"""A state after each operation takes more time than all operations; one that is interrupted is left with the last.

https://github.com/pulumi/pulumi/blob/master/sdk/go/common/env/env.go
"""


@dataclass(frozen=True)
class Done:
    """A command that has ended."""

    arguments: tuple[str, ...]
    code: int
    output: str
    heard: Heard
    seconds: float

    @property
    def line(self) -> str:
        """The command as a person types it."""
        return " ".join(("pulumi", *self.arguments))

    @property
    def message(self) -> str:
        """Why it failed: what the engine says of it, else the end of its output."""
        return "\n".join(dict.fromkeys(self.heard.errors)) or "\n".join(self.output.splitlines()[-5:])


@dataclass(frozen=True)
class Interruption:
    """A signal for the CLI, as soon as `when` is true."""

    signal: signal.Signals
    when: Callable[[], bool]


@dataclass
class Engine:
    """The real engine, for one stack.

    Args:
        pulumi: The CLI.
        place: Where it runs.
        stack: The stack's name.
        program: The program of the stack.
        watch: Is called with what was heard so far, again and again while a command runs.
    """

    pulumi: Pulumi
    place: Sealed
    stack: str
    program: Program
    watch: Callable[[Heard], None] = lambda _: None

    def run(self, *arguments: str, interruption: Interruption | None = None) -> Done:
        """Run a command about the stack to its end; whether it succeeded is the caller's to judge."""
        heard, started = Heard(), time.monotonic()
        verb = arguments[0]
        program = self.program if verb in _WITH_PROGRAM else None
        whole = (*arguments, "--stack", self.stack)
        if verb not in _WITH_EVENTS:
            code, output = self._execute(whole, heard, interruption)
        else:
            with listening(heard, program) as options:
                code, output = self._execute((*whole, *options), heard, interruption)
        return Done(arguments, code, output, heard, time.monotonic() - started)

    def _execute(self, arguments: tuple[str, ...], heard: Heard, interruption: Interruption | None) -> tuple[int, str]:
        command = [str(self.pulumi.path), "--non-interactive", "--color", "never", *arguments]
        environment = {**self.place.environment, **({} if interruption else ONE_STATE_AT_THE_END)}
        with _started(command, self.place.project, environment) as (process, lines):
            while process.poll() is None:
                self.watch(heard)
                if interruption and interruption.when():
                    process.send_signal(interruption.signal)
                    interruption = None
                time.sleep(_LOOK)
            self.watch(heard)
        return process.returncode, "".join(lines)


@contextmanager
def _started(
    command: list[str], folder: Path, environment: dict[str, str]
) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The CLI and what it prints. It has a session of its own, so that a Ctrl-C for us is ours to pass on.

    It never outlives us.
    """
    process = subprocess.Popen(  # noqa: S603 - the CLI that was found
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    lines: list[str] = []
    reader = threading.Thread(target=lambda: lines.extend(process.stdout or ()), daemon=True)
    reader.start()
    try:
        yield process, lines
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        reader.join()
        if process.stdout:
            process.stdout.close()
