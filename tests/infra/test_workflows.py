"""The workflows: pinned, with few rights, safe with a stranger's pull request; and their scripts do what they say."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.components.reading import only
from tests.conftest import environment_plan

ROOT = Path(__file__).parents[2]
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


class Comments:
    """`comment.sh` with a stand-in for `gh`: what it was called with, and what it posted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.preview = folder / "preview"
        self.preview.mkdir()
        self.write("number", "7\n")
        executable(
            folder / "bin" / "gh",
            'echo "$*" >> calls\n'
            'case "$*" in\n'
            '  *"--jq .head.sha"*) echo "$PULL_HEAD" ;;\n'
            '  *--paginate*) echo "$EXISTING" ;;\n'
            '  *) for a in "$@"; do [[ $a == body=@* ]] && cp "${a#body=@}" posted; done ;;\n'
            "esac\n",
        )

    def write(self, name: str, content: str) -> None:
        (self.preview / name).write_text(content, encoding="utf-8")

    def run(self, *, pull_head: str = SHA, existing: str = "") -> subprocess.CompletedProcess[str]:
        env = {
            "ENVIRONMENTS": "dev prod",
            "EXISTING": existing,
            "GITHUB_REPOSITORY": "owner/name",
            "HEAD_SHA": SHA,
            "PULL_HEAD": pull_head,
            "RUN_URL": "https://github.com/owner/name/actions/runs/1",
        }
        return run("comment.sh", self.preview, cwd=self.folder, env=env)

    @property
    def posted(self) -> str | None:
        file = self.folder / "posted"
        return file.read_text(encoding="utf-8") if file.exists() else None

    @property
    def last_call(self) -> str:
        return (self.folder / "calls").read_text(encoding="utf-8").splitlines()[-1]


@pytest.fixture
def comments(tmp_path: Path) -> Comments:
    return Comments(tmp_path)


def test_a_comment_has_all_environments_and_their_verdicts(comments: Comments) -> None:
    comments.write("dev.md", "### dev\nfine\n")
    comments.write("dev.code", "0\n")
    comments.write("dev.engine.md", "against the account\n")
    comments.write("prod.md", "### prod\nrefused\n")
    comments.write("prod.code", "1\n")
    assert comments.run().returncode == 0
    assert comments.posted is not None
    assert comments.posted.startswith("<!-- pyairtable-infra preview -->\n")
    assert "dev: good · prod: **a gate failed**" in comments.posted
    assert re.search(r"### dev\nfine\n\nagainst the account\n\n### prod\nrefused", comments.posted)
    assert "--method POST repos/owner/name/issues/7/comments" in comments.last_call


def test_a_comment_that_is_there_is_updated(comments: Comments) -> None:
    assert comments.run(existing="41\n42").returncode == 0
    assert "--method PATCH repos/owner/name/issues/comments/41 " in comments.last_call
    assert comments.posted is not None
    assert "dev: **no result** · prod: **no result**" in comments.posted


@pytest.mark.parametrize("number", ["7; id", "$(id)", "07", "-1", "", "7\n8", "12345678901", "../../issues/1"])
def test_a_number_that_is_none_is_refused(comments: Comments, number: str) -> None:
    comments.write("number", number)
    assert comments.run().returncode == 1
    assert not (comments.folder / "calls").exists()


def test_a_pull_request_at_another_commit_gets_no_comment(comments: Comments) -> None:
    # The number of somebody else's pull request, or a push since: neither is for this run.
    assert comments.run(pull_head="b" * 40).returncode == 0
    assert comments.posted is None


def test_a_run_that_left_nothing_is_no_error(comments: Comments) -> None:
    (comments.preview / "number").unlink()
    assert comments.run().returncode == 0
    assert comments.posted is None


def test_a_link_is_not_followed(comments: Comments) -> None:
    (comments.folder / "token").write_text("the token", encoding="utf-8")
    (comments.preview / "dev.md").symlink_to(comments.folder / "token")
    assert comments.run().returncode == 0
    assert comments.posted is not None
    assert "the token" not in comments.posted


