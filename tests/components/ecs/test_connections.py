"""Who may reach whom."""

import pytest

from pyairtable_components import Call, ServiceConnections
from pyairtable_infra.plan.model import Plan, Resource
from tests.components.reading import every, only, plan_of
from tests.conftest import a_context, environment_plan

GROUPS = {"shop": "sg-0000000000000000a", "cart": "sg-0000000000000000b", "mail": "sg-0000000000000000c"}
CALLS = (Call("shop", "cart", 8000), Call("shop", "mail", 8001), Call("cart", "mail", 8001), Call("cart", "cart", 8000))

IN, OUT = "SecurityGroupIngressRule", "SecurityGroupEgressRule"


def connections(*calls: Call) -> Plan:
    context = a_context()
    return plan_of(lambda: ServiceConnections("connections", context, calls=calls, security_groups=GROUPS))


def told(rule: Resource) -> tuple[object, ...]:
    """The group of the rule, the other group, and the ports."""
    keys = ("securityGroupId", "referencedSecurityGroupId", "ipProtocol", "fromPort", "toPort")
    return tuple(rule.inputs[key] for key in keys)


def test_each_call_lets_the_caller_out_and_into_the_callee_and_nobody_else() -> None:
    plan = connections(*CALLS)
    out = {(GROUPS[call.caller], GROUPS[call.callee], "tcp", call.port, call.port) for call in CALLS}
    into = {(GROUPS[call.callee], GROUPS[call.caller], "tcp", call.port, call.port) for call in CALLS}
    assert {told(rule) for rule in every(plan, OUT)} == out
    assert {told(rule) for rule in every(plan, IN)} == into
    assert len(every(plan, OUT)) == len(every(plan, IN)) == len(CALLS)


def test_no_rule_names_an_address() -> None:
    plan = connections(*CALLS)
    assert not [r.name for r in (*every(plan, OUT), *every(plan, IN)) if {"cidrIpv4", "cidrIpv6"} & set(r.inputs)]


def test_without_calls_nothing_is_opened() -> None:
    plan = connections()
    assert not every(plan, OUT)
    assert not every(plan, IN)
    assert only(plan, "pyairtable:ecs:Connections")


def test_one_call_more_changes_no_other_rule() -> None:
    before = {r.urn for r in connections(*CALLS[:3]).resources}
    assert before < {r.urn for r in connections(*CALLS).resources}


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_in_an_environment_the_only_door_to_the_internet_is_the_load_balancer(environment: str) -> None:
    plan = environment_plan(environment)
    from_anywhere = [rule for rule in every(plan, IN) if rule.inputs.get("cidrIpv4") == "0.0.0.0/0"]
    assert {rule.parent for rule in from_anywhere} == {only(plan, "pyairtable:loadbalancing:Public").urn}
    assert {rule.inputs["toPort"] for rule in from_anywhere} <= {80, 443}
