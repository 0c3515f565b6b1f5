"""The command that rehearses: the account, and how it ends where it is stopped."""

import json
import signal
import time
from pathlib import Path

import pytest

from pyairtable_infra.engine.rehearsal.pulumi import Pulumi
from tests.engine.rehearsed import processes, start

PATIENCE = 120


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
