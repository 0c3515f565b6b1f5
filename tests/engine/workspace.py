"""A copy of the project in which the real engine runs, with a backend of its own and nothing of this machine."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

HERE = Path(__file__).parent
TOOLS = ROOT / "tools/pulumi"
HOW = "put pulumi on PATH (https://www.pulumi.com/docs/iac/download-install/), or Go, and run make .bin/pulumi"


def cli() -> str | None:
    """The pulumi that is on PATH, else the one that make has built."""
    built = ROOT / ".bin/pulumi"
    return shutil.which("pulumi") or (str(built) if built.exists() else None)


@dataclass(frozen=True)
class Workspace:
    folder: Path
    environment: dict[str, str]

    @classmethod
    def create(cls, folder: Path, pulumi: str) -> "Workspace":
        project, plugins, home, backend = (folder / name for name in ("project", "plugins", "home", "backend"))
        for made in (project, plugins, home, backend):
            made.mkdir()
        for file in ROOT.glob("Pulumi*.yaml"):
            shutil.copy(file, project)
        for name in ("src", "components"):
            shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
        (project / ".venv").symlink_to(Path(sys.executable).parent.parent)
        _plugin(plugins / "pulumi-resource-aws", "stand_in_provider")
        environment = {
            "PATH": os.pathsep.join([str(plugins), str(Path(pulumi).parent), os.environ["PATH"]]),
            "HOME": str(home),
            "PYTHONPATH": os.pathsep.join(map(str, (project / "src", project / "components"))),
            "PULUMI_HOME": str(home),
            "PULUMI_BACKEND_URL": backend.as_uri(),
            "PULUMI_CONFIG_PASSPHRASE": "test",
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
            "PULUMI_DISABLE_REGISTRY_RESOLVE": "true",
        }
        if not shutil.which("pulumi-language-python"):
            _plugin(plugins / "pulumi-language-python", "language_host")
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


def _plugin(path: Path, module: str) -> None:
    """An executable that starts a module of these tests, whatever the Python path of the program is."""
    path.write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT}:$PYTHONPATH" exec "{sys.executable}" -m tests.engine.{module} "$@"\n'
    )
    path.chmod(0o755)


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
