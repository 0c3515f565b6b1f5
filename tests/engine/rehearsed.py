"""A rehearsal by the command, and what it leaves behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

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


def start(environment: str, temporary: Path, *options: str, root: Path = ROOT) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [TOOL, "rehearse", environment, "--root", str(root), *options],
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


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


def lives_its_whole_life(environment: str, temporary: Path, *, strict: bool = False, root: Path = ROOT) -> None:
    """Every phase, with nothing left behind; where it is strict, what is protected is seen."""
    before = files()
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
    assert any(line.startswith("retained: ") for line in by_name["removal"]["shown"]) == strict
    assert any(line.startswith("destroy is refused") for line in by_name["destroy"]["shown"]) == strict
    assert list(temporary.iterdir()) == []
    assert processes(temporary) == []
    assert files() == before
