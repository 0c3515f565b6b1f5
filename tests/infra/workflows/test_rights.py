"""The workflows: pinned, with few rights, safe with a stranger's pull request."""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.infra.workflows.files import (
    BASH,
    GITHUB,
    JOBS,
    PINNED,
    READ_ONLY,
    SCRIPTS,
    WORKFLOWS,
    WRITERS,
    shell_of_workflows,
    steps,
)


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_every_action_is_pinned_by_commit_and_says_its_version(workflow: str) -> None:
    text = (GITHUB / "workflows" / f"{workflow}.yml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.lstrip().startswith(("uses:", "- uses:"))]
    assert len(lines) == sum("uses" in step for step in steps(workflow))
    assert [line for line in lines if not PINNED.search(line)] == []


def test_an_action_has_one_commit_in_all_workflows() -> None:
    used = {step["uses"] for workflow in WORKFLOWS for step in steps(workflow) if "uses" in step}
    assert len({action.partition("@")[0] for action in used}) == len(used)


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_a_workflow_may_only_read_and_is_not_started_with_the_rights_of_the_base(workflow: str) -> None:
    content = WORKFLOWS[workflow]
    assert content["permissions"] in READ_ONLY
    assert "pull_request_target" not in content[True], "`on` is a boolean in YAML 1.1"


@pytest.mark.parametrize(("workflow", "name", "job"), JOBS)
def test_a_job_ends_and_writes_only_what_it_must(workflow: str, name: str, job: dict[str, Any]) -> None:
    assert 0 < job["timeout-minutes"] <= 45
    permissions = job.get("permissions", {})
    written = {scope for scope, right in permissions.items() if right == "write"}
    assert written == WRITERS.get((workflow, name), set())
    assert set(permissions.values()) <= {"read", "write"}


@pytest.mark.parametrize(("workflow", "name", "job"), JOBS)
def test_a_checkout_leaves_no_token_behind_and_takes_no_other_code(
    workflow: str, name: str, job: dict[str, Any]
) -> None:
    for step in job["steps"]:
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
            assert not {"ref", "repository", "allow-unsafe-pr-checkout"} & step["with"].keys()


def test_no_expression_is_pasted_into_a_script() -> None:
    # A title or a branch name can hold shell code; values reach a script through `env` only.
    assert [script for script in shell_of_workflows() if "${{" in script] == []


def test_the_offline_job_has_no_credential() -> None:
    job = json.dumps(WORKFLOWS["preview"]["jobs"]["offline"])
    for credential in ("secrets.", "id-token", "github.token", "GITHUB_TOKEN", "role-to-assume"):
        assert credential not in job


def test_the_engine_job_is_not_for_forks_nor_for_updates_that_nobody_has_read() -> None:
    condition = WORKFLOWS["preview"]["jobs"]["engine"]["if"]
    assert "vars.PULUMI_PREVIEW_ROLE_ARN != ''" in condition
    assert "github.event.pull_request.head.repo.full_name == github.repository" in condition
    assert "dependabot[bot]" in condition


def test_the_job_that_may_write_runs_nothing_of_a_pull_request() -> None:
    job = WORKFLOWS["preview-comment"]["jobs"]["comment"]
    download = next(step for step in job["steps"] if "download-artifact" in step.get("uses", ""))
    assert download["with"]["path"].startswith("${{ runner.temp }}/")
    assert [step["run"] for step in job["steps"] if "run" in step] == [
        '.github/scripts/comment.sh "$RUNNER_TEMP/preview"'
    ]


def test_every_environment_is_previewed() -> None:
    stacks = {path.name.split(".")[1] for path in ROOT.glob("Pulumi.*.yaml")} - {"account"}
    named = [
        step["env"]["ENVIRONMENTS"].split()
        for step in (*steps("preview"), *steps("preview-comment"))
        if "ENVIRONMENTS" in step.get("env", {})
    ]
    matrix = WORKFLOWS["preview"]["jobs"]["engine"]["strategy"]["matrix"]["environment"]
    assert named == [matrix, matrix]
    assert set(matrix) == stacks


def test_every_make_target_that_is_used_exists() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    entries = [hook["entry"] for repo in config["repos"] for hook in repo["hooks"]]
    shell = [*shell_of_workflows(), *entries, *(path.read_text(encoding="utf-8") for path in SCRIPTS)]
    commands = "\n".join(re.sub(r"(^|\s)#.*", "", script) for script in shell)
    used = set(re.findall(r"(?m)(?:^|&& |if )\s*make (?:-C \S+ )?([a-z-]+)", commands))
    targets = set(re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    assert used >= {"check", "test", "plan", "schema"}
    assert used <= targets


@pytest.mark.parametrize("script", [*(path.read_text(encoding="utf-8") for path in SCRIPTS), *shell_of_workflows()])
def test_the_shell_is_valid(script: str) -> None:
    checked = subprocess.run([BASH, "-n"], input=script, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_can_be_started(path: Path) -> None:
    assert os.access(path, os.X_OK)
