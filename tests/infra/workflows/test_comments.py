"""The script that posts one comment for all environments."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.infra.workflows.files import LIMIT, SHA, executable, run


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
