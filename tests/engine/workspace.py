"""A copy of the project in which the real engine runs, with a backend of its own and nothing of this machine."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyairtable_infra.engine.rehearsal.pulumi import Pulumi
from pyairtable_infra.engine.rehearsal.sealed import make
from pyairtable_infra.engine.standin.plugin import executable
from tests.conftest import ROOT
from tests.engine import language_host

TOOLS = ROOT / "tools/pulumi"


@dataclass(frozen=True)
class Workspace:
    folder: Path
    environment: dict[str, str]

    @classmethod
    def create(cls, folder: Path, pulumi: Pulumi) -> "Workspace":
        place = make(folder, pulumi)
        project = place.project
        for file in ROOT.glob("Pulumi*.yaml"):
            shutil.copy(file, project)
        for name in ("src", "components"):
            shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
        (project / ".venv").symlink_to(Path(sys.executable).parent.parent)
        environment = {
            **place.environment,
            "PYTHONPATH": os.pathsep.join(map(str, (project / "src", project / "components"))),
        }
        if not shutil.which("pulumi-language-python"):
            executable(place.plugins / "pulumi-language-python", language_host.__name__, ROOT)
            environment["PULUMI_PYTHON_EXEC"] = _python_exec()
        return cls(project, environment)

    def pulumi(self, *arguments: str, ok: bool = True) -> subprocess.CompletedProcess[str]:
        """Run the CLI; where it is meant to succeed, its output is the failure's message."""
        done = subprocess.run(
            ["pulumi", "--non-interactive", *arguments],
            cwd=self.folder,
            env=self.environment,
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
