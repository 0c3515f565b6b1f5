"""Plan any Pulumi program in Python: its project file, its stack file, its `__main__.py`."""

import runpy
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pyairtable_infra.engine.assumptions import Assumptions
from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.project import Project, stack_config
from pyairtable_infra.engine.run import run
from pyairtable_infra.plan.model import Plan


def plan_program(folder: Path, stack: str, stack_outputs: Mapping[str, Mapping[str, Any]] | None = None) -> Plan:
    """The plan of the program in `folder`, as the stack `stack`.

    Its configuration is that of `Pulumi.yaml` and, if there is one, `Pulumi.<stack>.yaml`; a secure value, which only
    the engine can open, is a secret text.

    Args:
        folder: Where `Pulumi.yaml` is.
        stack: The stack's name.
        stack_outputs: The outputs of other stacks, by the name that a StackReference uses.

    Raises:
        ProjectError: There is no project for Python in `folder`.
        EngineError: The program fails, or does what cannot be planned.
    """
    project = Project.read(folder)
    config, secret_keys = stack_config(folder, project.name, stack)

    try:
        with as_main_program(project.main) as program:
            return run(
                program,
                project=project.name,
                stack_name=stack,
                root=folder,
                config=config,
                secret_keys=secret_keys,
                assumptions=Assumptions(stack_outputs=stack_outputs or {}),
            )
    except EngineError:
        raise
    except (Exception, SystemExit) as error:
        raise EngineError(f"{project.main}: the program failed: {type(error).__name__}: {error}") from error


@contextmanager
def as_main_program(main: Path) -> Iterator[Callable[[], None]]:
    """A program that can be run: it may import what lies beside it, and sees no arguments of ours."""
    path, arguments = list(sys.path), sys.argv
    sys.path.insert(0, str(main if main.is_dir() else main.parent))
    sys.argv = [str(main)]

    def program() -> None:
        runpy.run_path(str(main), run_name="__main__")

    try:
        yield program
    finally:
        sys.path[:], sys.argv = path, arguments
