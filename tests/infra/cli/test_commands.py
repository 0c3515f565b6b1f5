"""The command line as a person types it: whole processes, their output and their exit codes."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.thorough

TOOL = str(Path(sys.executable).with_name("pyairtable-infra"))
GOOD, GATE_FAILED, BAD_INPUT, ENGINE_FAILED = range(4)


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([TOOL, *arguments], cwd=cwd, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the three environments, to change."""
    folder = tmp_path_factory.mktemp("project")
    for file in ROOT.glob("Pulumi*.yaml"):
        shutil.copy(file, folder)
    return folder


@pytest.fixture(scope="module")
def dev_plan(project: Path) -> Path:
    done = run("plan", "dev", "-o", "dev.json", cwd=project)
    assert done.returncode == GOOD, done.stderr
    return project / "dev.json"


def test_preview_shows_tree_services_split_and_notes(project: Path) -> None:
    done = run("preview", "dev", cwd=project)
    assert done.returncode == GOOD, done.stderr
    assert "network  network Network" in done.stdout
    assert "ec2 Vpc network-vpc  10.10.0.0/16" in done.stdout
    assert "Spot: 6 of 8 tasks (75 %) at expected replicas, wanted 80 %" in done.stdout
    assert "note: the account is taken to be 123456789012" in done.stdout
    assert "without a cloud account." in done.stdout.splitlines()[-1]
    assert "\x1b" not in done.stdout, "what is piped is plain"
    assert not done.stderr


def test_preview_writes_json_that_fits_its_published_schema(project: Path) -> None:
    done = run("preview", "dev", "--json", "-", cwd=project)
    assessment = json.loads(done.stdout)
    jsonschema.validate(assessment, json.loads((ROOT / "schemas/assessment.json").read_text()))
    assert assessment["environment"] == "dev"
    assert [one["port"] for one in assessment["services"]] == [8002, 8000, 8006, 3000, 8003, 8001, 8007, 8008]
    assert [(gate["name"], gate["ok"]) for gate in assessment["gates"]] == [("budget", True)]


def test_preview_against_a_plan_says_what_differs(project: Path, dev_plan: Path) -> None:
    text = (project / "Pulumi.dev.yaml").read_text()
    changed = project / "changed"
    changed.mkdir(exist_ok=True)
    (changed / "Pulumi.dev.yaml").write_text(text.replace("maximum: 3", "maximum: 5"))
    done = run("preview", "dev", "--against", str(dev_plan), "--markdown", "out.md", cwd=changed)
    assert done.returncode == GOOD, done.stderr
    assert "~ appautoscaling ScheduledAction api-gateway-wake  changed" in done.stdout
    assert "    scalableTargetAction.maxCapacity: 3 → 5" in done.stdout
    assert "9 changed" in done.stdout, "how eight services wake, and the connections that the database admits"
    markdown = (changed / "out.md").read_text()
    assert markdown.startswith("### dev\n")
    assert "! appautoscaling ScheduledAction api-gateway-wake" in markdown


def test_a_gate_fails_when_a_protected_resource_would_go(project: Path) -> None:
    assert run("plan", "prod", "-o", "prod.json", cwd=project).returncode == GOOD
    changed = project / "prod-moved"
    changed.mkdir(exist_ok=True)
    text = (project / "Pulumi.prod.yaml").read_text()
    (changed / "Pulumi.prod.yaml").write_text(text.replace("10.30.0.0/16", "10.40.0.0/16"))
    done = run("preview", "prod", "--against", str(project / "prod.json"), cwd=changed)
    assert done.returncode == GATE_FAILED
    assert "FAILED: protected resources stay: `pulumi up` will refuse to delete or replace network-vpc" in done.stdout


def test_diff_of_a_plan_with_itself_is_empty(dev_plan: Path) -> None:
    done = run("diff", str(dev_plan), str(dev_plan))
    assert done.returncode == GOOD
    assert re.match(r"Nothing changes; \d+ resources as before\.", done.stdout)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("access", "saga", "--in", "dev"), BAD_INPUT, "saga has no role in dev"),
        (("preview", "nope"), BAD_INPUT, "Pulumi.nope.yaml: there is no environment 'nope'"),
        (("preview", "dev", "--against", "none.json"), BAD_INPUT, "none.json: there is no such file."),
        (("diff", "Pulumi.yaml", "Pulumi.yaml"), BAD_INPUT, "Pulumi.yaml: this is not JSON"),
        (("plan", "dev", "-o", "no/such/folder/x.json"), BAD_INPUT, "no/such/folder"),
        (("preview", "dev", "--json", "no/folder/x.json"), BAD_INPUT, "no/folder/x.json: cannot be written"),
        (("preview", "dev", "--json", "-", "--markdown", "-"), BAD_INPUT, "both want standard output"),
        (("plan",), BAD_INPUT, "Missing argument 'ENV'"),
        (("preview", "dev", "--colour"), BAD_INPUT, "No such option: --colour"),
        (("init", "dev", "--like", "staging"), BAD_INPUT, "Pulumi.dev.yaml"),
        (("init", "qa", "--like", "nope"), BAD_INPUT, "nope"),
    ],
)
def test_bad_input_is_one_clear_message(project: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    done = run(*arguments, cwd=project)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not done.stdout


def test_what_cannot_be_planned_ends_with_three(project: Path) -> None:
    folder = project / "broken"
    folder.mkdir(exist_ok=True)
    text = (project / "Pulumi.dev.yaml").read_text().replace("zones: 2", "zones: 3")
    text = text.replace(
        "cidr: 10.10.0.0/16", "cidr: 10.10.0.0/16\n    zone_names: [us-east-1a, us-east-1b, us-east-1c]"
    )
    (folder / "Pulumi.dev.yaml").write_text(text)
    assert run("plan", "dev", "-o", "ok.json", cwd=folder).returncode == GOOD
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM_THAT_FAILS], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == ENGINE_FAILED
    assert done.stderr == "the composition says no\n"


PROGRAM_THAT_FAILS = """
import pyairtable_infra.composition.environment as environment
async def deploy(profile):
    raise ValueError("the composition says no")
environment.deploy = deploy
import sys
sys.argv = ["pyairtable-infra", "plan", "dev"]
from pyairtable_infra.cli import main
main()
"""


def test_an_output_file_is_written_whole_or_not_at_all(project: Path) -> None:
    before = {path.name for path in project.iterdir()}
    assert run("preview", "nope", "--json", "half.json", cwd=project).returncode == BAD_INPUT
    assert {path.name for path in project.iterdir()} == before


def test_init_starts_an_environment_that_plans(project: Path) -> None:
    done = run("init", "qa", "--like", "dev", cwd=project)
    assert done.returncode == GOOD, done.stderr
    assert done.stdout == "Wrote Pulumi.qa.yaml. Read it, then: make preview ENV=qa\n"
    preview = run("preview", "qa", cwd=project)
    (project / "Pulumi.qa.yaml").unlink()
    assert preview.returncode == GOOD, preview.stderr
    assert preview.stdout.startswith("qa\n")


def test_the_published_schemas_are_current() -> None:
    assert run("schema").stdout == (ROOT / "schemas/stack.json").read_text()
    assert run("schema", "--assessment").stdout == (ROOT / "schemas/assessment.json").read_text()


def test_help_imports_neither_pulumi_nor_pydantic() -> None:
    code = (
        "import sys; from pyairtable_infra.cli.app import app; app(['--help'], standalone_mode=False); "
        "print(sorted({'pulumi', 'pulumi_aws', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
