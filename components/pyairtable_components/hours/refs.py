"""What sleeps, as the component of the hours sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pulumi import Input, Resource


@dataclass(frozen=True)
class ScaledRefs:
    """Something that Application Auto Scaling holds between two limits; asleep, both are zero."""

    name: str
    namespace: Input[str]
    dimension: Input[str]
    resource_id: Input[str]
    minimum: int
    maximum: int
    """What the limits are while it is awake."""
    after: Resource
    """What has to be there first: AWS refuses two changes of one target at a time."""


@dataclass(frozen=True)
class StoppedRefs:
    """Something that one API call stops, and another one starts."""

    name: str
    arn: Input[str]
    api: str
    """The AWS service, as EventBridge Scheduler and IAM write it: `rds`."""
    stop: str
    start: str
    """The actions, as EventBridge Scheduler writes them: `stopDBInstance`."""
    inputs: Mapping[str, Input[str]]
    """What both are called with."""


Schedulable = ScaledRefs | StoppedRefs


@dataclass(frozen=True)
class ScheduleRefs:
    """EventBridge schedules that stop and start something: who wants it to stay as it is switches them off."""

    names: Sequence[str]
    role_arn: Input[str]
    """What they act as; whoever changes a schedule hands it this role again."""
