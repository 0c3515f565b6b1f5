"""Plan any Pulumi program in Python: its project file, its stack file, its `__main__.py`."""

import os
import runpy
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import Any

from pyairtable_infra.engine.assumptions import Assumptions
from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.project import Project, stack_config
from pyairtable_infra.engine.run import run
from pyairtable_infra.plan.model import Plan

_INSTALLED = f"{os.sep}site-packages{os.sep}"


def plan_program(
    folder: Path,
    stack: str,
    stack_outputs: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    unknowns: bool = False,
) -> Plan:
    """The plan of the program in `folder`, as the stack `stack`.

    Its configuration is that of `Pulumi.yaml` and, if there is one, `Pulumi.<stack>.yaml`; a secure value, which only
    the engine can open, is a secret text. As under the engine, it runs in the folder of its `main`.

    Args:
        folder: Where `Pulumi.yaml` is.
        stack: The stack's name.
        stack_outputs: The outputs of other stacks, by the name that a StackReference uses.
        unknowns: Leave computed values unknown, as a first preview does.

    Raises:
        ProjectError: There is no project for Python in `folder`.
        EngineError: The program fails, or does what cannot be planned.
    """
    project = Project.read(folder)
    config, secret_keys = stack_config(folder, project.name, stack)
    root, main = folder.resolve(), project.main.resolve()
    directory = folder_of(main)

    try:
        with as_main_program(main) as program, chdir(directory):
            return run(
                program,
                project=project.name,
                stack_name=stack,
                root=root,
                directory=directory,
                config=config,
                secret_keys=secret_keys,
                assumptions=Assumptions(stack_outputs=stack_outputs or {}),
                unknowns=unknowns,
            )
    except EngineError:
        raise
    except (Exception, SystemExit) as error:
        raise EngineError(f"{project.main}: the program failed: {type(error).__name__}: {error}") from error


def folder_of(main: Path) -> Path:
    """The folder that a program runs in, and whose modules it can import."""
    return main if main.is_dir() else main.parent


@contextmanager
def as_main_program(main: Path) -> Iterator[Callable[[], None]]:
    """A program that can be run: it may import what lies beside it, and sees no arguments of ours.

    Each run imports these modules anew, and nobody sees them afterwards: a module that makes resources where it is
    imported does so every time, and another program's module of the same name is another one.
    """
    path, arguments, known = list(sys.path), sys.argv, frozenset(sys.modules)
    folder = folder_of(main)
    sys.path.insert(0, str(folder))
    sys.argv = [str(main)]

    def program() -> None:
        _forget(folder, known)
        runpy.run_path(str(main), run_name="__main__")

    try:
        yield program
    finally:
        _forget(folder, known)
        sys.path[:], sys.argv = path, arguments


def _forget(folder: Path, known: Collection[str]) -> None:
    """Forget the modules of `folder`, but for those of packages that were known before, and of what is installed."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if name.partition(".")[0] in known or file is None or _INSTALLED in file:
            continue
        if Path(file).is_relative_to(folder):
            del sys.modules[name]
