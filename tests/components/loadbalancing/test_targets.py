"""The services behind it."""

import pytest

from pyairtable_components import EcsService, LoadBalancerSpec, PublicLoadBalancer
from pyairtable_infra.plan.model import Plan
from tests.components.loadbalancing.making import GIVEN, SERVICES, balancer_plan, exposed
from tests.components.reading import every, names, only, plan_of, uses
from tests.components.standing import CLUSTER, NETWORK, VPC, a_service
from tests.conftest import a_context

TARGET, RULE = "lb/targetGroup:TargetGroup", "lb/listenerRule:ListenerRule"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return balancer_plan()


def test_only_exposed_services_are_reached(plan: Plan) -> None:
    assert names(every(plan, TARGET)) == names(every(plan, RULE)) == {"shop", "cart"}


def test_a_rule_sends_its_path_to_its_service(plan: Plan) -> None:
    rule = only(plan, RULE, "cart")
    assert rule.inputs["conditions"] == [{"pathPattern": {"values": ["/cart/*"]}}]
    (action,) = rule.inputs["actions"]
    assert action["type"] == "forward"
    assert uses(rule, "actions", only(plan, TARGET, "cart"))
    assert action["targetGroupArn"] == only(plan, TARGET, "cart").outputs["arn"]


def test_the_more_specific_path_comes_first(plan: Plan) -> None:
    assert only(plan, RULE, "cart").inputs["priority"] < only(plan, RULE, "shop").inputs["priority"]


def test_each_path_of_a_service_has_its_own_rule_and_all_lead_to_one_group() -> None:
    plan = balancer_plan(services={"shop": exposed("/*", "/static/*"), "cart": exposed("/cart/*")})
    rules = [rule for rule in every(plan, RULE) if uses(rule, "actions", only(plan, TARGET, "shop"))]
    assert {rule.name: rule.inputs["conditions"][0]["pathPattern"]["values"] for rule in rules} == {
        "shop": ["/*"],
        "shop.2": ["/static/*"],
    }, "in one rule the shorter path would come before those of other services"


def test_a_host_is_a_condition_of_its_own() -> None:
    plan = balancer_plan(services={"shop": exposed("/*", hosts=("a.example.com",))})
    assert {"hostHeader": {"values": ["a.example.com"]}} in only(plan, RULE).inputs["conditions"]


def test_tasks_are_reached_by_address_on_their_port(plan: Plan) -> None:
    target = only(plan, TARGET, "cart").inputs
    assert (target["targetType"], target["port"], target["protocol"]) == ("ip", 80, "HTTP"), (
        "awsvpc tasks have an address and a port of their own; another port must not replace the group"
    )
    assert target["vpcId"] == VPC


def test_the_load_balancer_asks_as_the_service_wants_to_be_asked() -> None:
    health = {"path": "/ready", "interval": 15, "timeout": 4, "retries": 5}
    check = only(balancer_plan(services={"cart": exposed("/*", health=health)}), TARGET).inputs["healthCheck"]
    assert (check["path"], check["interval"], check["timeout"]) == ("/ready", 15, 4)
    assert check["unhealthyThreshold"] == 5


@pytest.mark.parametrize("retries", [1, 2, 10])
def test_the_thresholds_are_such_as_aws_takes(retries: int) -> None:
    plan = balancer_plan(services={"cart": exposed("/*", health={"retries": retries})})
    check = only(plan, TARGET).inputs["healthCheck"]
    assert 2 <= check["unhealthyThreshold"] <= 10
    assert 2 <= check["healthyThreshold"] <= 10


@pytest.mark.parametrize("seconds", [2, 30, 120])
def test_connections_end_before_the_task_is_killed(seconds: int) -> None:
    plan = balancer_plan(services={"cart": exposed("/*", graceful_stop=seconds)})
    delay = only(plan, TARGET).inputs["deregistrationDelay"]
    assert delay <= seconds <= 120, "a Spot interruption leaves 120 seconds"


def test_a_service_waits_until_a_rule_uses_its_target_group() -> None:
    context = a_context()

    def make() -> None:
        spec = LoadBalancerSpec.model_validate({"tls": GIVEN})
        balancer = PublicLoadBalancer("public", spec, context, network=NETWORK, services=SERVICES)
        for name, service in SERVICES.items():
            EcsService(name, service, context, cluster=CLUSTER, network=NETWORK, target=balancer.targets.get(name))

    plan = plan_of(make)
    service = only(plan, "ecs/service:Service", "cart")
    assert uses(service, "loadBalancers", only(plan, RULE, "cart")), "ECS refuses a target group without a rule"
    assert service.inputs["loadBalancers"][0]["targetGroupArn"] == only(plan, TARGET, "cart").outputs["arn"]
    alarm = only(plan, "MetricAlarm", "cart-deployment")
    assert alarm.inputs["dimensions"] == {
        "TargetGroup": only(plan, TARGET, "cart").outputs["arnSuffix"],
        "LoadBalancer": only(plan, "lb/loadBalancer:LoadBalancer").outputs["arnSuffix"],
    }
    assert "loadBalancers" not in only(plan, "ecs/service:Service", "mail").inputs


def test_a_name_that_is_too_long_for_a_target_group_is_refused() -> None:
    with pytest.raises(ValueError, match=r"the target group name .* AWS allows 32"):
        balancer_plan(services={"a-service-with-quite-a-long-name": exposed("/*")})


def test_two_services_at_one_path_are_refused() -> None:
    with pytest.raises(ValueError, match=r"cart and shop are both exposed at /\*"):
        balancer_plan(services={"shop": exposed("/*"), "cart": exposed("/*")})


def test_without_an_exposed_service_there_is_nothing_behind_it() -> None:
    plan = balancer_plan(services={"mail": a_service()})
    assert not every(plan, TARGET)
    assert not every(plan, RULE)
