"""The stand-in providers as commands."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from pyairtable_infra.engine.computed import RULES

pytestmark = pytest.mark.thorough

TOOL = str(Path(sys.executable).with_name("pyairtable-infra"))


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([TOOL, "stand-ins", *arguments], capture_output=True, text=True, check=False, timeout=120)


def test_every_type_that_is_known_is_listed() -> None:
    done = run("types")
    assert done.returncode == 0
    assert set(RULES) <= {line.split()[0] for line in done.stdout.splitlines() if line}
    assert "ecs.RegisterTaskDefinition" in done.stdout


def test_the_stand_ins_serve_until_they_are_stopped() -> None:
    process = subprocess.Popen([TOOL, "stand-ins", "serve"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    first = process.stdout.readline().strip()
    name, _, value = first.removeprefix("export ").partition("=")
    assert name == "PULUMI_DEBUG_PROVIDERS"
    ports = {int(each.partition(":")[2]) for each in value.split(",")}
    with socket.create_connection(("127.0.0.1", ports.pop()), timeout=10):
        assert ports == set(), "one port for all"
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Traceback" not in errors


def test_a_busy_port_is_told() -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        done = run("serve", "--port", str(port))
    assert done.returncode == 2
    said = " ".join(done.stderr.replace("│", " ").split())
    assert f"port {port} of 127.0.0.1 cannot be had: another program uses it, or it is reserved." in said
    assert "For example: --port 0, which takes a free one" in said
    assert "Traceback" not in done.stderr


def test_a_port_that_is_none_is_told() -> None:
    assert run("serve", "--port", "70000").returncode == 2
