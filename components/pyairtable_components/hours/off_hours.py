"""What puts an environment to sleep at night, and wakes it."""

import json
from collections.abc import Sequence

from pulumi import Input, Output, ResourceOptions
from pulumi_aws import appautoscaling, cloudwatch, scheduler, sqs

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.hours.refs import ScaledRefs, Schedulable, ScheduleRefs, StoppedRefs
from pyairtable_components.hours.spec import HoursSpec
from pyairtable_components.hours.times import minute_of, weekly
from pyairtable_components.identity.policy import allow
from pyairtable_components.identity.service_role import ServiceRole
from pyairtable_components.vocabulary import physical_name

MARGIN = 15
"""Minutes: what is stopped by a call starts as long before the services, and stops as long after them."""
_FOURTEEN_DAYS = 14 * 24 * 3600


class OffHours(Component, token="pyairtable:hours:OffHours"):
    """One schedule over everything that can sleep.

    Creates, for what autoscaling holds between two limits: a scheduled action that sets both to zero, and one that
    gives them back
    (https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html).
    For what an API call stops: two EventBridge schedules that make the calls themselves, without a function
    (https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html); a role that may make
    these calls on these resources only; a queue for calls that failed, and its alarm. It costs the alarm.

    RDS starts a database that was stopped for seven days. That never happens here: every week has a day on which it
    is awake (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html).

    Args:
        name: Logical name.
        spec: When it is awake.
        context: What holds for the stack.
        schedulable: What sleeps.
        alarm_topic_arn: Who hears of a call that failed.
        opts: Resource options.

    Raises:
        ValueError: The environment is of stage prod, which never sleeps.
    """

    def __init__(
        self,
        name: str,
        spec: HoursSpec,
        context: Context,
        *,
        schedulable: Sequence[Schedulable],
        alarm_topic_arn: Input[str] | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        if context.stage == "prod":
            raise ValueError(
                f"{context.environment} is a prod environment, which never sleeps. For example: a stack without hours"
            )
        super().__init__(name, context, opts)
        self.spec = spec
        for one in schedulable:
            if isinstance(one, ScaledRefs):
                self._scale(one)
        stopped = [one for one in schedulable if isinstance(one, StoppedRefs)]
        self.schedules: ScheduleRefs | None = self._call(name, stopped, alarm_topic_arn) if stopped else None
        """What stops and starts something."""
        self.register_outputs({})

    def _scale(self, one: ScaledRefs) -> None:
        after = one.after
        for action, time, minimum, maximum in (
            ("sleep", self.spec.end, 0, 0),
            ("wake", self.spec.start, one.minimum, one.maximum),
        ):
            after = appautoscaling.ScheduledAction(
                f"{one.name}-{action}",
                region=self.context.region,
                name=self.context.name(one.name, action),
                service_namespace=one.namespace,
                scalable_dimension=one.dimension,
                resource_id=one.resource_id,
                schedule=weekly(self.spec.days, minute_of(time)),
                timezone=self.spec.time_zone,
                scalable_target_action={"min_capacity": minimum, "max_capacity": maximum},
                # AWS refuses two changes of one target at a time.
                # https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
                opts=self.own(depends_on=[after]),
            )

    def _call(self, name: str, stopped: Sequence[StoppedRefs], topic_arn: Input[str] | None) -> ScheduleRefs:
        queue = self._failures(name, topic_arn)
        role = ServiceRole(
            f"{name}-schedule",
            self.context,
            principal="scheduler.amazonaws.com",
            statements=(
                *(
                    allow(_permission(one.api, one.stop), _permission(one.api, one.start), on=[one.arn])
                    for one in stopped
                ),
                allow("sqs:SendMessage", on=[queue.arn]),
            ),
            opts=self.own(),
        )
        moments = {"stop": minute_of(self.spec.end) + MARGIN, "start": minute_of(self.spec.start) - MARGIN}
        for one in stopped:
            for what, action in (("stop", one.stop), ("start", one.start)):
                scheduler.Schedule(
                    f"{one.name}-{what}",
                    region=self.context.region,
                    name=self._schedule_name(one, what),
                    schedule_expression=weekly(self.spec.days, moments[what]),
                    schedule_expression_timezone=self.spec.time_zone,
                    flexible_time_window={"mode": "OFF"},
                    target={
                        "arn": f"arn:{self.context.partition}:scheduler:::aws-sdk:{one.api}:{action}",
                        "role_arn": role.arn,
                        "input": Output.all(**one.inputs).apply(json.dumps),
                        "dead_letter_config": {"arn": queue.arn},
                        "retry_policy": {"maximum_retry_attempts": 5, "maximum_event_age_in_seconds": 3600},
                    },
                    opts=self.own(),
                )
        return ScheduleRefs([self._schedule_name(one, what) for one in stopped for what in moments], role.arn)

    def _schedule_name(self, one: StoppedRefs, what: str) -> str:
        return physical_name("scheduler", self.context.name(one.name, what))

    def _failures(self, name: str, topic_arn: Input[str] | None) -> sqs.Queue:
        queue = sqs.Queue(
            f"{name}-failures",
            region=self.context.region,
            name=physical_name("queue", self.context.name(name, "failures")),
            message_retention_seconds=_FOURTEEN_DAYS,
            sqs_managed_sse_enabled=True,
            tags=self.tags(),
            opts=self.own(),
        )
        cloudwatch.MetricAlarm(
            f"{name}-failures",
            region=self.context.region,
            name=self.context.name(name, "failures"),
            alarm_description="Something could not be put to sleep or woken, or was so already: the queue has the call",
            namespace="AWS/SQS",
            metric_name="ApproximateNumberOfMessagesVisible",
            statistic="Maximum",
            dimensions={"QueueName": queue.name},
            comparison_operator="GreaterThanThreshold",
            threshold=0,
            period=300,
            evaluation_periods=1,
            treat_missing_data="notBreaching",
            alarm_actions=None if topic_arn is None else [topic_arn],
            tags=self.tags(),
            opts=self.own(),
        )
        return queue


def _permission(api: str, action: str) -> str:
    """`stopDBInstance` of `rds` is `rds:StopDBInstance` to IAM."""
    return f"{api}:{action[0].upper()}{action[1:]}"
