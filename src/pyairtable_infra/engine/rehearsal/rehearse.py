"""Rehearse an environment: a whole life under the real engine, and nothing is left of it."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pyairtable_infra.engine.assumptions import Assumptions
from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.program import as_main_program
from pyairtable_infra.engine.project import Project
from pyairtable_infra.engine.rehearsal import life
from pyairtable_infra.engine.rehearsal.command import Engine
from pyairtable_infra.engine.rehearsal.phase import BrokenExpectationError, Phase
from pyairtable_infra.engine.rehearsal.pulumi import find
from pyairtable_infra.engine.rehearsal.sealed import sealed
from pyairtable_infra.engine.rehearsal.stack_file import StackFile, as_option
from pyairtable_infra.engine.rehearsal.stage import Stage, Watch
from pyairtable_infra.plan.model import Plan

Planner = Callable[[str, Path, Assumptions], Plan]


@dataclass(frozen=True)
class Rehearsal:
    """What came of it."""

    environment: str
    pulumi: str
    """The version of the CLI."""
    phases: tuple[Phase, ...]

    @property
    def passed(self) -> bool:
        """Whether every phase showed what it should."""
        return not any(phase.failure for phase in self.phases)


def rehearse(environment: str, root: Path, plan: Planner, watch: Watch) -> Rehearsal:
    """Live through the life of `environment`, as its file below `root` says.

    Nothing below `root` is written, and no file and no process is left.

    Args:
        environment: The stack's name.
        root: The folder of Pulumi.yaml.
        plan: Makes the offline plan of an environment, whose file is in a folder, under assumptions.
        watch: Is called with the phases and what was heard so far, again and again.

    Raises:
        ProfileError: The environment's file is wrong.
        EngineError: There is no CLI, or the engine fails.
    """
    plan(environment, root, Assumptions())
    pulumi, project = find(root), Project.read(root)
    with sealed(pulumi) as place, as_main_program(project.main) as program:
        file = StackFile(root, place.project, environment)
        engine = Engine(pulumi, place, environment, program)

        known: dict[str, Plan] = {}

        def planned() -> Plan:
            generations = place.cloud.generations()
            situation = f"{file.text}\n{generations}"
            if situation not in known:
                known.clear()
                known[situation] = plan(environment, place.project, Assumptions(generations=generations))
            return known[situation]

        stage = Stage(engine, file, planned, watch)
        _begin(engine, file)
        with suppress(BrokenExpectationError):  # the phase tells it
            life.live(stage)
    return Rehearsal(environment, pulumi.version, tuple(stage.phases))


def _begin(engine: Engine, file: StackFile) -> None:
    """Make the stack. Where the original has a secure value, which only its own key opens, another one stands."""
    values = [text for path in file.secure for text in ("--secret", f"{as_option(path)}={secrets.token_hex()}")]
    commands = [("stack", "init"), *([("config", "set-all", "--path", *values)] if values else [])]
    for arguments in commands:
        done = engine.run(*arguments)
        if done.code:
            raise EngineError(f"pulumi {' '.join(arguments[:2])} failed: {done.message}")
