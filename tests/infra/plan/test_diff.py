"""What changes between two plans."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pyairtable_infra.plan.diff import LATER, PropertyChange, diff
from pyairtable_infra.plan.model import Resource
from tests.conftest import environment_plan
from tests.infra.plan.making import plan, resource, urn

VPC, SUBNET, ROLE, GROUP = (
    "aws:ec2/vpc:Vpc",
    "aws:ec2/subnet:Subnet",
    "aws:iam/role:Role",
    "aws:cloudwatch/logGroup:LogGroup",
)


def test_a_plan_does_not_differ_from_itself() -> None:
    dev = environment_plan("dev")
    found = diff(dev, dev)
    assert found.empty
    assert found.unchanged == len(dev.resources)


def test_a_new_resource_is_created_and_a_missing_one_deleted() -> None:
    old, new = plan(resource(VPC, "a")), plan(resource(VPC, "b"))
    found = diff(old, new)
    assert [one.name for one in found.created] == ["b"]
    assert [one.name for one in found.deleted] == ["a"]


def test_a_changed_value_is_told_with_its_path() -> None:
    old = plan(resource(VPC, "a", inputs={"tags": {"Owner": "x", "Env": "dev"}}))
    new = plan(resource(VPC, "a", inputs={"tags": {"Owner": "y", "Env": "dev"}}))
    (change,) = diff(old, new).changed
    assert change.properties == (PropertyChange("tags.Owner", "x", "y"),)


def test_a_value_that_appears_or_goes_is_told() -> None:
    old = plan(resource(VPC, "a", inputs={"gone": 1}))
    new = plan(resource(VPC, "a", inputs={"here": 2}))
    (change,) = diff(old, new).changed
    assert change.properties == (PropertyChange("gone", 1, None), PropertyChange("here", None, 2))


def test_json_text_is_compared_by_what_it_holds() -> None:
    def role(action: str) -> Resource:
        return resource(
            ROLE, "r", inputs={"policy": json.dumps({"Statement": [{"Action": action, "Effect": "Allow"}]})}
        )

    (change,) = diff(plan(role("s3:GetObject")), plan(role("s3:PutObject"))).changed
    assert change.properties == (PropertyChange("policy.Statement[0].Action", "s3:GetObject", "s3:PutObject"),)


def test_json_text_with_other_spacing_is_the_same() -> None:
    old = plan(resource(ROLE, "r", inputs={"policy": '{"a": 1}'}))
    new = plan(resource(ROLE, "r", inputs={"policy": '{"a":1}'}))
    assert diff(old, new).empty


def test_what_aws_cannot_change_in_place_is_replaced() -> None:
    old = plan(resource(VPC, "a", inputs={"cidrBlock": "10.0.0.0/16"}))
    new = plan(resource(VPC, "a", inputs={"cidrBlock": "10.1.0.0/16"}))
    (change,) = diff(old, new).replaced
    assert change.replaced_by == ("cidrBlock",)


def test_replace_on_changes_replaces_too() -> None:
    old = plan(resource(GROUP, "g", inputs={"retentionInDays": 7}))
    new = plan(resource(GROUP, "g", inputs={"retentionInDays": 30}, replace_on_changes=("retentionInDays",)))
    assert [change.after.name for change in diff(old, new).replaced] == ["g"]


def test_what_hangs_on_a_replaced_resource_waits_for_its_new_id() -> None:
    def both(cidr: str) -> tuple[Resource, Resource]:
        vpc = resource(VPC, "v", inputs={"cidrBlock": cidr}, outputs={"cidrBlock": cidr, "arn": "arn:v"})
        subnet = resource(SUBNET, "s", inputs={"vpcId": "v-id"}, property_dependencies={"vpcId": (urn(VPC, "v"),)})
        return vpc, subnet

    found = diff(plan(*both("10.0.0.0/16")), plan(*both("10.1.0.0/16")))
    assert [change.after.name for change in found.replaced] == ["v", "s"], "a subnet cannot move to another VPC"
    assert found.replaced[1].properties == (PropertyChange("vpcId", "v-id", LATER),)


def test_a_name_that_does_not_come_from_the_replaced_resource_does_not_wait() -> None:
    def both(cidr: str) -> tuple[Resource, Resource]:
        vpc = resource(VPC, "v", inputs={"cidrBlock": cidr}, outputs={"cidrBlock": cidr})
        tagged = resource(SUBNET, "s", inputs={"tags": "fixed"}, property_dependencies={"tags": (urn(VPC, "v"),)})
        return vpc, tagged

    found = diff(plan(*both("10.0.0.0/16")), plan(*both("10.1.0.0/16")))
    assert [change.after.name for change in found.replaced] == ["v"]
    assert found.unchanged == 2


def test_ignored_changes_are_ignored() -> None:
    old = plan(resource("aws:ecs/service:Service", "s", inputs={"desiredCount": 1}))
    new = plan(resource("aws:ecs/service:Service", "s", inputs={"desiredCount": 2}, ignore_changes=("desiredCount",)))
    assert diff(old, new).empty


def test_protection_that_is_taken_off_is_told() -> None:
    old, new = plan(resource(VPC, "a", protect=True)), plan(resource(VPC, "a"))
    (change,) = diff(old, new).changed
    assert change.properties == (PropertyChange("protect", True, False),)


def test_a_resource_that_moved_by_an_alias_is_not_replaced() -> None:
    old_subnet = resource(SUBNET, "s", inputs={"vpcId": "old-id"})
    new_subnet = resource(SUBNET, "s", inputs={"vpcId": "new-id"})
    old = plan(resource(VPC, "old"), old_subnet)
    new = plan(resource(VPC, "new", aliases=(urn(VPC, "old"),)), new_subnet)
    found = diff(old, new)
    assert [(change.before.name, change.after.name) for change in found.moved] == [("old", "new")]
    assert not (*found.created, *found.deleted, *found.replaced)
    assert not found.changed, "the made-up id follows the URN, so what refers to it did not change either"


def test_ids_that_hold_each_other_are_renamed_whole() -> None:
    arn = "arn:aws:elb:listener/{0}/1"
    old = plan(
        resource(VPC, "old", outputs={"arn": "old-arn"}),
        resource(GROUP, "g-old", id=arn.format("old-arn")),
        resource(ROLE, "r", inputs={"target": arn.format("old-arn")}),
    )
    new = plan(
        resource(VPC, "new", outputs={"arn": "new-arn"}, aliases=(urn(VPC, "old"),)),
        resource(GROUP, "g-new", id=arn.format("new-arn"), aliases=(urn(GROUP, "g-old"),)),
        resource(ROLE, "r", inputs={"target": arn.format("new-arn")}),
    )
    assert not diff(old, new).changed


def test_a_protected_resource_that_would_go_is_refused() -> None:
    old = plan(resource(VPC, "kept", protect=True), resource(VPC, "free"))
    assert [one.name for one in diff(old, plan()).refused] == ["kept"]


def test_two_environments_are_compared_as_if_they_had_one_name() -> None:
    found = diff(environment_plan("dev"), environment_plan("staging"))
    names = {change.after.name for change in found.changed} | {change.after.name for change in found.replaced}
    assert "api-gateway" in names
    assert not any(one.type == "aws:ecs/service:Service" for one in (*found.created, *found.deleted))


@given(st.dictionaries(st.text(max_size=4), st.integers() | st.text(max_size=4), max_size=6))
def test_equal_inputs_never_differ(inputs: dict[str, object]) -> None:
    assert diff(plan(resource(VPC, "a", inputs=inputs)), plan(resource(VPC, "a", inputs=dict(inputs)))).empty


@given(
    st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(), max_size=5),
    st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(), max_size=5),
)
def test_the_changes_are_exactly_the_keys_that_differ(before: dict[str, int], after: dict[str, int]) -> None:
    found = diff(plan(resource(VPC, "a", inputs=before)), plan(resource(VPC, "a", inputs=after)))
    told = {one.path for change in found.changed for one in change.properties}
    assert told == {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def test_every_resource_is_counted_once() -> None:
    dev = environment_plan("dev")
    fewer = replace(dev, resources=dev.resources[:-20])
    found = diff(fewer, dev)
    assert len(found.created) == 20
    assert found.unchanged + len(found.changed) == len(fewer.resources)
