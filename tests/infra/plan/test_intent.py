"""An intent from a file."""

from pathlib import Path

import pytest

from pyairtable_infra.plan.file import PlanFileError
from pyairtable_infra.plan.intent import SECTIONS, with_intent
from pyairtable_infra.plan.model import Plan
from tests.conftest import environment_plan
from tests.infra.plan.making import plan, resource


@pytest.mark.parametrize("text", ["budget: {monthly_usd: 5}", '{"budget": {"monthly_usd": 5}}'])
def test_yaml_and_json_are_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "intent.yaml"
    path.write_text(text)
    assert with_intent(plan(resource("aws:kms/key:Key", "k")), path).intent == {"budget": {"monthly_usd": 5}}
    assert with_intent(Plan((resource("aws:kms/key:Key", "k"),)), path).intent == {"budget": {"monthly_usd": 5}}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[1]", "an intent is a section with keys. For example: budget: {monthly_usd: 98}"),
        ("", "an intent is a section with keys. For example: budget: {monthly_usd: 98}"),
        (
            "budgets: {monthly_usd: 5}",
            "budgets: there is no such section; there is: budget, usage, replicas, commitments, objectives, "
            "environment, stage, spot_percent, version. For example: budget",
        ),
        ("a: [", "this is neither YAML nor JSON ("),
    ],
)
def test_another_text_is_told(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "intent.yaml"
    path.write_text(text)
    with pytest.raises(PlanFileError) as caught:
        with_intent(plan(), path)
    assert str(caught.value).startswith(f"{path}: {message}")


def test_the_intent_of_an_environment_has_no_other_section() -> None:
    assert set(environment_plan("prod").intent) <= set(SECTIONS)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PlanFileError, match=r"intent\.yaml: cannot be read: No such file or directory\. For example"):
        with_intent(plan(), tmp_path / "intent.yaml")
