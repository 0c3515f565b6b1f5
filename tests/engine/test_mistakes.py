"""A program that is not ours and is wrong: the real engine refuses it, and so does a plan, with one clear message."""

import re
from pathlib import Path

import pytest

from pyairtable_infra.engine.rehearsal.pulumi import Pulumi
from tests.engine.workspace import Workspace
from tests.infra.cli.test_commands import ENGINE_FAILED, run

PROGRAM = Path(__file__).parent / "foreign/wrong"
PREVIEW, UP = ("preview",), ("up", "--yes", "--skip-preview")
QUEUE = "urn:pulumi:dev::wrong::aws:sqs/queue:Queue::twice"

MISTAKES = {
    "twice": (PREVIEW, f"Duplicate resource URN '{QUEUE}'", f"there are two resources {QUEUE}. Give one another name"),
    "unknown_package": (
        PREVIEW,
        "no resource plugin 'pulumi-resource-nowhere' found",
        r"odd: nowhere:index/thing:Thing: the offline engine has no provider nowhere. It has: aws\b.*",
    ),
    "unknown_type": (
        PREVIEW,
        "does not know what AWS computes for aws:nowhere/thing:Thing",
        "odd: the offline engine does not know what AWS computes for aws:nowhere/thing:Thing. "
        "Add a rule to pyairtable_infra/engine/computed",
    ),
    "no_type": (
        PREVIEW,
        "Type 'Thing' is not a valid type token",
        "odd: Thing is no type of a resource. For example: aws:s3/bucket:Bucket",
    ),
    "raises": (PREVIEW, "ValueError: out of cheese", ".*: the program failed: ValueError: out of cheese"),
    "raises_later": (
        UP,
        "ZeroDivisionError: division by zero",
        ".*: the program failed: ZeroDivisionError: division by zero",
    ),
    "unanswered": (
        PREVIEW,
        "invocation of aws:ec2/getAmi:getAmi returned an error",
        "the program calls aws:ec2/getAmi:getAmi, which only a cloud account can answer. "
        "Give the value in the profile, or take it as a parameter",
    ),
    "unknown_stack": (
        PREVIEW,
        'unknown stack "organization/nowhere/dev"',
        "the outputs of stack organization/nowhere/dev are not known offline. For example: --stack-outputs "
        "organization/nowhere/dev=outputs.json, written by `pulumi stack output --json`",
    ),
    "no_file": (
        PREVIEW,
        "nowhere.txt: no such file or directory",
        "an asset cannot be read: .*/nowhere.txt: No such file.*",
    ),
}
"""By mistake: the command that meets it, what the engine says of it, and the whole message of a plan."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, pulumi: Pulumi) -> Workspace:
    made = Workspace.of_program(tmp_path_factory.mktemp("wrong"), pulumi, PROGRAM)
    made.pulumi("stack", "init", "dev")
    return made


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_engine_and_a_plan_refuse_it(mistake: str, workspace: Workspace) -> None:
    command, engine_says, plan_says = MISTAKES[mistake]
    done = workspace.pulumi(*command, "--stack", "dev", "-c", f"mistake={mistake}", ok=False)
    assert done.returncode != 0
    assert engine_says in done.stdout + done.stderr

    planned = run("plan", "dev", "--program", str(workspace.folder))
    assert (planned.returncode, planned.stdout) == (ENGINE_FAILED, "")
    assert re.fullmatch(plan_says, planned.stderr.strip())