@pytest.mark.parametrize("line", ["+ a line of a plan → ü", "x" * 3_000])
def test_a_long_report_is_cut_at_a_line_with_a_link_and_nothing_left_open(comments: Comments, line: str) -> None:
    for environment in ("dev", "prod"):
        report = [
            "<details><summary>All</summary>",
            "",
            "```diff",
            *[line] * (200_000 // len(line)),
            "```",
            "</details>",
        ]
        comments.write(f"{environment}.md", "\n".join([f"### {environment}", *report]) + "\n")
    assert comments.run().returncode == 0
    assert comments.posted is not None
    assert len(comments.posted) < LIMIT
    assert "### dev" in comments.posted
    assert "### prod" in comments.posted
    assert comments.posted.count("_Cut here. The whole report is in the [artifacts](https://github.com/") == 2
    assert comments.posted.count("<details>") == comments.posted.count("</details>") == 2
    assert comments.posted.count("```") == 4
    assert set(re.findall(r"(?m)^\+ .*|^x+$", comments.posted)) == {line}, "whole lines only"


def test_an_open_block_does_not_swallow_what_follows(comments: Comments) -> None:
    comments.write("dev.md", "### dev\n```\n<details>\n")
    comments.write("prod.md", "### prod\n<details>\n")
    assert comments.run().returncode == 0
    assert comments.posted is not None
    assert "```\n<details>\n```\n\n### prod\n<details>\n\n</details>\n" in comments.posted


Preview = Callable[..., tuple[int, Path]]


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    """`offline_preview.sh` with stand-ins: `make` writes the plan, the CLI answers as its table says."""

    def act(codes: dict[str, int], *, at_base: bool = True, report: bool = True) -> tuple[int, Path]:
        failing = "" if at_base else "[[ $2 == *base ]] && exit 2\n"
        plan = '[[ $1 == -C ]] && { cd "$2"; shift 2; }\nmkdir -p plans; echo "$PWD" > "plans/${2#ENV=}.json"\n'
        executable(tmp_path / "bin" / "make", failing + plan)
        table = "\n".join(f"{environment}) code={code} ;;" for environment, code in codes.items())
        writes = 'echo "### $2 $*" > "${@: -1}"\n' if report else ""
        cli = f'echo "said \\`\\`\\`" >&2\ncase $2 in\n{table}\nesac\n{writes}exit "$code"\n'
        executable(tmp_path / ".venv" / "bin" / "pyairtable-infra", cli)
        (tmp_path / "base").mkdir()
        env = {"ENVIRONMENTS": " ".join(codes), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary")}
        done = run("offline_preview.sh", tmp_path / "base", tmp_path / "out", cwd=tmp_path, env=env)
        return done.returncode, tmp_path / "out"

    return act


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_every_environment_is_compared_with_its_plan_at_the_base(preview: Preview, tmp_path: Path) -> None:
    code, out = preview({"dev": 0, "prod": 0})
    assert code == 0
    assert text(out / "dev.base.json") == f"{tmp_path / 'base'}\n"
    assert text(out / "dev.head.json") == f"{tmp_path}\n"
    assert f"--against {out / 'dev.base.json'} --markdown {out / 'dev.md'}" in text(out / "dev.md")
    assert text(tmp_path / "summary") == text(out / "dev.md") + text(out / "prod.md")


@pytest.mark.parametrize(("codes", "worst"), [((0, 1), 1), ((1, 0), 1), ((2, 1), 2), ((1, 3), 3), ((127, 0), 3)])
def test_a_failure_stops_no_other_environment_and_the_worst_code_stays(
    preview: Preview, codes: tuple[int, int], worst: int
) -> None:
    code, out = preview(dict(zip(("dev", "prod"), codes, strict=True)))
    assert code == worst
    assert [text(out / f"{name}.code") for name in ("dev", "prod")] == [f"{min(each, 3)}\n" for each in codes]
    assert (out / "prod.md").exists()


@pytest.mark.parametrize(("code", "told"), [(1, 3), (2, 2), (3, 3)])
def test_without_a_report_the_end_of_the_log_is_shown(preview: Preview, code: int, told: int) -> None:
    # A gate that failed has a report; 1 without one is a crash of Python.
    exited, out = preview({"dev": code}, report=False)
    assert exited == told
    assert text(out / "dev.md") == (
        f"### dev\n\nNo report; exit code {told}. The end of the log:\n\n```text\nsaid '''\n```\n"
    )


def test_an_environment_that_is_new_is_compared_with_nothing(preview: Preview) -> None:
    code, out = preview({"dev": 0}, at_base=False)
    assert code == 0
    assert "--against" not in text(out / "dev.md")
    assert "Compared with nothing: dev cannot be planned at the base." in text(out / "dev.md")


def test_the_engine_s_preview_shows_no_account_number_and_keeps_its_code(tmp_path: Path) -> None:
    executable(tmp_path / "bin" / "pulumi", 'echo "+ arn:aws:iam::123456789012:role/x"\nexit 255\n')
    done = run("engine_preview.sh", "dev", tmp_path / "out", cwd=tmp_path, env={})
    assert done.returncode == 255
    assert "+ arn:aws:iam::ACCOUNT:role/x" in text(tmp_path / "out" / "dev.engine.md")


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
