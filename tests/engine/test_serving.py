"""Stand-ins that are served, for a pulumi command that somebody types in a shell of their own."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pyairtable_infra.engine.rehearsal.pulumi import Pulumi
from tests.conftest import ROOT
from tests.engine.workspace import Workspace

TOOL = str(Path(sys.executable).with_name("pyairtable-infra"))
PROGRAM = """\
import pulumi
from pulumi_aws import sns

topic = sns.Topic("orders", name="orders")
pulumi.export("arn", topic.arn)
"""


@pytest.fixture
def variable() -> Iterator[str]:
    """What `stand-ins serve` says is to be exported, as long as it serves."""
    command = [TOOL, "stand-ins", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as served:
        assert served.stdout
        yield served.stdout.readline().removeprefix("export ").strip()
        served.send_signal(signal.SIGINT)
        assert served.wait(timeout=20) == 0


def test_up_and_destroy_of_another_program_talk_to_them(pulumi: Pulumi, tmp_path: Path, variable: str) -> None:
    name, value = variable.split("=", 1)
    workspace = Workspace.empty(tmp_path, pulumi)
    workspace.environment[name] = value
    for plugin in (workspace.sealed / "plugins").glob("pulumi-resource-*"):
        plugin.unlink()  # so that nothing else can answer
    runtime = "{name: python, options: {virtualenv: .venv, toolchain: pip}}"
    (workspace.folder / "Pulumi.yaml").write_text(f"name: shop\nruntime: {runtime}\n")
    (workspace.folder / "__main__.py").write_text(PROGRAM)
    workspace.pulumi("stack", "init", "dev")
    workspace.pulumi("config", "set", "aws:region", "us-east-1")
    workspace.pulumi("up", "--yes", "--skip-preview")
    assert workspace.pulumi("stack", "output", "arn").stdout.strip().startswith("arn:aws:sns:us-east-1:")
    workspace.pulumi("destroy", "--yes", "--skip-preview")
    assert not workspace.state("dev")["deployment"].get("resources")
