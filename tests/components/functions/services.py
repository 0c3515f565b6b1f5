"""ECS services in an account of moto's."""

from typing import Any

import boto3

CLUSTER = "shop-dev"
PARAMETER = "/shop/dev/sleep/services"


def a_cluster(**services: tuple[int, int, int]) -> Any:
    """A cluster with services of dev: how many tasks each wants, and between how many it scales."""
    ecs = boto3.client("ecs")
    ecs.create_cluster(clusterName=CLUSTER)
    ecs.register_task_definition(family="task", containerDefinitions=[{"name": "web", "image": "web", "memory": 128}])
    for name, size in services.items():
        a_service(name, *size)
    return ecs


def a_service(name: str, desired: int, minimum: int, maximum: int, environment: str = "dev") -> None:
    boto3.client("ecs").create_service(
        cluster=CLUSTER,
        serviceName=name,
        taskDefinition="task",
        desiredCount=desired,
        tags=[{"key": "Environment", "value": environment}],
    )
    if maximum:
        boto3.client("application-autoscaling").register_scalable_target(
            ServiceNamespace="ecs",
            ResourceId=f"service/{CLUSTER}/{name}",
            ScalableDimension="ecs:service:DesiredCount",
            MinCapacity=minimum,
            MaxCapacity=maximum,
        )


def sizes() -> dict[str, tuple[int, int | None, int | None]]:
    """The services as they are."""
    ecs, scaling = boto3.client("ecs"), boto3.client("application-autoscaling")
    targets = {
        one["ResourceId"].rsplit("/", 1)[-1]: one
        for one in scaling.describe_scalable_targets(ServiceNamespace="ecs")["ScalableTargets"]
    }
    names = [arn.rsplit("/", 1)[-1] for arn in ecs.list_services(cluster=CLUSTER)["serviceArns"]]
    found = ecs.describe_services(cluster=CLUSTER, services=names)["services"]
    return {
        one["serviceName"]: (
            one["desiredCount"],
            targets[one["serviceName"]]["MinCapacity"] if one["serviceName"] in targets else None,
            targets[one["serviceName"]]["MaxCapacity"] if one["serviceName"] in targets else None,
        )
        for one in found
        if one["status"] == "ACTIVE"
    }
