"""Estimates of small plans, made by hand."""

import json
from decimal import Decimal
from typing import Any

from pyairtable_infra.cost.estimate import estimate
from pyairtable_infra.cost.model import Estimate, ResourceCost
from pyairtable_infra.plan.model import Plan, Resource
from tests.infra.plan.making import STACK_URN, resource

D = Decimal
HOURS = D(730)
TASK = "arn:aws:ecs:us-east-1:123456789012:task-definition/web:1"
SERVICE = "aws:ecs/service:Service"


def plan_of(*resources: Resource, intent: dict[str, Any] | None = None, region: str = "us-east-1") -> Plan:
    """A plan in one region, with an intent."""
    outputs = {"intent": intent} if intent is not None else {}
    stack = Resource(urn=STACK_URN, type="pulumi:pulumi:Stack", custom=False, outputs=outputs)
    provider = resource("pulumi:providers:aws", "aws", inputs={"region": region})
    return Plan((stack, provider, *resources))


def estimated(*resources: Resource, intent: dict[str, Any] | None = None, region: str = "us-east-1") -> Estimate:
    return estimate(plan_of(*resources, intent=intent, region=region))


def cost_of(*resources: Resource, intent: dict[str, Any] | None = None, region: str = "us-east-1") -> ResourceCost:
    """What the first resource costs."""
    found = {one.urn: one for one in estimated(*resources, intent=intent, region=region).resources}
    return found[resources[0].urn]


def reasons(*resources: Resource, intent: dict[str, Any] | None = None) -> str:
    """Why the first resource has no price, or not a whole one."""
    found = {one.urn: one.reason for one in estimated(*resources, intent=intent).unpriced}
    return found.get(resources[0].urn, "")


def one(type_: str, **inputs: Any) -> Resource:
    """A resource called `it`."""
    return resource(type_, "it", inputs=inputs)


def usage(**figures: Any) -> dict[str, Any]:
    """An intent that gives the resource `it` these figures."""
    return {"usage": {"resources": {"it": figures}}}


def definition(**inputs: Any) -> Resource:
    """A quarter of a vCPU and half a gigabyte on ARM."""
    given: dict[str, Any] = {
        "cpu": "256",
        "memory": "512",
        "runtimePlatform": {"cpuArchitecture": "ARM64"},
        "containerDefinitions": json.dumps([{"name": "web"}]),
        **inputs,
    }
    return resource("aws:ecs/taskDefinition:TaskDefinition", "task", inputs=given, outputs={"arn": TASK})


def service(tasks: int = 1, on_demand: int = 1, spot: int = 0, base: int = 0, **inputs: Any) -> Resource:
    """A service with a split."""
    strategy: list[dict[str, Any]] = []
    if on_demand:
        strategy.append({"capacityProvider": "FARGATE", "weight": on_demand, "base": base})
    if spot:
        strategy.append({"capacityProvider": "FARGATE_SPOT", "weight": spot})
    given = {"taskDefinition": TASK, "desiredCount": tasks, "capacityProviderStrategies": strategy, **inputs}
    name = "arn:aws:ecs:us-east-1:123456789012:service/main/web"
    return resource(SERVICE, "web", inputs=given, outputs={"arn": name, "name": "web"})


def limits(minimum: int, maximum: int) -> Resource:
    """Between how many tasks autoscaling runs the service."""
    inputs = {"resourceId": "service/main/web", "minCapacity": minimum, "maxCapacity": maximum}
    return resource("aws:appautoscaling/target:Target", "limits", inputs=inputs)


def scheduled(name: str, expression: str, minimum: int, maximum: int) -> Resource:
    """A scheduled action on these limits."""
    inputs = {
        "resourceId": "service/main/web",
        "schedule": expression,
        "scalableTargetAction": {"minCapacity": minimum, "maxCapacity": maximum},
    }
    return resource("aws:appautoscaling/scheduledAction:ScheduledAction", name, inputs=inputs)
