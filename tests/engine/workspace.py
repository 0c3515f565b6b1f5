"""A copy of a project in which the real engine runs, with a backend of its own and nothing of this machine."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyairtable_infra.engine.rehearsal.command import ONE_STATE_AT_THE_END
from pyairtable_infra.engine.rehearsal.pulumi import Pulumi
from pyairtable_infra.engine.rehearsal.sealed import make
from pyairtable_infra.engine.standin.plugin import executable
from tests.conftest import ROOT
from tests.engine import language_host

TOOLS = ROOT / "tools/pulumi"
_CACHES = shutil.ignore_patterns("__pycache__")


@dataclass(frozen=True)
class Workspace:
    folder: Path
    environment: dict[str, str]

    @property
    def sealed(self) -> Path:
        """All that the engine writes lies in here."""
        return self.folder.parent

    @classmethod
    def create(cls, folder: Path, pulumi: Pulumi) -> "Workspace":
        """A place for this repository's own project."""
        workspace = cls.empty(folder, pulumi)
        project = workspace.folder
        for file in ROOT.glob("Pulumi*.yaml"):
            shutil.copy(file, project)
        for name in ("src", "components"):
            shutil.copytree(ROOT / name, project / name, ignore=_CACHES)
        workspace.environment["PYTHONPATH"] = os.pathsep.join(map(str, (project / "src", project / "components")))
        return workspace

    @classmethod
    def of_program(cls, folder: Path, pulumi: Pulumi, program: Path) -> "Workspace":
        """A place for a copy of another project."""
        workspace = cls.empty(folder, pulumi)
        shutil.copytree(program, workspace.folder, ignore=_CACHES, dirs_exist_ok=True)
        return workspace

    @classmethod
    def empty(cls, folder: Path, pulumi: Pulumi) -> "Workspace":
        """A place for a project that is still to be written."""
        place = make(folder, pulumi)
        (place.project / ".venv").symlink_to(Path(sys.executable).parent.parent)
        environment = dict(place.environment)
        if not shutil.which("pulumi-language-python"):
            executable(place.plugins / "pulumi-language-python", language_host.__name__, ROOT)
            environment["PULUMI_PYTHON_EXEC"] = _python_exec()
        return cls(place.project, environment)

    def pulumi(self, *arguments: str, ok: bool = True, log: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run the CLI; where it is meant to succeed, its output is the failure's message.

        Args:
            arguments: What a person types.
            ok: Whether it is meant to succeed.
            log: A file that takes the engine's calls.
        """
        done = subprocess.run(
            ["pulumi", "--non-interactive", "--color", "never", *arguments],
            cwd=self.folder,
            env=self.environment | ONE_STATE_AT_THE_END | ({"PULUMI_DEBUG_GRPC": str(log)} if log else {}),
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert not ok or done.returncode == 0, f"pulumi {' '.join(arguments)}\n{done.stdout}\n{done.stderr}"
        return done

    def dev_stack(self, name: str, *, change: tuple[str, str] = ("", "")) -> None:
        """A stack of its own that is like dev, with one piece of text changed."""
        text = (ROOT / "Pulumi.dev.yaml").read_text().replace(*change)
        (self.folder / f"Pulumi.{name}.yaml").write_text(f"{text}  pyairtable-infra:stage: dev\n")
        self.pulumi("stack", "init", name)

    def state(self, stack: str) -> dict[str, Any]:
        """The state of a stack, with every secret in the backend's own encryption."""
        exported = json.loads(self.pulumi("stack", "export", "--stack", stack).stdout)
        assert isinstance(exported, dict)
        return exported


def _python_exec() -> str:
    """The starter of Python programs, from the module that the CLI was built of."""
    found = subprocess.run(
        ["go", "list", "-m", "-f", "{{.Dir}}", "github.com/pulumi/pulumi/sdk/v3"],
        cwd=TOOLS,
        capture_output=True,
        text=True,
        check=True,
    )
    return str(Path(found.stdout.strip()) / "python/cmd/pulumi-language-python-exec")
