"""What a resource takes from its parent."""

import pulumi
import pulumi_aws as aws
import pytest
from pulumi import ResourceOptions
from pulumi.runtime.proto import resource_pb2

from pyairtable_infra.engine.registration import inherit
from pyairtable_infra.plan.model import Plan, Resource
from tests.conftest import planned
from tests.infra.engine.programs import BUCKET, Box, Raw, bucket, named, plan_of, urn_of


def _boxed(opts: ResourceOptions, **free: bool) -> Plan:
    """A box with these options; a bucket in a box in it, and one that says `free` about itself."""

    def fill(box: Box) -> None:
        Box("inner", ResourceOptions(parent=box))
        bucket("free", opts=ResourceOptions(parent=box, **free))  # type: ignore[arg-type]

    return plan_of(lambda: Box("outer", opts, fill))


def test_protection_reaches_grandchildren_unless_they_say_no() -> None:
    plan = _boxed(ResourceOptions(protect=True), protect=False)
    assert {name: named(plan, name).protect for name in ("outer", "outer-bucket", "inner-bucket", "free")} == {
        "outer": True,
        "outer-bucket": True,
        "inner-bucket": True,
        "free": False,
    }


def test_retention_reaches_grandchildren_unless_they_say_no() -> None:
    plan = _boxed(ResourceOptions(retain_on_delete=True), retain_on_delete=False)
    assert named(plan, "inner-bucket").retain_on_delete
    assert not named(plan, "free").retain_on_delete


def test_a_deletion_with_another_reaches_grandchildren() -> None:
    def program() -> None:
        owner = bucket("owner")
        Box("outer", ResourceOptions(deleted_with=owner), lambda box: Box("inner", ResourceOptions(parent=box)))

    assert named(planned(program), "inner-bucket").deleted_with == urn_of(f"{BUCKET}::owner")


@pytest.mark.parametrize("how", ["provider", "providers"])
def test_a_provider_reaches_grandchildren(how: str) -> None:
    def program() -> None:
        west = aws.Provider("west", region="us-west-2")
        opts = ResourceOptions(provider=west) if how == "provider" else ResourceOptions(providers=[west])
        Box("outer", opts, lambda box: Box("inner", ResourceOptions(parent=box)))

    plan = planned(program)
    west = named(plan, "west")
    assert named(plan, "inner-bucket").provider == f"{west.urn}::{west.id}"
    assert named(plan, "inner-bucket").outputs["bucketRegionalDomainName"].endswith(".s3.us-west-2.amazonaws.com")


def test_a_resource_hands_its_provider_down() -> None:
    def program() -> None:
        west = aws.Provider("west", region="us-west-2")
        Raw("child", opts=ResourceOptions(parent=bucket("parent", opts=ResourceOptions(provider=west))))
        Raw("versionless", opts=ResourceOptions(parent=bucket("on-default")))

    plan = planned(program)
    assert named(plan, "child").provider == named(plan, "parent").provider
    assert named(plan, "versionless").provider == named(plan, "on-default").provider


def test_a_resource_that_is_read_hands_no_retention_down() -> None:
    def program() -> None:
        read = bucket.get("read", "there-already", opts=ResourceOptions(retain_on_delete=True))
        bucket("child", opts=ResourceOptions(parent=read))

    assert not named(planned(program), "child").retain_on_delete


def test_a_resource_that_is_read_hands_no_default_provider_down() -> None:
    def program() -> None:
        Raw("versionless", opts=ResourceOptions(parent=bucket.get("read", "there-already")))

    plan = planned(program)
    assert named(plan, "read").provider.startswith(urn_of("pulumi:providers:aws::default_7_"))
    assert named(plan, "versionless").provider.startswith(urn_of("pulumi:providers:aws::default::"))


def test_a_provider_of_another_package_is_not_handed_down() -> None:
    def program() -> None:
        Box("box", ResourceOptions(providers=[pulumi.ProviderResource("other", "other")]))

    assert "::pulumi:providers:aws::default" in named(planned(program), "box-bucket").provider


@pytest.mark.parametrize(("package", "handed"), [("aws", True), ("aws-native", False), ("kubernetes", False)])
def test_a_parent_hands_its_provider_to_children_of_its_package_only(package: str, handed: bool) -> None:
    provider = f"{urn_of(f'test:index:Box$pulumi:providers:{package}::mine')}::id"
    request = resource_pb2.RegisterResourceRequest(type=BUCKET, name="child", custom=True)
    inherit(request, Resource(urn_of("any:index:Thing::parent"), "any:index:Thing", custom=True, provider=provider))
    assert request.provider == (provider if handed else "")


def test_a_dependency_on_a_component_is_one_on_the_resources_below_it() -> None:
    def program() -> None:
        box = Box("box", fill=lambda outer: Box("inner", ResourceOptions(parent=outer)))
        bucket("after", opts=ResourceOptions(depends_on=[box]))

    box = "test:index:Box"
    assert set(named(planned(program), "after").dependencies) == {
        urn_of(f"{box}${BUCKET}::box-bucket"),
        urn_of(f"{box}${box}${BUCKET}::inner-bucket"),
    }
