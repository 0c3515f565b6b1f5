"""Names and descriptions of security groups and rules, as EC2 takes them."""

import re

import pytest

from pyairtable_infra.plan.model import Resource
from tests.components.reading import every
from tests.conftest import environment_plan

# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
ALLOWED = re.compile(r"[a-zA-Z0-9. _\-:/()#,@\[\]+=&;{}!$*]{1,255}")


def of(environment: str) -> list[Resource]:
    kinds = ("ec2/securityGroup:SecurityGroup", "SecurityGroupIngressRule", "SecurityGroupEgressRule")
    return [resource for kind in kinds for resource in every(environment_plan(environment), kind)]


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_every_group_and_rule_says_what_it_is_for_in_letters_that_ec2_takes(environment: str) -> None:
    wrong = {
        r.urn: r.inputs.get("description")
        for r in of(environment)
        if not ALLOWED.fullmatch(r.inputs.get("description", ""))
    }
    assert not wrong, "another description would also replace the group, with everything that uses it"


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_no_two_groups_of_a_vpc_have_the_same_name(environment: str) -> None:
    found = [group.inputs["name"] for group in every(environment_plan(environment), "ec2/securityGroup:SecurityGroup")]
    assert len(found) == len(set(found))
    assert not [name for name in found if name.startswith("sg-")], "EC2 keeps these to itself"
