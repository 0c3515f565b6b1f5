"""ECS services of programs that are not ours: joined by values, on instances, with a base on Spot."""

import json
from typing import Any

import pytest

from pyairtable_components.ecs.placement import Strategy
from pyairtable_infra.plan.model import UNKNOWN, Resource
from pyairtable_infra.plan.services import Service, services
from tests.infra.plan.making import plan, resource

TASK = "arn:aws:ecs:us-east-1:123456789012:task-definition/web:1"
SERVICE = "arn:aws:ecs:us-east-1:123456789012:service/main/web"
FARGATE = {"launchType": "FARGATE"}


def definition(**inputs: Any) -> Resource:
    given = {"cpu": "256", "memory": "512", "containerDefinitions": json.dumps([{"name": "web"}]), **inputs}
    return resource("aws:ecs/taskDefinition:TaskDefinition", "web", inputs=given, outputs={"arn": TASK})


def service(**inputs: Any) -> Resource:
    given = {"taskDefinition": TASK, "desiredCount": 2, "cluster": "main", **inputs}
    return resource("aws:ecs/service:Service", "web", inputs=given, outputs={"arn": SERVICE, "name": "web"})


def only(*resources: Resource) -> Service | None:
    return next(iter(services(plan(*resources))), None)


def test_a_service_is_joined_to_its_definition_and_its_limits_by_values() -> None:
    target = resource(
        "aws:appautoscaling/target:Target",
        "web",
        inputs={"resourceId": "service/main/web", "minCapacity": 1, "maxCapacity": 9},
    )
    tracking = resource(
        "aws:appautoscaling/policy:Policy",
        "web",
        inputs={
            "resourceId": "service/main/web",
            "targetTrackingScalingPolicyConfiguration": {"targetValue": 60},
        },
    )
    found = only(definition(), service(**FARGATE), target, tracking)
    assert found
    assert (found.minimum, found.expected, found.maximum, found.cpu_target) == (1, 2, 9, 60)


@pytest.mark.parametrize(
    "inputs",
    [
        {"launchType": "EC2"},
        {"launchType": "EXTERNAL"},
        {"capacityProviderStrategies": [{"capacityProvider": "my-instances", "weight": 1}]},
        {},
    ],
)
def test_a_service_on_instances_is_none_on_fargate(inputs: dict[str, Any]) -> None:
    assert only(definition(), service(**inputs)) is None


def test_without_launch_type_and_strategy_the_cluster_decides() -> None:
    cluster = resource("aws:ecs/cluster:Cluster", "main", outputs={"name": "main"})
    providers = resource(
        "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
        "main",
        inputs={
            "clusterName": "main",
            "defaultCapacityProviderStrategies": [{"capacityProvider": "FARGATE_SPOT", "weight": 1}],
        },
    )
    found = only(cluster, providers, definition(), service())
    assert found
    assert found.strategy == Strategy(0, 1)


def test_a_base_on_spot_is_kept() -> None:
    strategy = [
        {"capacityProvider": "FARGATE", "weight": 1},
        {"capacityProvider": "FARGATE_SPOT", "weight": 1, "base": 1},
    ]
    found = only(definition(), service(capacityProviderStrategies=strategy))
    assert found
    assert found.strategy.spot_tasks(5).exact == 3
    assert found.strategy.spot_tasks(1).exact == 1


def test_numbers_that_are_not_known_yet_do_not_stop_it() -> None:
    found = only(definition(cpu=UNKNOWN), service(desiredCount=UNKNOWN, **FARGATE))
    assert found
    assert (found.cpu, found.expected) == (0, 1)
