"""What all components have in common."""

import re

import pytest
from pulumi import ResourceOptions

from pyairtable_components import Component, LogGroup, Network, NetworkSpec
from pyairtable_infra.plan.model import Plan
from tests.components.reading import every, only, plan_of
from tests.components.whole import shop_plan
from tests.conftest import a_context


class Box(Component, token="example:boxes:Box"):
    """A component that only groups."""

    def __init__(self, name: str, opts: ResourceOptions | None = None) -> None:
        super().__init__(name, a_context(protection="strict"), opts, service="boxes")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return shop_plan()


def test_a_component_knows_the_tags_of_its_children() -> None:
    tags: dict[str, str] = {}
    plan_of(lambda: tags.update(Box("one").tags(Name="x")))
    assert (tags["Component"], tags["Service"], tags["Name"]) == ("boxes:Box", "boxes", "x")


def test_types_are_of_one_package_and_say_where_the_component_lives(plan: Plan) -> None:
    tokens = {resource.type for resource in plan.resources if not resource.custom} - {"pulumi:pulumi:Stack"}
    assert len(tokens) > 10
    assert all(re.fullmatch(r"pyairtable:[a-z]+:[A-Z][A-Za-z]+", token) for token in tokens)


def test_no_resource_of_aws_stands_outside_a_component(plan: Plan) -> None:
    loose = [
        r.urn
        for r in plan.resources
        if r.type.startswith("aws:") and not plan.by_urn[r.parent].type.startswith("pyairtable:")
    ]
    assert not loose


def test_children_stay_below_a_component_that_is_put_below_another() -> None:
    def make() -> None:
        box = Box("box")
        Network("network", NetworkSpec(cidr="10.10.0.0/16"), a_context(), opts=ResourceOptions(parent=box))

    plan = plan_of(make)
    network = only(plan, "pyairtable:network:Network")
    assert network.parent == only(plan, "example:boxes:Box").urn
    assert only(plan, "Vpc").parent == network.urn, "the caller's parent is that of the component, not of its children"


def test_what_the_caller_protects_is_protected_as_a_whole() -> None:
    plan = plan_of(
        lambda: Network("network", NetworkSpec(cidr="10.10.0.0/16"), a_context(), opts=ResourceOptions(protect=True))
    )
    assert all(resource.protect for resource in plan.resources if resource.type.startswith("aws:"))


def test_one_context_serves_two_components_of_a_kind() -> None:
    context = a_context()

    def make() -> None:
        LogGroup("one", context, path="one")
        LogGroup("two", context, path="two")

    groups = every(plan_of(make), "cloudwatch/logGroup:LogGroup")
    assert {group.inputs["name"] for group in groups} == {"/shop/dev/one", "/shop/dev/two"}


@pytest.mark.thorough
@pytest.mark.parametrize("level", ["none", "standard"])
def test_below_strict_a_stack_can_be_destroyed_and_leaves_nothing_behind(level: str) -> None:
    plan = shop_plan(protection=level)
    assert not [resource.urn for resource in plan.resources if resource.protect or resource.retain_on_delete]


@pytest.mark.thorough
def test_where_protection_is_strict_exactly_what_holds_data_or_history_is_kept() -> None:
    plan = shop_plan(protection="strict")
    kept = {resource.type for resource in plan.resources if resource.retain_on_delete}
    assert kept == {
        "aws:kms/key:Key",
        "aws:cloudwatch/logGroup:LogGroup",
        "aws:ecr/repository:Repository",
        "aws:rds/instance:Instance",
        "aws:s3/bucket:Bucket",
        "aws:secretsmanager/secret:Secret",
        "aws:sqs/queue:Queue",
    }
    protected = {resource.type for resource in plan.resources if resource.protect}
    assert protected == kept | {"aws:ec2/vpc:Vpc"}
