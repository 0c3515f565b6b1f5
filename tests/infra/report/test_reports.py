"""What people read of a plan."""

import json

import pytest

from pyairtable_infra.plan.diff import diff
from pyairtable_infra.report import markdown
from pyairtable_infra.report.assessment import assess
from pyairtable_infra.report.describe import describe, title
from pyairtable_infra.report.wording import changed_value, counted, percent, short_image, split_sentence
from tests.conftest import environment_plan
from tests.infra.plan.making import plan, resource


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_no_description_shows_raw_data(environment: str) -> None:
    for one in environment_plan(environment).resources:
        text = describe(one)
        assert not set("{}[]") & set(text), f"{one.urn}: {text}"
        assert "None" not in text, f"{one.urn}: {text}"


def test_a_title_is_short() -> None:
    assert title("aws:ec2/vpc:Vpc") == "ec2 Vpc"
    assert title("pyairtable:network:Network") == "network Network"
    assert title("kubernetes:apps/v1:Deployment") == "apps Deployment"


def test_protection_is_shown() -> None:
    assert describe(resource("aws:kms/key:Key", "k", protect=True, retain_on_delete=True)) == (
        "never rotates, protected, kept on delete"
    )


def test_a_secret_task_definition_is_described_without_its_content() -> None:
    secret = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}
    inputs = {"cpu": "256", "memory": "512", "containerDefinitions": secret}
    assert "secret definition" in describe(resource("aws:ecs/taskDefinition:TaskDefinition", "t", inputs=inputs))


def test_the_counts_of_an_assessment_add_up() -> None:
    dev = environment_plan("dev")
    counts = assess(dev).plan
    assert counts.resources == len(dev.resources)
    assert counts.components + sum(counts.types.values()) == counts.resources


def test_a_plan_without_services_has_no_split() -> None:
    assert assess(plan(resource("aws:ec2/vpc:Vpc", "v"))).split is None


def test_the_split_sentence_tells_of_rounding_where_there_is_some() -> None:
    dev = environment_plan("dev")
    split = assess(dev).split
    assert split is not None
    assert "as ECS rounds" not in split_sentence(split)
    uneven = split.model_copy(update={"minimum": split.minimum.model_copy(update={"low": 5, "high": 7})})
    assert "5 to 7 as ECS rounds" in split_sentence(uneven)


def test_markdown_folds_the_long_and_opens_what_changes() -> None:
    old, new = environment_plan("dev"), environment_plan("dev")
    text = markdown.preview(new, assess(new, diff(old, new)), diff(old, new))
    assert text.count("<details>") == text.count("</details>") == 4
    assert "Nothing changes" in text.split("<details>")[0]
    assert "✅ **protected resources stay**" in text


def test_markdown_cannot_be_broken_out_of_by_a_value() -> None:
    old = plan(resource("aws:ec2/vpc:Vpc", "v", inputs={"tags": {"a": "x"}}))
    new = plan(resource("aws:ec2/vpc:Vpc", "v", inputs={"tags": {"a": "```\n# owned"}}))
    text = "\n".join(markdown.difference(diff(old, new)))
    assert text.count("```") == 2, "only the block's own fences"
    assert "\n# owned" not in text


@pytest.mark.parametrize(
    ("value", "said"),
    [(None, "(none)"), (3, "3"), ("x", '"x"'), ({"a": [1]}, '{"a": [1]}'), ("é", '"é"')],
)
def test_values_are_shown_in_one_line(value: object, said: str) -> None:
    assert changed_value(value) == said


def test_a_long_value_is_cut() -> None:
    shown = changed_value("x" * 500)
    assert len(shown) == 100
    assert shown.endswith("...")


def test_numbers_are_counted_and_shares_are_short() -> None:
    assert [counted(number, "task") for number in (0, 1, 2)] == ["0 tasks", "1 task", "2 tasks"]
    assert [percent(value) for value in (75.0, 62.5)] == ["75 %", "62.5 %"]


def test_an_assessment_is_plain_json() -> None:
    dev = environment_plan("dev")
    assert json.loads(assess(dev).model_dump_json())["version"] == "assessment-1"


def test_an_image_is_shown_by_folder_and_version() -> None:
    assert short_image("ghcr.io/pyairtable-org/legacy/api-gateway:v1.0.0") == "legacy v1.0.0"
    assert short_image(f"ghcr.io/org/shared/tool@sha256:{'a' * 64}") == "shared aaaaaaaaaaaa"
