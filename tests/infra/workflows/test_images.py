"""The workflows that build and scan images."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.components.reading import only
from tests.conftest import environment_plan
from tests.infra.workflows.files import (
    BASH,
    GITHUB,
    WORKFLOWS,
    executable,
    run,
    shell_of_workflows,
    steps,
    text,
)

MALICIOUS = ("0.69.4", "0.69.5", "0.69.6")  # https://github.com/advisories/GHSA-69fq-xp46-6x23


def test_the_scanner_is_one_digest_everywhere_and_no_tag() -> None:
    used = {
        step["env"]["TRIVY"]
        for workflow in ("images", "scan-deployed")
        for step in steps(workflow)
        if "TRIVY" in step.get("env", {})
    }
    (scanner,) = used
    assert re.fullmatch(r"docker\.io/aquasec/trivy@sha256:[0-9a-f]{64}", scanner)
    for script in shell_of_workflows():
        assert not re.search(r"trivy[:@]", script), "the scanner is $TRIVY"
        assert not any(version in script for version in MALICIOUS)


def test_an_image_has_no_tag_before_both_platforms_are_scanned() -> None:
    build, publish = (WORKFLOWS["images"]["jobs"][name] for name in ("build", "publish"))
    pushed = "\n".join(step.get("run", "") for step in build["steps"])
    assert "push-by-digest=true" in pushed
    assert "--tag" not in pushed
    scan, tag = (step["run"] for step in publish["steps"] if "run" in step and "login" not in step["run"])
    assert "--severity CRITICAL --exit-code 1" in scan
    assert "--tag" in tag
    assert all("amd64 arm64" in script for script in (scan, tag))


def test_images_carry_what_is_in_them_and_where_they_come_from() -> None:
    build = "\n".join(step.get("run", "") for step in WORKFLOWS["images"]["jobs"]["build"]["steps"])
    assert "--attest type=sbom" in build
    assert "--attest type=provenance,mode=max" in build


def test_what_is_scanned_is_every_environment_by_the_name_of_its_cluster() -> None:
    job = WORKFLOWS["scan-deployed"]["jobs"]["scan"]
    assert job["strategy"]["matrix"]["environment"] == ["dev", "staging", "prod"]
    (named,) = (step["env"]["CLUSTER"] for step in job["steps"] if "CLUSTER" in step.get("env", {}))
    made = only(environment_plan("dev"), "ecs/cluster:Cluster").inputs["name"]
    assert named.replace("${{ matrix.environment }}", "dev") == made


def test_a_reusable_workflow_takes_no_secret() -> None:
    assert "secrets" not in WORKFLOWS["images"][True]["workflow_call"]
    assert "secrets." not in (GITHUB / "workflows" / "images.yml").read_text(encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with two commits: the second changes one of two services."""
    for arguments in (
        ["init", "-q", "-b", "main"],
        ["config", "user.email", "a@example.com"],
        ["config", "user.name", "a"],
    ):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True)
    for number, name in enumerate(("cart", "shop"), 1):
        (tmp_path / name).mkdir()
        (tmp_path / name / "Dockerfile").write_text(f"FROM scratch\n# {number}\n", encoding="utf-8")
    _commit(tmp_path)
    (tmp_path / "cart" / "main.go").write_text("package main\n", encoding="utf-8")
    _commit(tmp_path)
    return tmp_path


def _commit(folder: Path) -> None:
    subprocess.run(["git", "add", "-A"], cwd=folder, check=True)
    subprocess.run(["git", "commit", "-q", "-m", "x"], cwd=folder, check=True)


