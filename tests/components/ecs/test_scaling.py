"""Autoscaling on CPU."""

import pytest

from pyairtable_infra.plan.model import Plan
from tests.components.ecs.making import service_plan
from tests.components.reading import only, uses
from tests.components.standing import CLUSTER


@pytest.fixture(scope="module")
def plan() -> Plan:
    scaling = {"target_percent": 55, "scale_out_cooldown": 30, "scale_in_cooldown": 600}
    return service_plan(replicas={"minimum": 2, "maximum": 6}, runtime={"scaling": scaling})


def test_the_service_scales_between_minimum_and_maximum(plan: Plan) -> None:
    target = only(plan, "appautoscaling/target:Target")
    assert (target.inputs["minCapacity"], target.inputs["maxCapacity"]) == (2, 6)


def test_what_scales_is_the_desired_count_of_this_service(plan: Plan) -> None:
    target, service = only(plan, "appautoscaling/target:Target"), only(plan, "ecs/service:Service")
    assert target.inputs["serviceNamespace"] == "ecs"
    assert target.inputs["scalableDimension"] == "ecs:service:DesiredCount"
    assert target.inputs["resourceId"] == f"service/{CLUSTER.name}/{service.inputs['name']}"
    assert uses(target, "resourceId", service), "there is nothing to scale before the service exists"


def test_it_follows_the_average_cpu_of_the_spec(plan: Plan) -> None:
    policy = only(plan, "appautoscaling/policy:Policy")
    assert policy.inputs["policyType"] == "TargetTrackingScaling"
    tracking = policy.inputs["targetTrackingScalingPolicyConfiguration"]
    metric = tracking["predefinedMetricSpecification"]["predefinedMetricType"]
    assert metric == "ECSServiceAverageCPUUtilization"
    assert tracking["targetValue"] == 55
    assert (tracking["scaleOutCooldown"], tracking["scaleInCooldown"]) == (30, 600)


def test_the_policy_belongs_to_the_target(plan: Plan) -> None:
    policy, target = only(plan, "appautoscaling/policy:Policy"), only(plan, "appautoscaling/target:Target")
    for key in ("resourceId", "serviceNamespace", "scalableDimension"):
        assert uses(policy, key, target), "AWS refuses a policy before its target"
        assert policy.inputs[key] == target.inputs[key]
