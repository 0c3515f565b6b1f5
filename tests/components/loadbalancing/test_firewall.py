"""The firewall before it."""

from typing import Any

import pytest

from tests.components.loadbalancing.making import balancer_plan
from tests.components.reading import every, only, uses

ACL = "wafv2/webAcl:WebAcl"


def rules(**firewall: Any) -> dict[str, dict[str, Any]]:
    found = only(balancer_plan(firewall=firewall), ACL).inputs["rules"]
    return {rule["name"]: rule for rule in found}


def test_without_a_firewall_in_the_spec_there_is_none() -> None:
    plan = balancer_plan()
    assert not every(plan, ACL)
    assert not every(plan, "WebAclAssociation")


def test_it_stands_before_the_load_balancer_and_lets_users_through() -> None:
    plan = balancer_plan(firewall={})
    acl, association = only(plan, ACL), only(plan, "WebAclAssociation")
    assert acl.inputs["scope"] == "REGIONAL", "the other scope is for CloudFront"
    assert acl.inputs["defaultAction"] == {"allow": {}}
    assert uses(association, "webAclArn", acl)
    assert uses(association, "resourceArn", only(plan, "lb/loadBalancer:LoadBalancer"))


@pytest.mark.parametrize("limit", [10, 2000])
def test_an_address_that_asks_too_often_is_blocked(limit: int) -> None:
    (rule,) = rules(requests_per_five_minutes=limit).values()
    assert rule["action"] == {"block": {}}
    assert rule["statement"] == {"rateBasedStatement": {"limit": limit, "aggregateKeyType": "IP"}}


def test_managed_rules_come_on_top_and_act_as_aws_says() -> None:
    found = rules(managed_rules=True)
    managed = {name for name, rule in found.items() if "managedRuleGroupStatement" in rule["statement"]}
    assert managed == {"AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet"}
    assert all(found[name]["overrideAction"] == {"none": {}} for name in managed), "count would only watch"
    assert {
        rule["statement"]["managedRuleGroupStatement"]["vendorName"] for name, rule in found.items() if name in managed
    } == {"AWS"}


def test_every_rule_has_a_priority_of_its_own_and_can_be_seen() -> None:
    found = rules(managed_rules=True)
    assert len({rule["priority"] for rule in found.values()}) == len(found) == 3
    assert all(rule["visibilityConfig"]["cloudwatchMetricsEnabled"] for rule in found.values())
    assert len({rule["visibilityConfig"]["metricName"] for rule in found.values()}) == len(found)