def _head(folder: Path, revision: str) -> str:
    return subprocess.run(
        ["git", "rev-parse", revision], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


SERVICES = [{"name": name, "context": name, "language": "go"} for name in ("cart", "shop")]


@pytest.mark.parametrize(
    ("before", "ref", "changed", "tag"),
    [
        ("HEAD^", ("branch", "main"), ["cart"], "staging-{head}"),
        ("HEAD", ("branch", "main"), [], "staging-{head}"),
        ("0" * 40, ("branch", "new"), ["cart", "shop"], "staging-{head}"),
        ("HEAD^", ("tag", "v2.1.0"), ["cart", "shop"], "v2.1.0"),
        ("HEAD^", ("tag", "other"), ["cart"], "staging-{head}"),
    ],
    ids=["one changed", "none changed", "a new branch", "a release", "another tag"],
)
def test_only_what_changed_is_built_and_a_release_is_all(
    repository: Path, before: str, ref: tuple[str, str], changed: list[str], tag: str
) -> None:
    if shutil.which("jq") is None:
        pytest.skip("jq is not installed: apt-get install jq")
    (script,) = (step["run"] for step in WORKFLOWS["images"]["jobs"]["changes"]["steps"] if "run" in step)
    env = {
        "BEFORE": before if before.startswith("0") else _head(repository, before),
        "GITHUB_OUTPUT": str(repository / "output"),
        "PATH": os.environ["PATH"],
        "REF_NAME": ref[1],
        "REF_TYPE": ref[0],
        "SERVICES": json.dumps(SERVICES),
        "STAGE": "staging",
    }
    subprocess.run([BASH, "-e", "-o", "pipefail", "-c", script], cwd=repository, env=env, check=True)
    told = dict(line.split("=", 1) for line in text(repository / "output").splitlines())
    assert [one["name"] for one in json.loads(told["services"])] == changed
    assert told["tag"] == tag.format(head=_head(repository, "HEAD")[:12])


@pytest.mark.parametrize("critical", [False, True])
def test_what_runs_is_scanned_by_its_digest_and_one_bad_image_stops_no_other(tmp_path: Path, *, critical: bool) -> None:
    if shutil.which("jq") is None:
        pytest.skip("jq is not installed: apt-get install jq")
    containers = [
        {"image": "ghcr.io/shop/cart:v1", "imageDigest": f"sha256:{'a' * 64}"},
        {"image": "ghcr.io/shop/cart:v1", "imageDigest": f"sha256:{'a' * 64}"},
        {"image": f"ghcr.io/shop/shop@sha256:{'b' * 64}", "imageDigest": f"sha256:{'b' * 64}"},
        {"image": "ghcr.io/shop/starting:v1"},
    ]
    (tmp_path / "tasks.json").write_text(json.dumps({"tasks": [{"containers": containers}]}), encoding="utf-8")
    executable(
        tmp_path / "bin" / "aws",
        'case "$*" in *list-tasks*) echo "arn:1 arn:2" ;; *describe-tasks*) cat tasks.json ;; esac\n',
    )
    executable(
        tmp_path / "bin" / "docker",
        f'echo "${{@: -1}}" >> scanned\n[[ {int(critical)} = 0 || ${{@: -1}} != *cart* ]]\n',
    )
    env = {"TRIVY": "trivy", "HOME": str(tmp_path), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary")}
    done = run("scan_deployed.sh", "shop-dev", cwd=tmp_path, env=env)
    assert (done.returncode, done.stderr) == (int(critical), "")
    assert text(tmp_path / "scanned").splitlines() == [
        f"ghcr.io/shop/cart@sha256:{'a' * 64}",
        f"ghcr.io/shop/shop@sha256:{'b' * 64}",
    ]
    assert ("**critical" in text(tmp_path / "summary")) is critical


def test_a_cluster_without_tasks_is_fine(tmp_path: Path) -> None:
    executable(tmp_path / "bin" / "aws", "echo None\n")
    done = run("scan_deployed.sh", "shop-dev", cwd=tmp_path, env={"TRIVY": "trivy", "HOME": str(tmp_path)})
    assert (done.returncode, done.stdout) == (0, "shop-dev runs no task.\n")
