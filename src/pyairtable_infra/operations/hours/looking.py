"""What sleeps and wakes by the schedules of an environment that stands, and how it is now."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pyairtable_infra.operations.aws import Aws, Call
from pyairtable_infra.operations.errors import InputError

DIMENSION = "ecs:service:DesiredCount"
_STOPS = {"stopDBInstance": "instance", "stopDBCluster": "cluster"}
_GONE = ("DBInstanceNotFound", "DBClusterNotFoundFault")


@dataclass(frozen=True)
class Service:
    """An ECS service whose limits scheduled actions change."""

    name: str
    resource_id: str
    minimum: int
    maximum: int
    wakes_to: tuple[int, int]
    """Minimum and maximum while it is awake."""
    suspended: bool
    """Whether scheduled actions are switched off, as an automatic stop does."""

    @property
    def awake(self) -> bool:
        """Whether it may have a task."""
        return self.maximum > 0


@dataclass(frozen=True)
class Database:
    """A database that schedules stop and start."""

    name: str
    kind: Literal["instance", "cluster"]
    status: str
    """As RDS says it: `available`, `stopped`, `starting`."""

    @property
    def awake(self) -> bool:
        """Whether it runs, or will soon."""
        return self.status not in ("stopped", "stopping")


@dataclass(frozen=True)
class Sleepers:
    """All that the hours of an environment put to sleep."""

    environment: str
    services: tuple[Service, ...]
    databases: tuple[Database, ...]


def look(aws: Aws, project: str, environment: str) -> Sleepers:
    """What the schedules in the account put to sleep, and how it is now.

    Raises:
        InputError: Nothing of the environment sleeps.
        AwsError: A call failed.
    """
    services = tuple(_services(aws, f"service/{project}-{environment}-"))
    databases = tuple(_databases(aws, f"{project}-{environment}-"))
    if not services and not databases:
        raise InputError(
            f"nothing of {environment} sleeps by schedules in {aws.region}. "
            f"For example: a stack with hours: {{ start: '09:00', end: '19:00' }}, deployed by pulumi up"
        )
    return Sleepers(environment, services, databases)


def status_of(aws: Aws, name: str, kind: str) -> str:
    """What RDS says of a database; `deleted` where there is none."""
    if kind == "instance":
        call = Call("rds", "DescribeDBInstances", {"DBInstanceIdentifier": name})
        answer = aws.run(call, absent=_GONE)
        return str(answer["DBInstances"][0]["DBInstanceStatus"]) if answer else "deleted"
    answer = aws.run(Call("rds", "DescribeDBClusters", {"DBClusterIdentifier": name}), absent=_GONE)
    return str(answer["DBClusters"][0]["Status"]) if answer else "deleted"


def _services(aws: Aws, prefix: str) -> Iterator[Service]:
    wakes = {
        action["ResourceId"]: action["ScalableTargetAction"]
        for action in aws.ask("application-autoscaling", "DescribeScheduledActions", ServiceNamespace="ecs")[
            "ScheduledActions"
        ]
        if action["ScalableTargetAction"].get("MaxCapacity")
    }
    found = aws.ask(
        "application-autoscaling", "DescribeScalableTargets", ServiceNamespace="ecs", ScalableDimension=DIMENSION
    )
    for target in sorted(found["ScalableTargets"], key=lambda one: str(one["ResourceId"])):
        id_ = str(target["ResourceId"])
        wake = wakes.get(id_)
        if wake and id_.startswith(prefix):
            yield Service(
                name=id_.rpartition("/")[2],
                resource_id=id_,
                minimum=target["MinCapacity"],
                maximum=target["MaxCapacity"],
                wakes_to=(wake.get("MinCapacity", 0), wake["MaxCapacity"]),
                suspended=bool(target.get("SuspendedState", {}).get("ScheduledScalingSuspended")),
            )


def _databases(aws: Aws, prefix: str) -> Iterator[Database]:
    for listed in aws.ask("scheduler", "ListSchedules", NamePrefix=prefix)["Schedules"]:
        schedule = aws.ask("scheduler", "GetSchedule", Name=listed["Name"], GroupName=listed["GroupName"])
        target: Mapping[str, Any] = schedule["Target"]
        kind = _STOPS.get(str(target["Arn"]).rpartition(":")[2])
        if kind:
            name = next(iter(json.loads(target["Input"]).values()))
            known: Literal["instance", "cluster"] = "cluster" if kind == "cluster" else "instance"
            yield Database(name, known, status_of(aws, name, known))
