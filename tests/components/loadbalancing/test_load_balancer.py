"""The load balancer itself."""

import pytest

from tests.components.loadbalancing.making import NO_TLS, balancer_plan
from tests.components.reading import below, every, names, only, uses
from tests.components.standing import PUBLIC, VPC

BALANCER = "lb/loadBalancer:LoadBalancer"


def test_it_stands_in_the_public_subnets_and_faces_the_internet() -> None:
    plan = balancer_plan()
    balancer = only(plan, BALANCER)
    assert balancer.inputs["subnets"] == list(PUBLIC)
    assert balancer.inputs["internal"] is False
    assert balancer.inputs["loadBalancerType"] == "application"
    assert uses(balancer, "securityGroups", only(plan, "ec2/securityGroup:SecurityGroup"))


def test_it_drops_what_attackers_smuggle() -> None:
    balancer = only(balancer_plan(), BALANCER).inputs
    assert balancer["dropInvalidHeaderFields"] is True
    assert balancer["desyncMitigationMode"] == "strictest"


@pytest.mark.parametrize(("protection", "protected"), [("none", False), ("standard", True), ("strict", True)])
def test_the_protection_level_decides_whether_aws_lets_it_be_deleted(protection: str, *, protected: bool) -> None:
    balancer = only(balancer_plan(context={"protection": protection}), BALANCER)
    assert balancer.inputs["enableDeletionProtection"] is protected


def test_its_idle_timeout_is_that_of_the_spec() -> None:
    assert only(balancer_plan(idle_timeout=120), BALANCER).inputs["idleTimeout"] == 120


@pytest.mark.parametrize(("kind", "ports"), [("given", {80, 443}), ("none", {80})])
def test_users_reach_the_ports_that_it_listens_on_and_no_other(kind: str, ports: set[int]) -> None:
    plan = balancer_plan(NO_TLS) if kind == "none" else balancer_plan()
    rules = every(plan, "SecurityGroupIngressRule")
    assert {rule.inputs["fromPort"] for rule in rules} == {rule.inputs["toPort"] for rule in rules} == ports
    assert {rule.inputs["cidrIpv4"] for rule in rules} == {"0.0.0.0/0"}
    assert {listener.inputs["port"] for listener in every(plan, "lb/listener:Listener")} == ports


def test_its_security_group_lets_nothing_out_by_itself() -> None:
    plan = balancer_plan()
    assert only(plan, "ec2/securityGroup:SecurityGroup").inputs["vpcId"] == VPC
    assert not every(plan, "SecurityGroupEgressRule"), "the call graph says which service it reaches"


def test_everything_stands_below_it() -> None:
    plan = balancer_plan(context={"monitoring": "full"}, firewall={"managed_rules": True})
    component = only(plan, "pyairtable:loadbalancing:Public")
    others = [r for r in plan.resources if r.type.startswith(("aws:", "pyairtable:")) and r is not component]
    assert all(below(plan, resource, component) for resource in others)


def test_a_name_that_is_too_long_for_aws_is_refused() -> None:
    with pytest.raises(ValueError, match=r"the load balancer name .* AWS allows 32.*Shorten"):
        balancer_plan(context={"project": "a-project-with-a-long-name", "environment": "development"})


def test_two_stand_side_by_side_in_two_environments_of_one_account() -> None:
    found = [balancer_plan(context={"environment": name, "monitoring": "full"}) for name in ("dev", "qa")]
    for kind in (BALANCER, "lb/targetGroup:TargetGroup", "ec2/securityGroup:SecurityGroup"):
        one, other = ({resource.inputs["name"] for resource in every(plan, kind)} for plan in found)
        assert not one & other
    assert names(every(found[0], BALANCER)) == names(every(found[1], BALANCER)), "logical names are without environment"
