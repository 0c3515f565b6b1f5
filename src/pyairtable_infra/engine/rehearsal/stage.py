"""What every phase has: the engine, the stack's file, the account, and the plan that all is held against."""

import gc
import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from signal import Signals
from typing import Any

from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.rehearsal.command import Done, Engine, Interruption
from pyairtable_infra.engine.rehearsal.holdings import Holdings, holdings
from pyairtable_infra.engine.rehearsal.host import Heard
from pyairtable_infra.engine.rehearsal.phase import BrokenExpectationError, Phase
from pyairtable_infra.engine.rehearsal.stack_file import StackFile, as_option, key_of
from pyairtable_infra.engine.standin.cloud import Cloud
from pyairtable_infra.engine.standin.faults import Fault
from pyairtable_infra.plan.agreement import differences, of_plan, of_state
from pyairtable_infra.plan.model import Plan
from pyairtable_infra.plan.services import Service, services
from pyairtable_infra.profile.paths import Path

UP = ("up", "--yes", "--skip-preview")

Watch = Callable[[tuple[Phase, ...], Heard], None]


@dataclass
class Stage:
    """Where the phases play.

    Args:
        engine: The real engine, for the stack.
        file: The stack's file.
        planned: Makes the offline plan of the stack, as its file is now.
        watch: Is called with the phases and what was heard so far, again and again.
        phases: Those that have begun.
        retained: The keys of what was left in the account on purpose, by type.
    """

    engine: Engine
    file: StackFile
    planned: Callable[[], Plan]
    watch: Watch
    phases: list[Phase] = field(default_factory=list)
    retained: set[tuple[str, str]] = field(default_factory=set)

    canary: str = field(default_factory=secrets.token_hex)
    """A secret value; where it is found in plain text, it has leaked."""

    @property
    def cloud(self) -> Cloud:
        """The account."""
        return self.engine.place.cloud

    def services(self) -> list[Service]:
        """Those whose image the plan shows. With a secret variable beside it, it is a secret too."""
        return [service for service in services(self.planned()) if service.image]

    @contextmanager
    def phase(self, name: str) -> Iterator[Phase]:
        """Begin a phase, and time it."""
        gc.collect()  # a command collects no garbage, and each phase leaves a program behind
        phase, started = Phase(name), time.monotonic()
        self.phases.append(phase)
        self.engine.watch = lambda heard: self.watch(tuple(self.phases), heard)
        try:
            yield phase
        except BrokenExpectationError as error:
            phase.failure = str(error)
            raise
        except EngineError as error:
            raise EngineError(f"{name}: {error}") from None
        finally:
            phase.seconds = time.monotonic() - started

    def run(self, *arguments: str) -> Done:
        """Run a command that is to succeed.

        Raises:
            EngineError: It fails; with what the engine says.
        """
        done = self._run(arguments)
        if done.code:
            raise EngineError(f"{done.line} failed: {done.message}")
        return done

    def refused(self, *arguments: str, because: str) -> None:
        """Run a command that is to fail, and to say `because`."""
        done = self._run(arguments, end="refused")
        phase = self.phases[-1]
        phase.expect(bool(done.code), f"{done.line} was to be refused, and was not")
        said = because in f"{done.message}\n{done.output}"
        phase.expect(said, f"{done.line} was to be refused because of: {because}; it says: {done.message}")

    def interrupted(self, *arguments: str, by: Signals, fault: Fault) -> Done:
        """Run a command until `fault` comes, and then send the signal `by` to it."""
        self.cloud.inject(fault.model_dump_json())
        done = self._run(arguments, end=by.name, interruption=Interruption(by, lambda: self.cloud.struck))
        self.cloud.inject()
        self.phases[-1].expect(bool(done.code), f"{done.line} was to be interrupted, and was not")
        return done

    def state(self) -> dict[str, Any]:
        """The state of the stack, with every secret as the backend keeps it."""
        file = self.engine.place.project / "state.json"
        done = self.engine.run("stack", "export", "--file", str(file))
        if done.code:
            raise EngineError(f"{done.line} failed: {done.message}")
        state = json.loads(file.read_text(encoding="utf-8"))
        assert isinstance(state, dict)  # noqa: S101 - the engine's own format
        return state

    def holdings(self) -> Holdings:
        """The state held against the account; what was retained before is left out."""
        return self._held(self.state())

    def settled(self) -> dict[str, Any]:
        """The state, which knows all that exists, and nothing else."""
        state = self.state()
        found = self._held(state)
        self.phases[-1].expect(found.clean, f"state and account differ: {found}")
        return state

    def _held(self, state: dict[str, Any]) -> Holdings:
        return holdings(state, [thing for thing in self.cloud.things() if (thing.type, thing.key) not in self.retained])

    def agrees(self) -> None:
        """Expect that the state says what the offline plan says, and that all in it exists."""
        plan = self.planned()
        found = differences(of_state(self.settled()), of_plan(plan))
        self.phases[-1].expect(not found, f"the state is not what the offline plan says: {'; '.join(found[:3])}")
        self.phases[-1].show(f"the state is the offline plan, in all of {len(plan.resources)} resources")

    def plant(self, path: Path) -> None:
        """Make the canary the secure value at `path` of the profile."""
        done = self.engine.run("config", "set", "--secret", "--path", as_option((key_of(path), *path[1:])), self.canary)
        if done.code:
            raise EngineError(f"pulumi config set --secret failed: {done.message}")

    def leaks(self) -> list[str]:
        """The files in which the canary stands in plain text."""
        files = (file for file in self.engine.place.folder.rglob("*") if file.is_file())
        return [str(file) for file in files if self.canary.encode() in file.read_bytes()]

    def _run(self, arguments: tuple[str, ...], end: str = "", interruption: Interruption | None = None) -> Done:
        done = self.engine.run(*arguments, interruption=interruption)
        self.phases[-1].take(done, end)
        self.phases[-1].expect(self.canary not in done.output, f"{done.line} prints a secret value")
        return done
