"""The services in a plan: what each ECS service runs, how many tasks, and where they are placed."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from pyairtable_components.ecs.placement import Share, Strategy, share
from pyairtable_infra.plan.model import Plan, Resource
from pyairtable_infra.plan.neighbours import Neighbours
from pyairtable_infra.plan.scheduled import SCALABLE_TARGET, Limits, limits_over_time

CLUSTER = "aws:ecs/cluster:Cluster"
CLUSTER_PROVIDERS = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders"
SERVICE = "aws:ecs/service:Service"
TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition"
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
    awake: Fraction
    """The share of the time in which it may have a task."""


def services(plan: Plan, neighbours: Neighbours | None = None) -> tuple[Service, ...]:
    """The ECS services of `plan` on Fargate, by name.

    Expected replicas come from the intent, else from the desired count.
    """
    joins = neighbours or Neighbours(plan)
    replicas = plan.intent.get("replicas")
    expected = replicas if isinstance(replicas, Mapping) else {}
    found = (_service(resource, joins, expected) for resource in joins.by_type.get(SERVICE, ()))
    return tuple(sorted((service for service in found if service), key=lambda service: service.name))


def spot_share(all_services: tuple[Service, ...], at: Literal["minimum", "expected", "maximum"]) -> Share:
    """How many tasks of all services run on Spot at these replicas."""
    return share((service.strategy, getattr(service, at)) for service in all_services)


def _service(resource: Resource, joins: Neighbours, expected: Mapping[str, int]) -> Service | None:
    definition = joins.source(resource, "taskDefinition", TASK_DEFINITION)
    if definition is None:
        return None
    strategy = _strategy(resource, definition, joins)
    if strategy is None:
        return None
    container = _container(definition)
    desired = _whole(resource.inputs.get("desiredCount"), 1)
    target = next(iter(joins.users(resource, SCALABLE_TARGET, "resourceId")), None)
    policies = joins.users(target, SCALING_POLICY, "resourceId") if target else ()
    tracking = next(iter(policies), None)
    limits = target.inputs if target else {}
    name = str(container.get("name", resource.name))
    within = Limits(_whole(limits.get("minCapacity"), desired), _whole(limits.get("maxCapacity"), desired))
    time = limits_over_time(resource, joins, within)
    return Service(
        urn=resource.urn,
        name=name,
        image=str(container.get("image", "")),
        port=next((ports["containerPort"] for ports in container.get("portMappings", ())), None),
        cpu=_whole(definition.inputs.get("cpu"), 0),
        memory=_whole(definition.inputs.get("memory"), 0),
        architecture=str(definition.inputs.get("runtimePlatform", {}).get("cpuArchitecture", "X86_64")),
        minimum=within.minimum,
        expected=_whole(expected.get(name), desired),
        maximum=within.maximum,
        cpu_target=_cpu_target(tracking),
        strategy=strategy,
        paths=tuple(_paths(resource, joins)),
        awake=sum((share_ for each, share_ in time.items() if each.maximum), Fraction()),
    )


def _whole(value: Any, default: int) -> int:
    """A whole number of a plan; the default where it is not given or not known."""
    try:
        return int(value)
    except (TypeError, ValueError):
        return default


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


def _strategy(service: Resource, definition: Resource, joins: Neighbours) -> Strategy | None:
    """Where its tasks go; None where that is not Fargate.

    Without a launch type and a strategy the cluster's default strategy holds.
    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
    """
    items = service.inputs.get("capacityProviderStrategies") or ()
    launch_type = service.inputs.get("launchType")
    cluster = joins.source(service, "cluster", CLUSTER)
    if not items and launch_type is None and cluster:
        providers = next(iter(joins.users(cluster, CLUSTER_PROVIDERS, "clusterName")), None)
        items = (providers.inputs.get("defaultCapacityProviderStrategies") if providers else None) or ()
    if not items:
        fits = launch_type or ("FARGATE" if "FARGATE" in definition.inputs.get("requiresCompatibilities", ()) else "")
        return Strategy(1, 0) if fits == "FARGATE" else None
    by_name = {item["capacityProvider"]: item for item in items}
    if set(by_name) - {"FARGATE", "FARGATE_SPOT"}:
        return None
    on_demand, spot = by_name.get("FARGATE", {}), by_name.get("FARGATE_SPOT", {})
    if not on_demand.get("weight", 0) and not spot.get("weight", 0):
        return None
    return Strategy(
        int(on_demand.get("weight", 0)),
        int(spot.get("weight", 0)),
        base=int(on_demand.get("base", 0)),
        spot_base=int(spot.get("base", 0)),
    )


def _paths(service: Resource, joins: Neighbours) -> Iterator[str]:
    for rule in joins.sources(service, "loadBalancers", LISTENER_RULE):
        for condition in rule.inputs.get("conditions", ()):
            yield from condition.get("pathPattern", {}).get("values", ())
