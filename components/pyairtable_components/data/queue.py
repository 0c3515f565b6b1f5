"""A queue of work."""

import json

from pulumi import Input, ResourceOptions
from pulumi_aws import sqs

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.data.refs import QueueRefs
from pyairtable_components.data.spec import QueueSpec
from pyairtable_components.identity.policy import Statement, document
from pyairtable_components.observability.alarms import Alarm, watch
from pyairtable_components.vocabulary import physical_name

DAY = 24 * 60 * 60
FAILED_DAYS = 14
"""How long failed work is kept: SQS keeps nothing longer.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
"""
LONG_POLL = 20
"""Seconds that a worker waits for work; short ones cost more requests.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html
"""
KEY_REUSE = 3600
"""Seconds that SQS uses one data key."""


class WorkQueue(Component, token="pyairtable:data:WorkQueue"):
    """An SQS queue, and a second one for work that failed again and again. Both are encrypted and answer over TLS only.

    Creates: the queue; the queue for what failed, which takes from this queue alone and keeps it for 14 days; alarms
    from monitoring level `enhanced` on: work that failed, and work that waits for more than an hour.

    Work is delivered at least once, in no certain order.

    Args:
        name: Logical name, and last part of the queue's name.
        spec: How often and how long work is tried.
        context: What holds for the stack.
        key_arn: KMS key; its clients need `kms:Decrypt` and `kms:GenerateDataKey`.
        alarm_topic_arn: Who hears of its alarms.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        spec: QueueSpec,
        context: Context,
        *,
        key_arn: Input[str],
        alarm_topic_arn: Input[str] | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        self._topic_arn = alarm_topic_arn
        own, failed_name = (physical_name("queue", context.name(name, *more)) for more in ((), ("failed",)))
        failed = sqs.Queue(
            f"{name}-failed",
            region=context.region,
            name=failed_name,
            message_retention_seconds=FAILED_DAYS * DAY,
            redrive_allow_policy=json.dumps(
                {"redrivePermission": "byQueue", "sourceQueueArns": [context.arn("sqs", own)]}, sort_keys=True
            ),
            kms_master_key_id=key_arn,
            kms_data_key_reuse_period_seconds=KEY_REUSE,
            policy=_tls_only(context, failed_name),
            tags=self.tags(),
            opts=self.lasting(),
        )
        queue = sqs.Queue(
            name,
            region=context.region,
            name=own,
            visibility_timeout_seconds=spec.visibility_seconds,
            message_retention_seconds=spec.retention_days * DAY,
            receive_wait_time_seconds=LONG_POLL,
            redrive_policy=failed.arn.apply(
                lambda arn: json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": spec.attempts}, sort_keys=True)
            ),
            kms_master_key_id=key_arn,
            kms_data_key_reuse_period_seconds=KEY_REUSE,
            policy=_tls_only(context, own),
            tags=self.tags(),
            opts=self.lasting(),
        )
        # https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
        failures = Alarm(
            "messages",
            "ApproximateNumberOfMessagesVisible",
            0,
            f"work of {name} has failed {spec.attempts} times",
            statistic="Maximum",
            minutes=5,
        )
        old = Alarm(
            "age",
            "ApproximateAgeOfOldestMessage",
            3600,
            f"work of {name} waits for more than an hour",
            statistic="Maximum",
        )
        watch(self, f"{name}-failed", "AWS/SQS", {"QueueName": failed.name}, [failures], topic_arn=self._topic_arn)
        watch(self, name, "AWS/SQS", {"QueueName": queue.name}, [old], topic_arn=self._topic_arn)
        self.refs = QueueRefs(url=queue.url, arn=queue.arn, key_arn=key_arn, failed_arn=failed.arn)
        """What a client needs."""
        self.register_outputs({"url": queue.url, "arn": queue.arn})


def _tls_only(context: Context, name: str) -> Input[str]:
    return document(
        Statement(
            ["sqs:*"],
            [context.arn("sqs", name)],
            {"AWS": ["*"]},
            {"Bool": {"aws:SecureTransport": "false"}},
            effect="Deny",
            sid="TlsOnly",
        )
    )
