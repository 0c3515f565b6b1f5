"""What a rehearsal says where it cannot go on: one clear message, and nothing left."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pyairtable_infra.engine.rehearsal.pulumi import Pulumi
from tests.conftest import ROOT

TOOL = str(Path(sys.executable).with_name("pyairtable-infra"))
PROVIDER = """\
import pulumi
import pulumi_aws as aws
opts = pulumi.ResourceOptions(provider=aws.Provider("aws", region="us-east-1"))
"""


@pytest.fixture
def on_path(pulumi: Pulumi, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the CLI on PATH, wherever it is."""
    monkeypatch.setenv("PATH", f"{pulumi.path.parent}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the profile of dev, whose program a test writes."""
    folder = tmp_path / "project"
    (folder / "src").mkdir(parents=True)
    for name in ("Pulumi.yaml", "Pulumi.dev.yaml"):
        shutil.copy(ROOT / name, folder)
    return folder


def rehearse(project: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    temporary = project.parent / "temporary"
    temporary.mkdir()
    done = subprocess.run(
        [TOOL, "rehearse", "dev", "--root", str(project)],
        env={**os.environ, "TMPDIR": str(temporary), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert list(temporary.iterdir()) == []
    assert "Traceback" not in done.stdout + done.stderr
    return done


@pytest.mark.parametrize(
    ("program", "message"),
    [
        ("raise KeyError('region')", "the program failed: KeyError: 'region'"),
        ("import pulumi\nraise pulumi.RunError('no such zone')", "no such zone"),
        ("import no_such_module", "the program failed: ModuleNotFoundError: No module named 'no_such_module'"),
        (
            f"{PROVIDER}pulumi.CustomResource('aws:braket/job:Job', 'one', {{}}, opts)",
            "one: the offline engine does not know what AWS computes for aws:braket/job:Job",
        ),
        (
            f"{PROVIDER}aws.ec2.get_ami(opts=pulumi.InvokeOptions(provider=opts.provider))",
            "the program calls aws:ec2/getAmi:getAmi, which only a cloud account can answer",
        ),
        (
            "import pulumi\npulumi.CustomResource('gcp:storage/bucket:Bucket', 'one', {})",
            "Default provider for 'gcp' disabled. 'urn:pulumi:dev::pyairtable-infra::gcp:storage/bucket:Bucket::one'",
        ),
    ],
)
@pytest.mark.usefixtures("on_path")
def test_a_program_that_fails_is_told_in_one_message(project: Path, program: str, message: str) -> None:
    (project / "src/__main__.py").write_text(program)
    done = rehearse(project)
    assert done.returncode == 3, done.stderr
    assert done.stderr.startswith("preview: pulumi preview failed: ")
    assert message in done.stderr


def test_a_wrong_profile_is_told_before_anything_starts(project: Path) -> None:
    file = project / "Pulumi.dev.yaml"
    wrong = file.read_text().replace("spot_percent: 80", "spot_percent: 120")
    file.write_text(wrong)
    line = wrong[: wrong.index("spot_percent")].count("\n") + 1
    done = rehearse(project, PATH="/nowhere")
    assert done.returncode == 2
    assert done.stderr == (
        f"Pulumi.dev.yaml:{line}: cluster.spot_percent: 120 is wrong here: at most 100 is allowed. For example: 50\n"
    )


def test_no_pulumi_is_told(project: Path) -> None:
    done = rehearse(project, PATH="/nowhere")
    assert done.returncode == 3
    assert done.stderr.startswith("there is no pulumi on PATH. For example: https://www.pulumi.com/docs/")


def test_a_pulumi_that_is_too_old_is_told(project: Path, tmp_path: Path) -> None:
    (tmp_path / "pulumi").write_text("#!/bin/sh\necho v3.100.0\n")
    (tmp_path / "pulumi").chmod(0o755)
    done = rehearse(project, PATH=str(tmp_path))
    assert done.returncode == 3
    assert done.stderr.startswith(f"{tmp_path}/pulumi is v3.100.0, and 3.206.0 or newer is needed. For example: ")


@pytest.mark.usefixtures("on_path")
def test_a_temporary_folder_that_cannot_be_written_is_told(project: Path) -> None:
    (project / "src/__main__.py").write_text("")
    done = rehearse(project, TMPDIR="/proc")
    assert done.returncode == 3
    assert done.stderr.startswith("/proc: temporary files cannot be written here (")
