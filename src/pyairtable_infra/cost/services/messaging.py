"""Amazon SQS, SNS, EventBridge, Step Functions: what is sent is usage.

https://aws.amazon.com/sqs/pricing/
https://aws.amazon.com/sns/pricing/
https://aws.amazon.com/eventbridge/pricing/
https://aws.amazon.com/step-functions/pricing/
"""

from collections.abc import Iterator, Mapping

from pyairtable_infra.cost.model import Line
from pyairtable_infra.cost.subject import Rule, Subject

MILLION = 1_000_000
HUNDRED_BILLION = 100_000
"""In millions, as the price is."""

PRICES = (
    *(
        f"sqs/{kind} requests, {tier}"
        for kind in ("standard", "FIFO")
        for tier in ("first 100 billion", "next 100 billion", "over 200 billion")
    ),
    "sns/requests",
    "sns/FIFO requests",
    "sns/HTTP deliveries",
    "sns/e-mail deliveries",
    "eventbridge/custom events",
    "eventbridge/archive storage",
    "eventbridge/Pipes requests",
    "step-functions/standard state transitions",
    "step-functions/express requests",
    "step-functions/express duration, first 1000 GB-h",
)

_DELIVERIES = {"http": "sns/HTTP deliveries", "https": "sns/HTTP deliveries", "email": "sns/e-mail deliveries"}


def queue(subject: Subject) -> Iterator[Line]:
    """A queue; the first million requests of an account are free and are not taken off."""
    kind = "FIFO" if subject.flag("fifoQueue") else "standard"
    tiers = (
        (f"sqs/{kind} requests, first 100 billion", HUNDRED_BILLION),
        (f"sqs/{kind} requests, next 100 billion", HUNDRED_BILLION),
        (f"sqs/{kind} requests, over 200 billion", None),
    )
    yield from subject.tiered("requests", tiers, subject.usage("requests") / MILLION)


def topic(subject: Subject) -> Iterator[Line]:
    """A topic; its deliveries are charged at the subscriptions."""
    key = "sns/FIFO requests" if subject.flag("fifoTopic") else "sns/requests"
    yield subject.used("requests", key, "requests", MILLION)


def subscription(subject: Subject) -> Iterator[Line]:
    """Deliveries to SQS and Lambda are free."""
    protocol = subject.text("protocol").removesuffix("-json")
    if key := _DELIVERIES.get(protocol):
        yield subject.used("deliveries", key, "deliveries", MILLION)


def event_bus(subject: Subject) -> Iterator[Line]:
    """A bus of one's own; events of AWS services on the default bus are free."""
    yield subject.used("events", "eventbridge/custom events", "events", MILLION)


def archive(subject: Subject) -> Iterator[Line]:
    """An archive of events."""
    yield subject.used("storage", "eventbridge/archive storage", "storage_gb")


def pipe(subject: Subject) -> Iterator[Line]:
    """A pipe."""
    yield subject.used("requests", "eventbridge/Pipes requests", "requests", MILLION)


def state_machine(subject: Subject) -> Iterator[Line]:
    """A state machine: transitions, or requests and duration of an express one."""
    if subject.text("type", "STANDARD") == "EXPRESS":
        yield subject.used("requests", "step-functions/express requests", "requests", MILLION)
        yield subject.used("duration", "step-functions/express duration, first 1000 GB-h", "gb_seconds")
    else:
        yield subject.used("state transitions", "step-functions/standard state transitions", "transitions", MILLION)


RULES: Mapping[str, Rule] = {
    "aws:sqs/queue:Queue": queue,
    "aws:sns/topic:Topic": topic,
    "aws:sns/topicSubscription:TopicSubscription": subscription,
    "aws:cloudwatch/eventBus:EventBus": event_bus,
    "aws:cloudwatch/eventArchive:EventArchive": archive,
    "aws:pipes/pipe:Pipe": pipe,
    "aws:sfn/stateMachine:StateMachine": state_machine,
}
FREE = (
    "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
    "aws:cloudwatch/eventPermission:EventPermission",
    "aws:cloudwatch/eventRule:EventRule",
    "aws:cloudwatch/eventTarget:EventTarget",
    "aws:sfn/activity:Activity",
    "aws:sns/topicPolicy:TopicPolicy",
    "aws:sqs/queuePolicy:QueuePolicy",
    "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
    "aws:sqs/redrivePolicy:RedrivePolicy",
)
