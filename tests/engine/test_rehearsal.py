"""The command that rehearses: every environment, what it leaves behind, and what it says where it cannot."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pyairtable_infra.engine.rehearsal.pulumi import Pulumi
from pyairtable_infra.plan.services import services
from tests.conftest import ROOT, environment_plan

TOOL = str(Path(sys.executable).with_name("pyairtable-infra"))
PHASES = [
    "preview",
    "up",
    "up again",
    "update",
    "Ctrl-C",
    "SIGKILL",
    "drift",
    "deletion by hand",
    "removal",
    "destroy",
]
PATIENCE = 120


def start(environment: str, temporary: Path, *options: str, root: Path = ROOT) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [TOOL, "rehearse", environment, "--root", str(root), *options],
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def with_a_secure_variable(folder: Path) -> Path:
    """A project like ours, whose dev has a secure variable for the service that comes first."""
    first = min(service.name for service in services(environment_plan("dev")))
    for file in (ROOT / "Pulumi.yaml", ROOT / "Pulumi.dev.yaml"):
        shutil.copy(file, folder)
    for kept in (".bin", "src"):
        (folder / kept).symlink_to(ROOT / kept)
    with (folder / "Pulumi.dev.yaml").open("a") as stack:
        stack.write(
            f"  pyairtable-infra:services: {{ {first}: {{ environment: {{ TOKEN: {{ secure: v1:A:B }} }} }} }}\n"
        )
    return folder


def files() -> dict[Path, tuple[int, int]]:
    """Size and time of every file of the project that a program could write."""
    kept = (path for name in ("src", "components") for path in (ROOT / name).rglob("*.py"))
    own = (path for path in ROOT.iterdir() if path.is_file())  # folders of caches and of git change at any time
    return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in (*kept, *own)}


def processes(of: Path) -> list[str]:
    """The processes that know this folder."""
    found = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        try:
            if str(of).encode() in environment.read_bytes():
                found.append((environment.parent / "cmdline").read_text())
        except OSError:
            continue
    return found


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_an_environment_lives_its_whole_life_and_leaves_nothing(
    pulumi: Pulumi, tmp_path: Path, environment: str
) -> None:
    before = files()
    project, temporary = tmp_path / "project", tmp_path / "temporary"
    project.mkdir()
    temporary.mkdir()
    root = with_a_secure_variable(project) if environment == "dev" else ROOT
    process = start(environment, temporary, "--json", "-", root=root)
    out, errors = process.communicate()
    assert process.returncode == 0, errors
    told = json.loads(out)
    assert [phase["name"] for phase in told["phases"]] == PHASES
    assert told["passed"]
    by_name = {phase["name"]: phase for phase in told["phases"]}
    assert by_name["update"]["counts"]["replace"] == by_name["update"]["counts"]["update"] == 1
    assert by_name["SIGKILL"]["counts"]["import"] == 1
    assert by_name["destroy"]["counts"]["delete"] == by_name["up"]["counts"]["create"]
    strict = environment == "prod"
    assert any(line.startswith("retained: ") for line in by_name["removal"]["shown"]) == strict
    assert any(line.startswith("destroy is refused") for line in by_name["destroy"]["shown"]) == strict
    assert list(temporary.iterdir()) == []
    assert processes(temporary) == []
    assert files() == before


def test_the_account_lives_without_services(pulumi: Pulumi, tmp_path: Path) -> None:
    process = start("account", tmp_path, "--json", "-")
    out, errors = process.communicate()
    assert process.returncode == 0, errors
    phases = json.loads(out)["phases"]
    assert [phase["name"] for phase in phases] == ["preview", "up", "up again", "destroy"]
    assert phases[-1]["counts"]["delete"] == phases[1]["counts"]["create"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_leaves_nothing(pulumi: Pulumi, tmp_path: Path, number: signal.Signals) -> None:
    process = start("dev", tmp_path)
    until = time.monotonic() + PATIENCE
    while not list(tmp_path.glob("*/backend/.pulumi/locks/*/*/*/*")) and time.monotonic() < until:
        time.sleep(0.05)
    assert processes(tmp_path), "the engine is at work"
    process.send_signal(number)
    out, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert errors.strip().endswith("stopped; nothing was deployed, and nothing is left")
    assert "Traceback" not in out + errors
    assert list(tmp_path.iterdir()) == []
    assert processes(tmp_path) == []
