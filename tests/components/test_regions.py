"""A second region: every resource says where it lies, and no name is taken twice."""

import pytest

from pyairtable_components import Context
from pyairtable_infra.plan.model import Plan
from tests.components.reading import every, parameters, plan_of
from tests.components.whole import REPLICA, shop
from tests.conftest import a_context, environment_plan

pytestmark = pytest.mark.thorough  # it plans everything twice
REGIONS = ("us-east-1", "us-west-2")
OF_ALL_REGIONS = "aws:chatbot/"
"""Its API answers in a region of its own."""


def context(region: str) -> Context:
    return a_context(region=region, zones=tuple(f"{region}{zone}" for zone in "abc"), monitoring="full")


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    return {region: plan_of(lambda region=region: shop(context(region))) for region in REGIONS}  # type: ignore[misc]


@pytest.mark.parametrize("region", REGIONS)
def test_whatever_lies_in_a_region_says_in_which(region: str, plans: dict[str, Plan]) -> None:
    resources = [r for r in plans[region].resources if r.type.startswith("aws:") and "region" in parameters(r.type)]
    assert len(resources) > 50
    near = [r for r in resources if not r.type.startswith(OF_ALL_REGIONS)]
    elsewhere = {r.urn: r.inputs.get("region") for r in near if r.inputs.get("region") not in (region, REPLICA)}
    assert not elsewhere, "the provider's own region would be used instead"


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_so_it_is_in_the_environments(environment: str) -> None:
    resources = [r for r in environment_plan(environment).resources if r.type.startswith("aws:")]
    assert not [r.urn for r in resources if "region" in parameters(r.type) and not r.inputs.get("region")]


@pytest.mark.parametrize(
    ("kind", "key"), [("iam/role:Role", "name"), ("InstanceProfile", "name"), ("s3/bucket:Bucket", "bucket")]
)
def test_a_name_that_is_global_is_not_taken_twice(kind: str, key: str, plans: dict[str, Plan]) -> None:
    first, second = ({resource.inputs[key] for resource in every(plan, kind)} for plan in plans.values())
    assert first
    assert len(first) == len(second)
    assert not first & second, "the recovery region could not be made beside this one"


def test_logical_names_are_the_same_in_every_region(plans: dict[str, Plan]) -> None:
    first, second = ([resource.urn for resource in plan.resources] for plan in plans.values())
    assert first == second


def test_only_what_the_specs_name_themselves_lies_in_another_region(plans: dict[str, Plan]) -> None:
    """An image and a secret of the shop are in us-east-1, wherever it runs."""
    foreign = {r.name for r in plans["us-west-2"].resources if "us-east-1" in str(r.inputs)}
    assert foreign == {"shop", "shop-execution", "cart", "cart-execution", "database-proxy", "boundary"}
    home = [r.name for r in plans["us-east-1"].resources if "us-west-2" in str(r.inputs)]
    assert home == ["boundary"], "which says where roles may act"
