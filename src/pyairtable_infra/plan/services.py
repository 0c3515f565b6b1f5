"""The services in a plan: what each ECS service runs, how many tasks, and where they are placed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pyairtable_components.ecs.placement import Share, Strategy, share
from pyairtable_infra.plan.model import Plan, Resource

SERVICE = "aws:ecs/service:Service"
TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition"
SCALABLE_TARGET = "aws:appautoscaling/target:Target"
SCALING_POLICY = "aws:appautoscaling/policy:Policy"
LISTENER_RULE = "aws:lb/listenerRule:ListenerRule"


@dataclass(frozen=True)
class Service:
    """One ECS service on Fargate."""

    urn: str
    name: str
    image: str
    port: int | None
    cpu: int
    memory: int
    architecture: str
    minimum: int
    expected: int
    maximum: int
    cpu_target: int | None
    strategy: Strategy
    paths: tuple[str, ...]
    """Where the internet reaches it; empty for an internal service."""


def services(plan: Plan) -> tuple[Service, ...]:
    """The ECS services of `plan`, by name. Expected replicas come from the intent, else from the desired count."""
    dependents = _dependents(plan)
    expected = plan.intent.get("replicas", {})
    found = (_service(plan, resource, dependents, expected) for resource in plan.resources if resource.type == SERVICE)
    return tuple(sorted((service for service in found if service), key=lambda service: service.name))


def spot_share(all_services: tuple[Service, ...], at: Literal["minimum", "expected", "maximum"]) -> Share:
    """How many tasks of all services run on Spot at these replicas."""
    return share((service.strategy, getattr(service, at)) for service in all_services)


def _dependents(plan: Plan) -> dict[str, list[Resource]]:
    """For each URN, the resources that take a value from it."""
    found: dict[str, list[Resource]] = {}
    for resource in plan.resources:
        for urn in resource.dependencies:
            found.setdefault(urn, []).append(resource)
    return found


def _service(
    plan: Plan, resource: Resource, dependents: dict[str, list[Resource]], expected: dict[str, int]
) -> Service | None:
    definition = next(_sources(plan, resource, "taskDefinition", TASK_DEFINITION), None)
    if definition is None:
        return None
    container = _container(definition)
    desired = int(resource.inputs.get("desiredCount", 1))
    target = next((one for one in dependents.get(resource.urn, ()) if one.type == SCALABLE_TARGET), None)
    policies = dependents.get(target.urn, ()) if target else ()
    tracking = next((one for one in policies if one.type == SCALING_POLICY), None)
    limits = target.inputs if target else {}
    name = str(container.get("name", resource.name))
    return Service(
        urn=resource.urn,
        name=name,
        image=str(container.get("image", "")),
        port=next((ports["containerPort"] for ports in container.get("portMappings", ())), None),
        cpu=int(definition.inputs.get("cpu", 0)),
        memory=int(definition.inputs.get("memory", 0)),
        architecture=str(definition.inputs.get("runtimePlatform", {}).get("cpuArchitecture", "X86_64")),
        minimum=int(limits.get("minCapacity", desired)),
        expected=int(expected.get(name, desired)),
        maximum=int(limits.get("maxCapacity", desired)),
        cpu_target=_cpu_target(tracking),
        strategy=_strategy(resource),
        paths=tuple(_paths(plan, resource)),
    )


def _sources(plan: Plan, resource: Resource, property_: str, type_: str) -> Iterator[Resource]:
    """The resources of a type that a property takes its value from."""
    for urn in resource.property_dependencies.get(property_, ()):
        source = plan.by_urn.get(urn)
        if source and source.type == type_:
            yield source


def _container(definition: Resource) -> dict[str, Any]:
    text = definition.inputs.get("containerDefinitions")
    try:
        containers = json.loads(text) if isinstance(text, str) else []
    except ValueError:
        containers = []
    return containers[0] if containers else {}


def _cpu_target(policy: Resource | None) -> int | None:
    tracking = policy.inputs.get("targetTrackingScalingPolicyConfiguration", {}) if policy else {}
    return int(tracking["targetValue"]) if "targetValue" in tracking else None


def _strategy(service: Resource) -> Strategy:
    items = {item["capacityProvider"]: item for item in service.inputs.get("capacityProviderStrategies", ())}
    on_demand, spot = items.get("FARGATE", {}), items.get("FARGATE_SPOT", {})
    if not items:
        return Strategy(1, 0)
    return Strategy(int(on_demand.get("weight", 0)), int(spot.get("weight", 0)), base=int(on_demand.get("base", 0)))


def _paths(plan: Plan, service: Resource) -> Iterator[str]:
    for rule in _sources(plan, service, "loadBalancers", LISTENER_RULE):
        for condition in rule.inputs.get("conditions", ()):
            yield from condition.get("pathPattern", {}).get("values", ())
