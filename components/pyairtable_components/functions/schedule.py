"""When a function runs by itself."""

import json
from collections.abc import Mapping
from typing import Annotated, Any

from pulumi import Input, ResourceOptions
from pulumi_aws import scheduler
from pydantic import Field

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.identity.policy import allow
from pyairtable_components.identity.service_role import ServiceRole
from pyairtable_components.spec import Spec
from pyairtable_components.vocabulary import ScheduleExpression, TimeZone, physical_name


class Timing(Spec):
    """A schedule, and how much later than it says a run may begin."""

    schedule: ScheduleExpression
    time_zone: TimeZone = "UTC"
    jitter_minutes: Annotated[int, Field(ge=0, le=1440, strict=True, examples=[15])] = 0
    """Minutes after the scheduled time within which EventBridge Scheduler picks one.

    https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-flexible-time-windows.html
    """


class FunctionSchedule(Component, token="pyairtable:functions:Schedule"):
    """An EventBridge schedule that invokes a function, and a role that may do nothing else.

    An invocation that EventBridge cannot make is tried for an hour and then lands in the dead-letter queue.

    Args:
        name: Logical name; also the last part of the schedule's name.
        timing: When.
        context: What holds for the stack.
        function_arn: What is invoked.
        dead_letter_arn: The SQS queue for what could not be invoked.
        event: What the function is called with; what EventBridge Scheduler says of the call, unless given.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        timing: Timing,
        context: Context,
        *,
        function_arn: Input[str],
        dead_letter_arn: Input[str],
        event: Mapping[str, Any] | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(f"{name}-schedule", context, opts)
        role = ServiceRole(
            f"{name}-schedule",
            context,
            principal="scheduler.amazonaws.com",
            statements=(
                allow("lambda:InvokeFunction", on=[function_arn]),
                allow("sqs:SendMessage", on=[dead_letter_arn]),
            ),
            opts=self.own(),
        )
        window: scheduler.ScheduleFlexibleTimeWindowArgsDict = {"mode": "OFF"}
        if timing.jitter_minutes:
            window = {"mode": "FLEXIBLE", "maximum_window_in_minutes": timing.jitter_minutes}
        target: scheduler.ScheduleTargetArgsDict = {
            "arn": function_arn,
            "role_arn": role.arn,
            "dead_letter_config": {"arn": dead_letter_arn},
            "retry_policy": {"maximum_retry_attempts": 2, "maximum_event_age_in_seconds": 3600},
        }
        if event:
            target["input"] = json.dumps(event)
        scheduler.Schedule(
            name,
            region=context.region,
            name=physical_name("scheduler", context.name(name)),
            schedule_expression=timing.schedule,
            schedule_expression_timezone=timing.time_zone,
            flexible_time_window=window,
            target=target,
            opts=self.own(),
        )
        self.register_outputs({})
