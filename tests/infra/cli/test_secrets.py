"""The commands about secrets, from standard input to what they say."""

import json
import os
from pathlib import Path

import boto3
import pytest
from typer.testing import CliRunner

from pyairtable_infra.cli import secrets as commands
from pyairtable_infra.cli.app import app
from tests.infra.operations.account import as_nobody, empty_account
from tests.infra.operations.secrets.making import CLUSTER, POLICY

ROOT = Path(__file__).parents[3]
TOKEN = "pyairtable/dev/api-keys/airtable"
CANARY = "pat-canary-0123456789"


@pytest.fixture(autouse=True)
def _account(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    as_nobody(monkeypatch)
    monkeypatch.setattr(commands, "_pause", lambda: None)
    with empty_account():
        client = boto3.client("secretsmanager", region_name="us-east-1")
        client.create_secret(Name=TOKEN)
        client.put_resource_policy(SecretId=TOKEN, ResourcePolicy=json.dumps(POLICY))
        boto3.client("ecs", region_name="us-east-1").create_cluster(clusterName=CLUSTER)
        yield


def run(*words: str, given: str | None = None) -> tuple[str, str]:
    """What a command says, and what went wrong."""
    result = CliRunner().invoke(app, ["secrets", *words], input=given)
    return result.output, str(result.exception or "")


def test_a_value_comes_from_standard_input_and_is_never_shown(tmp_path: Path) -> None:
    said = [run("list", "dev", "-C", str(ROOT))]
    assert "no value yet" in said[0][0]
    said.append(run("put", TOKEN, "-C", str(ROOT), given=f"{CANARY}\n"))
    assert f"{TOKEN} has a new value" in said[1][0]
    client = boto3.client("secretsmanager", region_name="us-east-1")
    assert client.get_secret_value(SecretId=TOKEN)["SecretString"] == CANARY
    said += [run("list", "dev", "--json", "-", "-C", str(ROOT)), run("redeploy", TOKEN, "-C", str(ROOT))]
    assert json.loads(said[2][0])[0]["has_value"]
    assert said[3][0] == "No service reads it.\n"
    assert CANARY not in str(said)


def test_a_value_cannot_be_an_argument() -> None:
    output, _ = run("put", TOKEN, CANARY)
    assert "unexpected extra argument" in output


def test_a_dry_run_of_a_revocation_says_what_would_be_done() -> None:
    output, problem = run("revoke", TOKEN, "--reason", "a test", "--dry-run", "-C", str(ROOT))
    assert problem == ""
    assert output == (
        "would deny its value to pyairtable-dev-cart-execution\nwould wait for a new value\n"
        "would let its readers in again\n"
    )
    assert not (ROOT / "revocations").exists()


def test_what_is_no_secret_is_told() -> None:
    _, problem = run("rotate", "pyairtable/dev/api-keys/x", "-C", str(ROOT))
    assert problem == (f"pyairtable/dev/api-keys/x: there is no such secret; there is: {TOKEN}. For example: {TOKEN}")


def test_nothing_of_this_is_left_in_the_environment_of_the_process() -> None:
    assert CANARY not in str(dict(os.environ))
