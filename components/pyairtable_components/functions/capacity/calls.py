"""The calls that read and change the size of ECS services, and remember it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pyairtable_components.functions.capacity.core import Found, Size, Sizes, read, written

_DIMENSION = "ecs:service:DesiredCount"
_AT_ONCE = 10
"""https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html."""


class Capacity:
    """The services of one cluster."""

    def __init__(self, clients: Any, cluster: str, parameter: str) -> None:
        self._ecs = clients.client("ecs")
        self._scaling = clients.client("application-autoscaling")
        self._ssm = clients.client("ssm")
        self._cluster = cluster
        self._parameter = parameter

    def services(self, only: Iterable[str] | None = None) -> dict[str, Found]:
        """The services by name: all of the cluster, or those of the names `only` that exist."""
        names = list(only) if only is not None else [arn.rsplit("/", 1)[-1] for arn in self._listed()]
        limits = self._limits(names)
        return {found.name: found for batch in _batches(names) for found in self._described(batch, limits)}

    def resize(self, name: str, size: Size) -> None:
        """Set the limits of a service, where it scales, and how many tasks it wants."""
        if size.minimum is not None and size.maximum is not None:
            self._scaling.register_scalable_target(
                ServiceNamespace="ecs",
                ResourceId=self._id(name),
                ScalableDimension=_DIMENSION,
                MinCapacity=size.minimum,
                MaxCapacity=size.maximum,
            )
        self._ecs.update_service(cluster=self._cluster, service=name, desiredCount=size.desired)

    def heed_schedules(self, name: str, heed: bool) -> None:
        """Let scheduled actions change the limits of a service, or no longer.

        https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-suspend-resume-scaling.html
        """
        self._scaling.register_scalable_target(
            ServiceNamespace="ecs",
            ResourceId=self._id(name),
            ScalableDimension=_DIMENSION,
            SuspendedState={"ScheduledScalingSuspended": not heed},
        )

    def remembered(self) -> dict[str, Size]:
        """What the services were; nothing where nothing was made smaller."""
        try:
            return read(self._ssm.get_parameter(Name=self._parameter)["Parameter"]["Value"])
        except self._ssm.exceptions.ParameterNotFound:
            return {}

    def remember(self, sizes: Sizes) -> None:
        """Remember what the services were; the parameter goes when there is nothing left to remember."""
        if sizes:
            self._ssm.put_parameter(Name=self._parameter, Value=written(sizes), Type="String", Overwrite=True)
            return
        try:
            self._ssm.delete_parameter(Name=self._parameter)
        except self._ssm.exceptions.ParameterNotFound:
            return

    def _listed(self) -> Iterator[str]:
        for page in self._ecs.get_paginator("list_services").paginate(cluster=self._cluster):
            yield from page["serviceArns"]

    def _described(self, names: list[str], limits: Mapping[str, tuple[int, int]]) -> Iterator[Found]:
        answer = self._ecs.describe_services(cluster=self._cluster, services=names, include=["TAGS"])
        for service in answer["services"]:
            if service["status"] != "ACTIVE":
                continue
            name = service["serviceName"]
            tags = {tag["key"]: tag["value"] for tag in service.get("tags", ())}
            yield Found(name, Size(service["desiredCount"], *limits.get(name, ())), tags)

    def _limits(self, names: list[str]) -> dict[str, tuple[int, int]]:
        found = {}
        pages = self._scaling.get_paginator("describe_scalable_targets")
        for batch in _batches(names):
            ids = [self._id(name) for name in batch]
            for page in pages.paginate(ServiceNamespace="ecs", ScalableDimension=_DIMENSION, ResourceIds=ids):
                for target in page["ScalableTargets"]:
                    name = target["ResourceId"].rsplit("/", 1)[-1]
                    found[name] = (target["MinCapacity"], target["MaxCapacity"])
        return found

    def _id(self, name: str) -> str:
        return f"service/{self._cluster}/{name}"


def _batches(names: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(names), _AT_ONCE):
        yield names[start : start + _AT_ONCE]
