"""`cost` as a person types it."""

import json
from pathlib import Path

import jsonschema
import pytest

from pyairtable_infra.plan.file import dump
from tests.conftest import ROOT, environment_plan
from tests.infra.cli.test_commands import BAD_INPUT, GATE_FAILED, GOOD, run

pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module")
def dev(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plans") / "dev.json"
    path.write_text(dump(environment_plan("dev")))
    return path


def test_a_plan_file_and_its_environment_cost_the_same(dev: Path) -> None:
    by_file, by_name = run("cost", str(dev)), run("cost", "dev")
    assert by_file.returncode == by_name.returncode == GOOD, by_name.stderr
    assert by_file.stdout == by_name.stdout
    assert "passed: budget: " in by_file.stdout
    assert not by_file.stderr


def test_the_json_is_an_assessment(dev: Path) -> None:
    done = run("cost", str(dev), "--json", "-")
    assessment = json.loads(done.stdout)
    jsonschema.validate(assessment, json.loads((ROOT / "schemas/assessment.json").read_text()))
    assert assessment["cost"]["currency"] == "USD"
    assert assessment["cost"]["unpriced"] == []


def test_an_intent_from_a_file_counts_instead(dev: Path, tmp_path: Path) -> None:
    intent = tmp_path / "intent.yaml"
    intent.write_text("budget: {monthly_usd: 50}\n")
    done = run("cost", str(dev), "--intent", str(intent))
    assert done.returncode == GATE_FAILED
    assert "more than the budget of 50.00. What weighs most: public " in done.stdout


def test_bad_input_is_one_message(dev: Path, tmp_path: Path) -> None:
    intent, half, abroad = tmp_path / "intent.yaml", tmp_path / "half.json", tmp_path / "abroad.json"
    intent.write_text("usage: {requests: -5}\n")
    half.write_text('{"steps": [{"op": "sam')
    abroad.write_text(dev.read_text().replace("us-east-1", "eu-west-1"))
    for arguments, message in (
        ((str(dev), "--intent", str(intent)), "intent: usage.requests: -5 is below 0. For example: 100000\n"),
        ((str(half),), "half.json: this is not JSON ("),
        ((str(abroad),), "eu-west-1: there is no price book of this region; there is: us-east-1, us-west-2. "),
        (("plans/none.json",), "plans/none.json: there is no such file. For example: make plan ENV=dev writes"),
        (("nosuch",), "Pulumi.nosuch.yaml: there is no environment 'nosuch'"),
    ):
        done = run("cost", *arguments)
        assert done.returncode == BAD_INPUT, message
        assert message in done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert not done.stdout


def test_diff_adds_the_money(dev: Path, tmp_path: Path) -> None:
    smaller = tmp_path / "smaller.json"
    smaller.write_text(dev.read_text().replace('"t4g.nano"', '"t4g.micro"'))
    done = run("diff", str(dev), str(smaller))
    assert done.returncode == GOOD, done.stderr
    assert "network-nat" in done.stdout
    assert "+3.07 USD a month." in done.stdout, "730 hours at 0.0042 more"


def test_several_targets_side_by_side(dev: Path) -> None:
    done = run("cost", "compare", str(dev), str(dev), "--markdown", "-")
    assert done.returncode == GOOD, done.stderr
    assert "| | dev | dev |" in done.stdout
    assert "| formerly | 160.00 | 160.00 |" in done.stdout


def test_help_names_the_commands() -> None:
    assert "compare" in run("cost", "-h").stdout
    assert "TARGET" in run("cost", "of", "-h").stdout


def test_prices_are_shown_with_their_sources() -> None:
    done = run("prices", "show", "fargate/ARM*", "--region", "us-west-2")
    assert done.returncode == GOOD, done.stderr
    assert "fargate/ARM vCPU    0.03238  vCPU-hour  2025-10-27  one         lamngockhuong" in done.stdout
    assert "AWS Cloud Map has no citable price" in run("prices", "show", "cloud-map").stdout
    assert run("prices", "show", "nosuch").returncode == BAD_INPUT
    unknown = run("prices", "show", "fargate", "--region", "eu-west-1")
    assert unknown.returncode == BAD_INPUT
    assert unknown.stderr.startswith("eu-west-1: there is no price book of this region")


def test_over_budget_it_says_which_keys_would_help(tmp_path: Path) -> None:
    for file in ROOT.glob("Pulumi*.yaml"):
        (tmp_path / file.name).write_text(file.read_text().replace("monthly_usd: 395", "monthly_usd: 200"))
    done = run("cost", "prod", cwd=tmp_path)
    assert done.returncode == GATE_FAILED, done.stderr
    assert "more than the budget of 200.00" in done.stdout
    assert "network.egress: { kind: nat_instance }  would save 33.64 a month by itself" in done.stdout
    assert "cluster.spot_percent: 50  would save " in done.stdout


def test_reports_need_a_plan_that_is_there_and_a_period_that_exists() -> None:
    missing = run("cost", "actual", "dev", "--against", "plans/none.json")
    assert missing.returncode == BAD_INPUT
    assert "plans/none.json: there is no such file." in missing.stderr
    assert run("cost", "report", "--period", "year").returncode == BAD_INPUT
    assert "--against" in run("cost", "actual", "-h").stdout


def test_estimates_are_shown_as_the_account_has_them() -> None:
    done = run("cost", "estimates", "dev")
    assert done.returncode == GOOD, done.stderr
    committed = (ROOT / "Pulumi.account.yaml").read_text(encoding="utf-8")
    assert all(f"      {line}\n" in committed for line in done.stdout.splitlines())
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == ["dev"], "what was asked for"
