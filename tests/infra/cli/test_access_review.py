"""The command that reviews roles, from its options to what it says; and that access SERVICE is still there."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pyairtable_infra.cli import access as commands
from pyairtable_infra.cli.app import _run, app
from pyairtable_infra.operations.aws import Aws
from tests.conftest import ROOT
from tests.infra.operations.access.making import Reports, a_role, failing, service
from tests.infra.operations.account import Recorded, as_nobody, empty_account

CART = "pyairtable-dev-cart-task"


@pytest.fixture(autouse=True)
def reports(monkeypatch: pytest.MonkeyPatch) -> Any:
    as_nobody(monkeypatch)
    monkeypatch.setattr(commands, "_pause", lambda: None)
    with empty_account():
        account = Recorded()
        monkeypatch.setattr("pyairtable_infra.operations.aws.Aws", lambda region: Aws(region, account.session))
        yield Reports(account)


def run(*words: str) -> str:
    result = CliRunner().invoke(app, ["access", *words, "-C", str(ROOT)])
    assert result.exit_code == 0, result.output
    return result.output


def exits(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["pyairtable-infra", "access", *words])
    return _run()


def test_the_review_is_text_data_and_a_page(reports: Reports, tmp_path: Path) -> None:
    a_role(CART)
    reports.of[CART] = [service("kms")]
    page, data = tmp_path / "review.md", tmp_path / "review.json"
    said = run("review", "dev", "--markdown", str(page), "--json", str(data))
    assert said.startswith("dev: 1 role, 0 of them unused for 90 days\n")
    assert "unused services: kms" in said
    assert page.read_text(encoding="utf-8").startswith("# Access review of dev, ")
    assert json.loads(data.read_text(encoding="utf-8"))["roles"][0]["name"] == CART
    assert json.loads(run("review", "dev", "--json", "-"))["environment"] == "dev"


def test_the_account_is_reviewed_with_what_bootstrap_made(reports: Reports) -> None:
    a_role("pyairtable-account-images-templates", environment="account")
    a_role("pyairtable-infra-preview", project="pyairtable-infra", environment="shared")
    assert run("review", "account").startswith("account: 2 roles,")


def test_an_empty_account_is_no_error() -> None:
    assert run("review", "dev") == "No role of dev is in this account\n"


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("review", "qa"), 2, "Pulumi.qa.yaml: there is no environment 'qa'"),
        (("review",), 2, "Missing argument 'ENV'"),
        (("review", "dev", "--days", "0"), 2, "Invalid value for '--days'"),
    ],
)
def test_bad_input_is_told_with_exit_2(
    words: tuple[str, ...], code: int, message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert exits(monkeypatch, *words) == code
    assert message in capsys.readouterr().err


def test_what_aws_refuses_is_told_with_exit_3(
    reports: Reports, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    reports.account.before = failing("ListRoles", "AccessDenied")
    assert exits(monkeypatch, "review", "dev") == 3
    said = capsys.readouterr()
    assert said.err.startswith("iam:ListRoles: the caller may not do that (no).")
    assert len(said.err.splitlines()) == 1
    assert not said.out


def test_what_a_service_may_do_is_asked_as_before() -> None:
    assert run("api-gateway", "--in", "dev").startswith("api-gateway\n")
