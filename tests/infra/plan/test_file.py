"""Plan files."""

import json
from pathlib import Path

import pytest

from pyairtable_infra.plan.file import PlanFileError, dump, load
from pyairtable_infra.plan.model import SECRET, SIGNATURE
from tests.conftest import environment_plan
from tests.infra.plan.making import plan, resource


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_a_plan_comes_back_from_its_file(environment: str, tmp_path: Path) -> None:
    made = environment_plan(environment)
    file = tmp_path / "plan.json"
    file.write_text(dump(made))
    assert dump(load(file)) == dump(made)
    assert load(file).notes == made.notes


def test_the_version_is_no_number_so_that_no_backend_imports_it() -> None:
    assert json.loads(dump(plan()))["version"] == "plan-1"


def test_a_state_export_is_read_and_its_secrets_are_left_out(tmp_path: Path) -> None:
    secret = {SIGNATURE: SECRET[SIGNATURE], "ciphertext": "v1:canary", "plaintext": '"canary"'}
    raw = {
        "urn": "urn:pulumi:dev::p::aws:ec2/vpc:Vpc::v",
        "custom": True,
        "id": "vpc-1",
        "type": "aws:ec2/vpc:Vpc",
        "inputs": {"password": secret, "nested": [{"deep": secret}]},
        "outputs": {"password": secret},
        "created": "2026-11-21T00:00:00Z",
    }
    file = tmp_path / "state.json"
    file.write_text(json.dumps({"version": 3, "deployment": {"manifest": {}, "resources": [raw]}}))
    read = load(file)
    assert read.resources[0].inputs == {"password": SECRET, "nested": [{"deep": SECRET}]}
    assert "canary" not in dump(read)


def test_only_what_is_set_is_written() -> None:
    written = json.loads(dump(plan(resource("aws:ec2/vpc:Vpc", "v"))))["deployment"]["resources"][1]
    assert set(written) == {"urn", "type", "custom", "id"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "there is no such file. For example: make plan ENV=dev writes plans/dev.json"),
        ("{", "this is not JSON (Expecting property name enclosed in double quotes: line 1 column 2 (char 1))."),
        ('{"steps": []}', "a plan file or a state export is needed, and this is a `pulumi preview --json`."),
        ("[]", "a plan file or a state export is needed, and this is neither"),
        (
            '{"deployment": {"resources": [{"type": "x"}]}}',
            "a plan file or a state export is needed, and this is neither",
        ),
    ],
)
def test_a_file_of_another_kind_is_refused_in_one_sentence(text: str | None, said: str, tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    if text is not None:
        file.write_text(text)
    with pytest.raises(PlanFileError) as caught:
        load(file)
    assert str(caught.value).startswith(f"{file}: {said}")
    assert "For example: " in str(caught.value)
