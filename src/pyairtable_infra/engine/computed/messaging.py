"""SQS and SNS."""

import uuid
from collections.abc import Mapping

from pyairtable_infra.engine.computed.subject import Computed, Rule, Subject


def _queue(subject: Subject) -> Computed:
    """https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html."""
    name = subject.existing.rsplit("/", 1)[-1] or subject.name
    url = subject.existing or f"https://sqs.{subject.region}.amazonaws.com/{subject.account}/{name}"
    return Computed(url, {"arn": subject.arn("sqs", name), "name": name, "url": url})


def _topic(subject: Subject) -> Computed:
    name = subject.existing.rsplit(":", 1)[-1] or subject.name
    arn = subject.existing or subject.arn("sns", name)
    return Computed(arn, {"arn": arn, "name": name, "owner": subject.account})


def _subscription(subject: Subject) -> Computed:
    """https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html."""
    arn = subject.existing or f"{subject.text('topic')}:{uuid.uuid5(uuid.NAMESPACE_URL, subject.seed)}"
    return Computed(arn, {"arn": arn, "ownerId": subject.account, "pendingConfirmation": False})


RULES: Mapping[str, Rule] = {
    "aws:sns/topic:Topic": _topic,
    "aws:sns/topicPolicy:TopicPolicy": lambda s: Computed(s.text("arn"), {"arn": s.text("arn"), "owner": s.account}),
    "aws:sns/topicSubscription:TopicSubscription": _subscription,
    "aws:sqs/queue:Queue": _queue,
    "aws:sqs/queuePolicy:QueuePolicy": lambda s: Computed(s.text("queueUrl")),
}
