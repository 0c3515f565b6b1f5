"""Container Insights on an ECS cluster: custom metrics, and the events that they are made from.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-reference-performance-logs-ECS.html
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from pyairtable_infra.cost.model import Component, Line
from pyairtable_infra.cost.money import HOURS
from pyairtable_infra.cost.subject import Subject
from pyairtable_infra.plan.model import Resource
from pyairtable_infra.plan.services import SERVICE

METRIC = "cloudwatch/custom metric, first 10000"
LOGS = "cloudwatch/logs ingestion, standard class"
ENHANCED = "cloudwatch/Container Insights, enhanced"
PRICES = (METRIC, LOGS, ENHANCED)

# The metrics of a cluster, of a service, and of a family of task definitions; those of EC2 instances left out.
OF_CLUSTER, OF_SERVICE, OF_FAMILY = 11, 13, 8
MINUTES = HOURS * 60
EVENT = Decimal(1) / 1_000_000
"""GB of one event: AWS's examples have 0.7 KB."""
ASSUMED = "Container Insights writes 1 KB a minute of each cluster, service, task and container"


def lines(subject: Subject, level: str) -> Iterator[Line]:
    """What Container Insights costs on this cluster. A service without a running task has no metrics.

    The charge of a metric is by the hour; a service that sleeps for a part of the month is taken as awake.
    """
    if level == "enhanced":
        yield subject.priced("Container Insights, enhanced", ENHANCED, 1)
        return
    counts = [_tasks(subject, one) for one in subject.users(SERVICE, "cluster")]
    low, expected, high = (_metrics([each[at] for each in counts]) for at in range(3))
    yield subject.priced("metrics of Container Insights", METRIC, expected, band=(low, high))
    low, expected, high = (_gigabytes([each[at] for each in counts]) for at in range(3))
    written = subject.priced("events of Container Insights", LOGS, expected, band=(low, high))
    yield replace(written, assumption=ASSUMED) if isinstance(written, Component) else written


def _tasks(subject: Subject, service: Resource) -> tuple[int, int, int]:
    """How many tasks a service has at least, as expected, and at most."""
    found = subject.world.services.get(service.urn)
    if found:
        return found.minimum, found.expected, found.maximum
    desired = int(Subject(service, subject.world).number("desiredCount", 1))
    return desired, desired, desired


def _metrics(tasks: list[int]) -> Decimal:
    running = sum(count > 0 for count in tasks)
    return Decimal(OF_CLUSTER + running * (OF_SERVICE + OF_FAMILY)) if running else Decimal(0)


def _gigabytes(tasks: list[int]) -> Decimal:
    running = sum(count > 0 for count in tasks)
    events = 1 + running + 2 * sum(tasks) if running else 0
    return events * MINUTES * EVENT
