"""An environment with hours, in an account of moto's."""

import json
from functools import cache
from typing import Any

import boto3

REGION = "us-east-1"
SESSION = boto3.Session(region_name=REGION)
"""One for all tests: each new one reads the models of the APIs again."""
CLUSTER = "pyairtable-dev-cluster"
ROLE = "arn:aws:iam::123456789012:role/pyairtable-dev-hours-schedule"


@cache
def client(service: str) -> Any:
    """What the tests themselves call."""
    made: Any = SESSION.client
    return made(service)


def a_service(name: str, *limits: int, wakes_to: tuple[int, int] | None = (1, 3), cluster: str = CLUSTER) -> None:
    """A service that scales between these limits, with the scheduled actions of hours."""
    scaling = client("application-autoscaling")
    client("ecs").create_cluster(clusterName=cluster)
    task = {"name": "web", "image": "web", "memory": 128}
    ecs = client("ecs")
    ecs.register_task_definition(family="task", containerDefinitions=[task])
    ecs.create_service(cluster=cluster, serviceName=name, taskDefinition="task", desiredCount=limits[0])
    where = {
        "ServiceNamespace": "ecs",
        "ResourceId": f"service/{cluster}/{name}",
        "ScalableDimension": "ecs:service:DesiredCount",
    }
    scaling.register_scalable_target(**where, MinCapacity=limits[0], MaxCapacity=limits[1])
    for action, hour, (minimum, maximum) in (("sleep", 19, (0, 0)), ("wake", 9, wakes_to or (0, 0))):
        if wakes_to:
            scaling.put_scheduled_action(
                **where,
                ScheduledActionName=f"{name}-{action}",
                Schedule=f"cron(0 {hour} ? * MON-FRI *)",
                ScalableTargetAction={"MinCapacity": minimum, "MaxCapacity": maximum},
            )


def a_database(name: str, kind: str = "Instance") -> None:
    """A database, and the schedules that stop and start it."""
    rds = client("rds")
    if kind == "Instance":
        rds.create_db_instance(
            DBInstanceIdentifier=name, DBInstanceClass="db.t4g.micro", Engine="postgres", AllocatedStorage=20
        )
    else:
        rds.create_db_cluster(
            DBClusterIdentifier=name, Engine="aurora-postgresql", MasterUsername="shop", ManageMasterUserPassword=True
        )
    scheduler = client("scheduler")
    for verb in ("stop", "start"):
        scheduler.create_schedule(
            Name=f"{name}-{verb}",
            ScheduleExpression="cron(15 19 ? * MON-FRI *)",
            FlexibleTimeWindow={"Mode": "OFF"},
            Target={
                "Arn": f"arn:aws:scheduler:::aws-sdk:rds:{verb}DB{kind}",
                "RoleArn": ROLE,
                "Input": json.dumps({f"Db{kind}Identifier": name}),
            },
        )


def limits() -> dict[str, tuple[int, int]]:
    """Between how many tasks each service scales."""
    scaling = client("application-autoscaling")
    found = scaling.describe_scalable_targets(ServiceNamespace="ecs")["ScalableTargets"]
    return {one["ResourceId"].rpartition("/")[2]: (one["MinCapacity"], one["MaxCapacity"]) for one in found}


def statuses() -> dict[str, str]:
    """How the databases are."""
    rds = client("rds")
    found = {one["DBInstanceIdentifier"]: one["DBInstanceStatus"] for one in rds.describe_db_instances()["DBInstances"]}
    clusters = rds.describe_db_clusters()["DBClusters"]
    return found | {one["DBClusterIdentifier"]: one["Status"] for one in clusters}
