"""The workflows and their scripts, and a way to run one."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

GITHUB = ROOT / ".github"
BASH = shutil.which("bash") or "/bin/bash"
READ_ONLY: list[dict[str, str]] = [{}, {"contents": "read"}]
WRITERS = {
    ("images", "build"): {"id-token", "packages"},
    ("images", "publish"): {"id-token", "packages"},
    ("preview", "engine"): {"id-token"},
    ("preview-comment", "comment"): {"pull-requests"},
    ("scan-deployed", "scan"): {"id-token"},
}
PINNED = re.compile(r"uses: (?P<action>[\w.-]+/[\w./-]+)@(?P<commit>[0-9a-f]{40}) # v\d+\.\d+\.\d+$")
LIMIT = 65_536  # characters of a comment, https://github.com/orgs/community/discussions/27190
SHA = "a" * 40

WORKFLOWS: dict[str, dict[Any, Any]] = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((GITHUB / "workflows").glob("*.y*ml"))
}
SCRIPTS = [*sorted((GITHUB / "scripts").glob("*.sh")), ROOT / ".ci" / "run"]
JOBS = [
    pytest.param(workflow, name, job, id=f"{workflow}-{name}")
    for workflow, content in WORKFLOWS.items()
    for name, job in content["jobs"].items()
]


def steps(workflow: str) -> Iterator[dict[str, Any]]:
    for job in WORKFLOWS[workflow]["jobs"].values():
        yield from job["steps"]


def shell_of_workflows() -> list[str]:
    return [step["run"] for workflow in WORKFLOWS for step in steps(workflow) if "run" in step]


def executable(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!{BASH}\n{content}", encoding="utf-8")
    path.chmod(0o755)


def run(script: str, *arguments: Path | str, cwd: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    path = f"{cwd / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [BASH, GITHUB / "scripts" / script, *arguments],
        cwd=cwd, env={"PATH": path, **env}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
