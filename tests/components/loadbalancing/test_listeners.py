"""How users reach it: TLS, redirects, and what no rule matches."""

import pytest

from pyairtable_infra.plan.model import Plan
from tests.components.loadbalancing.making import CERTIFICATE, GIVEN, NO_TLS, balancer_plan
from tests.components.reading import every, only, uses

LISTENER = "lb/listener:Listener"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return balancer_plan(GIVEN)


def test_https_speaks_tls_1_3_with_the_certificate_that_is_given(plan: Plan) -> None:
    https = only(plan, LISTENER, "public-https")
    assert (https.inputs["port"], https.inputs["protocol"]) == (443, "HTTPS")
    assert https.inputs["sslPolicy"] == "ELBSecurityPolicy-TLS13-1-2-2021-06"
    assert https.inputs["certificateArn"] == CERTIFICATE
    assert uses(https, "loadBalancerArn", only(plan, "lb/loadBalancer:LoadBalancer"))


def test_http_only_sends_to_https_for_good(plan: Plan) -> None:
    http = only(plan, LISTENER, "public-http")
    assert (http.inputs["port"], http.inputs["protocol"]) == (80, "HTTP")
    (action,) = http.inputs["defaultActions"]
    assert action == {"type": "redirect", "redirect": {"port": "443", "protocol": "HTTPS", "statusCode": "HTTP_301"}}


def test_with_tls_every_rule_is_on_https(plan: Plan) -> None:
    rules = every(plan, "ListenerRule")
    assert rules
    assert all(uses(rule, "listenerArn", only(plan, LISTENER, "public-https")) for rule in rules)


@pytest.mark.parametrize("name", ["public-https", "public-http"])
def test_what_no_rule_matches_reaches_no_service(name: str) -> None:
    plan = balancer_plan(GIVEN if name == "public-https" else NO_TLS)
    (action,) = only(plan, LISTENER, name).inputs["defaultActions"]
    assert action["type"] == "fixed-response"
    assert action["fixedResponse"]["statusCode"] == "404"


def test_the_address_is_that_of_the_domain(plan: Plan) -> None:
    assert only(plan, "pyairtable:loadbalancing:Public").outputs["url"] == "https://shop.example.com"


def test_a_certificate_that_is_given_brings_no_record_and_no_other_certificate(plan: Plan) -> None:
    assert not every(plan, "Record")
    assert not every(plan, "acm/certificate:Certificate")


def test_dev_may_do_without_tls() -> None:
    plan = balancer_plan(NO_TLS, context={"stage": "dev"})
    http = only(plan, LISTENER)
    assert (http.inputs["port"], http.inputs["protocol"]) == (80, "HTTP")
    assert all(uses(rule, "listenerArn", http) for rule in every(plan, "ListenerRule"))
    balancer = only(plan, "lb/loadBalancer:LoadBalancer")
    assert only(plan, "pyairtable:loadbalancing:Public").outputs["url"] == f"http://{balancer.outputs['dnsName']}"


@pytest.mark.parametrize("stage", ["staging", "prod"])
def test_nobody_else_may(stage: str) -> None:
    with pytest.raises(ValueError, match=rf"there is no TLS in {stage}\. For example: tls: {{kind: issued"):
        balancer_plan(NO_TLS, context={"stage": stage})
