"""`pyairtable-infra bootstrap` as a person types it."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from pyairtable_infra.cli.app import _run
from tests.conftest import ROOT
from tests.infra.operations.account import (
    ACCOUNT,
    as_nobody,
    client,
    contents,
    empty_account,
    with_what_moto_lacks,
)

pytestmark = pytest.mark.thorough

GOOD, _, BAD_INPUT, CLOUD_FAILED = range(4)
TOOL = str(Path(sys.executable).with_name("pyairtable-infra"))
REPOSITORY = ("--repository", "octo-org/octo-repo")
BUCKET = f"pyairtable-infra-pulumi-state-{ACCOUNT}"


class Done(NamedTuple):
    code: int
    out: str
    err: str


Type = Callable[..., Done]


@pytest.fixture
def bootstrap(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Type:
    """The command in an empty account, in this process."""
    as_nobody(monkeypatch)
    with_what_moto_lacks(monkeypatch)

    def typed(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["pyairtable-infra", "bootstrap", "-C", str(ROOT), *arguments])
        code = _run()
        return Done(code, *capsys.readouterr())

    return typed


def test_a_dry_run_then_a_run_then_nothing_to_do(bootstrap: Type) -> None:
    with empty_account():
        before = contents()
        shown = bootstrap("--dry-run", *REPOSITORY)
        assert contents() == before
        done = bootstrap(*REPOSITORY)
        again = bootstrap(*REPOSITORY)
        client("s3").put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Suspended"})
        drifted = bootstrap("--dry-run", *REPOSITORY)

    assert (shown.code, done.code, again.code, drifted.code) == (GOOD,) * 4
    assert not shown.err + done.err + again.err + drifted.err
    where = f"pyairtable-infra in account {ACCOUNT}, us-east-1, as arn:aws:sts::{ACCOUNT}:user/moto\n"
    assert shown.out.startswith(where)
    assert f"+ S3 bucket {BUCKET}  create\n" in shown.out
    assert "\n8 to create, 0 to change, 0 as wanted. Nothing was changed: this was --dry-run.\n" in shown.out
    assert shown.out.replace(" to create", " created") != shown.out
    assert "\nDone: 8 created, 0 changed, 0 as wanted.\n" in done.out
    steps = [line for line in shown.out.splitlines() if line.startswith(("+ ", "    "))]
    assert [line for line in done.out.splitlines() if line.startswith(("+ ", "    "))] == steps, (
        "it does what it showed"
    )
    assert "\nNothing to do; 8 resources as wanted.\n" in again.out
    assert f'~ S3 bucket {BUCKET}  change\n    versioning: "Suspended" → "Enabled"\n' in drifted.out
    assert f"  pulumi login 's3://{BUCKET}?region=us-east-1&awssdk=v2'\n" in done.out
    assert "\x1b" not in shown.out + done.out, "what is piped is plain"


def test_without_a_repository_the_output_says_what_is_left_out(bootstrap: Type) -> None:
    with empty_account():
        done = bootstrap()
    assert "note: no GitHub identity provider and no roles: no repository was named." in done.out
    assert "3 created" in done.out
    assert "IAM role" not in done.out


def test_the_steps_as_json(bootstrap: Type) -> None:
    with empty_account():
        done = bootstrap("--json", "-", *REPOSITORY)
        key = client("kms").describe_key(KeyId="alias/pyairtable-infra-pulumi")["KeyMetadata"]["Arn"]
    assert (done.code, done.err) == (GOOD, "")
    told = json.loads(done.out)
    assert (told["account"], told["region"], told["dry_run"]) == (ACCOUNT, "us-east-1", False)
    assert [step["action"] for step in told["steps"]] == ["create"] * 8
    assert told["steps"][2]["resource"] == f"S3 bucket {BUCKET}"
    assert {"property": "versioning", "before": None, "after": "Enabled"} in told["steps"][2]["changes"]
    assert told["steps"][2]["calls"][0] == "s3:CreateBucket"
    assert told["outputs"]["key"] == key, "not what stood for it"
    assert (
        told["outputs"]["roles"]["pyairtable-infra-preview"] == f"arn:aws:iam::{ACCOUNT}:role/pyairtable-infra-preview"
    )
    assert told["next"][0]["command"].startswith("pulumi login 's3://")
    assert any("octo-org/octo-repo" in note for note in told["notes"])


def test_json_in_a_file_beside_what_a_person_reads(bootstrap: Type, tmp_path: Path) -> None:
    with empty_account():
        done = bootstrap("--dry-run", "--json", str(tmp_path / "steps.json"))
    assert done.code == GOOD
    assert "to create" in done.out
    assert json.loads((tmp_path / "steps.json").read_text())["dry_run"] is True


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--region", "us-east-9"), "--region us-east-9 is no AWS region. For example: --region us-east-1"),
        (("--repository", "repo"), "is not OWNER/REPO, nor OWNER@ID/REPO@ID."),
        (("--environment", "qa"), "Pulumi.qa.yaml: there is no environment 'qa'"),
        (("--json", "no/folder/x.json"), "no/folder/x.json: there is no such folder to write to."),
        (("--force",), "No such option: --force"),
    ],
)
def test_bad_input_ends_with_two_before_aws_is_asked(bootstrap: Type, arguments: tuple[str, ...], said: str) -> None:
    with empty_account():
        before = contents()
        done = bootstrap(*arguments)
        assert contents() == before
    assert done.code == BAD_INPUT
    assert said in " ".join(done.err.replace("│", " ").split())
    assert not done.out


def test_what_stands_in_the_way_ends_with_three(bootstrap: Type) -> None:
    with empty_account():
        client("s3").create_bucket(Bucket="shop")
        done = bootstrap("--bucket", "shop")
    assert done.code == CLOUD_FAILED
    assert done.err.startswith("S3 bucket shop: bootstrap did not make it")
    assert not done.out


def test_without_credentials_it_is_one_message_and_three(monkeypatch: pytest.MonkeyPatch) -> None:
    as_nobody(monkeypatch)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    done = subprocess.run([TOOL, "bootstrap"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == CLOUD_FAILED
    assert done.stderr == (
        "sts:GetCallerIdentity: there are no AWS credentials (Unable to locate credentials). "
        "For example: aws sso login --profile admin, then AWS_PROFILE=admin with the same command\n"
    )
    assert not done.stdout


def test_help_imports_no_boto3() -> None:
    code = (
        "import sys; from pyairtable_infra.cli.app import app; app(['bootstrap', '--help'], standalone_mode=False); "
        "print(sorted({'boto3', 'botocore', 'pulumi'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
