"""A service of the platform: the portable core, and how it runs on ECS."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from pyairtable_components.spec import Spec
from pyairtable_components.vocabulary import (
    DomainName,
    Percent,
    Port,
    ScheduleExpression,
    Seconds,
    ServiceName,
    TaskCount,
    TimeZone,
    UrlPath,
)
from pyairtable_components.workload.container import ContainerSpec

Criticality = Literal["critical", "standard", "deferrable"]
"""What its loss means: users are stopped at once; a function is missing; work waits."""


class Replicas(Spec):
    """Between how many tasks a service scales."""

    minimum: TaskCount = 1
    maximum: TaskCount = 3
    expected: TaskCount | None = None
    """The average over a month, for cost and for the Spot split. The minimum, unless given."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.minimum > self.maximum:
            raise ValueError(
                f"minimum {self.minimum} is above maximum {self.maximum}. "
                f"For example: minimum: {self.maximum} and maximum: {self.minimum}"
            )
        if self.expected is not None and not self.minimum <= self.expected <= self.maximum:
            raise ValueError(
                f"expected {self.expected} is not between minimum {self.minimum} and maximum {self.maximum}. "
                f"For example: expected: {self.minimum}"
            )
        return self

    @property
    def average(self) -> int:
        """The expected number of tasks."""
        return self.expected or self.minimum


class HealthCheck(Spec):
    """How a task shows that it works: HTTP on its port, from inside and, where it is exposed, by the load balancer."""

    path: UrlPath = "/health"
    interval: Annotated[int, Field(strict=True, ge=5, le=300, examples=[30])] = 30
    timeout: Annotated[int, Field(strict=True, ge=2, le=60, examples=[5])] = 5
    retries: Annotated[int, Field(strict=True, ge=1, le=10, examples=[3])] = 3
    start_period: Annotated[int, Field(strict=True, ge=0, le=300, examples=[60])] = 60
    """Seconds in which a starting task may fail; ECS allows 300."""
    probe: Literal["curl", "wget", "none"] = "curl"
    """The program in the image that asks from inside."""

    @model_validator(mode="after")
    def _answers_in_time(self) -> Self:
        if self.timeout >= self.interval:
            raise ValueError(
                f"timeout {self.timeout} is not below interval {self.interval}. "
                "For example: interval: 30 and timeout: 5"
            )
        return self


class Exposure(Spec):
    """What the public load balancer sends to a service."""

    paths: Annotated[tuple[UrlPath, ...], Field(min_length=1, max_length=4, examples=[["/api/*"]])]
    """Path patterns; the most specific rule wins over all services."""
    hosts: Annotated[tuple[DomainName, ...], Field(max_length=1)] = ()
    """Only for these host names; every host, unless given."""


class CpuScaling(Spec):
    """Target tracking on average CPU."""

    target_percent: Annotated[int, Field(strict=True, ge=10, le=95, examples=[70])] = 70
    scale_out_cooldown: Seconds = 60
    scale_in_cooldown: Seconds = 300


class EcsRuntime(Spec):
    """How a service runs on ECS with Fargate."""

    spot_percent: Percent | None = None
    """This service's own Spot share, instead of the cluster's."""
    scaling: CpuScaling = CpuScaling()
    exposure: Exposure | None = None
    """Not public, unless given."""
    execute_command: bool = False
    """ECS Exec for debugging. It needs a writable root file system, so such a service loses the read-only one.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
    """


class ServiceSpec(ContainerSpec):
    """A long-running service."""

    port: Port | None = None
    """Where it listens. A service without a port only works off a queue or a schedule of its own."""
    replicas: Replicas = Replicas()
    health: HealthCheck = HealthCheck()
    callers: tuple[ServiceName, ...] = ()
    """The services that may call it; nobody else reaches its port."""
    criticality: Criticality = "standard"
    runtime: EcsRuntime = EcsRuntime()

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.port is None and (self.callers or self.runtime.exposure):
            what = "callers" if self.callers else "runtime.exposure"
            raise ValueError(f"{what} is given, but there is no port to call. For example: port: 8000")
        if self.port is not None and "PORT" in {*self.environment, *self.secrets}:
            raise ValueError(f"PORT is a variable here, and port says it already. For example: port: {self.port} alone")
        return self


class TaskSpec(ContainerSpec):
    """A task that runs to its end: on a schedule, or once when somebody or a release starts it."""

    schedule: ScheduleExpression | None = None
    """When it runs, as EventBridge Scheduler writes it. Without one it runs only when it is started."""
    time_zone: TimeZone = "UTC"
    runs_on_spot: bool = False
    """Whether it may be interrupted: FARGATE_SPOT instead of FARGATE."""
