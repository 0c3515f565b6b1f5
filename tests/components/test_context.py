"""What holds for all of a stack."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.conftest import a_context

TAGS = {"Project", "Environment", "Service", "Component", "Owner", "CostCenter", "DataClassification", "ManagedBy"}


@given(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), max_size=3))
def test_a_physical_name_begins_with_project_and_environment(parts: list[str]) -> None:
    assert a_context().name(*parts).split("-") == ["shop", "dev", *parts]


def test_an_arn_is_of_this_partition_region_and_account() -> None:
    assert a_context().arn("ecs", "cluster/main") == "arn:aws:ecs:us-east-1:123456789012:cluster/main"
    assert a_context(partition="aws-us-gov").arn("ecs", "x").startswith("arn:aws-us-gov:")


def test_tags_say_whose_a_resource_is_and_what_it_costs_whom() -> None:
    tags = a_context().tags("ecs:Service", "cart")
    assert set(tags) == TAGS
    assert (tags["Service"], tags["Component"]) == ("cart", "ecs:Service")
    assert (tags["CostCenter"], tags["Owner"]) == ("shop", "shop-team")


def test_what_belongs_to_no_single_service_is_shared() -> None:
    assert a_context().tags("network:Network")["Service"] == "shared"


def test_further_tags_come_on_top() -> None:
    assert a_context().tags("network:Network", Name="x")["Name"] == "x"


@pytest.mark.parametrize(
    ("level", "protects", "strict"), [("none", False, False), ("standard", True, False), ("strict", True, True)]
)
def test_a_protection_level_includes_those_below_it(level: str, *, protects: bool, strict: bool) -> None:
    context = a_context(protection=level)
    assert (context.protects, context.strict) == (protects, strict)


@pytest.mark.parametrize(
    "wrong",
    [
        {"account_id": "12345"},
        {"region": "us-east"},
        {"zones": ("us-east-1",)},
        {"environment": "Dev"},
        {"stage": "qa"},
        {"owner": ""},
        {"protection": "high"},
        {"unheard_of": 1},
    ],
)
def test_a_context_that_aws_would_refuse_cannot_be_made(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as refused:
        a_context(**wrong)
    assert refused.value.errors()[0]["loc"][0] == next(iter(wrong))


def test_a_context_cannot_be_changed_only_copied() -> None:
    context = a_context()
    with pytest.raises(ValidationError, match="frozen"):
        context.region = "us-west-2"  # type: ignore[misc]
    assert context.model_copy(update={"region": "us-west-2"}).arn("s3", "x") == "arn:aws:s3:us-west-2:123456789012:x"
