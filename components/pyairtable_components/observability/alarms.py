"""CloudWatch alarms over metrics that AWS services send by themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pulumi import Input
from pulumi_aws import cloudwatch

from pyairtable_components.component import Component


@dataclass(frozen=True)
class Alarm:
    """When a metric means that somebody has to look."""

    name: str
    """Last part of the alarm's name: `storage`."""
    metric: str
    threshold: float
    says: str
    """What is wrong, as a sentence."""
    below: bool = False
    """Whether it is the low values that are bad."""
    statistic: Literal["Average", "Maximum", "Minimum", "Sum"] = "Average"
    minutes: int = 15
    """For how long it must be so."""
    always: bool = False
    """Whether it is watched at monitoring level basic too. The others cost $0.10 a month each and begin at enhanced."""


def watch(
    parent: Component,
    name: str,
    namespace: str,
    dimensions: Mapping[str, Input[str]],
    alarms: Iterable[Alarm],
    *,
    topic_arn: Input[str] | None = None,
) -> None:
    """Create the alarms that the monitoring level asks for, as children of `parent`.

    Args:
        parent: The component that is watched.
        name: Beginning of the alarms' names, logical and physical.
        namespace: Of the metrics: `AWS/RDS`.
        dimensions: Which resource it is.
        alarms: The alarms.
        topic_arn: Who hears of them; they tell nobody, unless given.
    """
    context = parent.context
    for alarm in alarms:
        if context.monitoring == "basic" and not alarm.always:
            continue
        cloudwatch.MetricAlarm(
            f"{name}-{alarm.name}",
            region=context.region,
            name=context.name(name, alarm.name),
            namespace=namespace,
            metric_name=alarm.metric,
            dimensions=dimensions,
            statistic=alarm.statistic,
            threshold=alarm.threshold,
            comparison_operator="LessThanThreshold" if alarm.below else "GreaterThanThreshold",
            period=300,
            evaluation_periods=alarm.minutes // 5,
            treat_missing_data="notBreaching",
            alarm_description=alarm.says,
            alarm_actions=None if topic_arn is None else [topic_arn],
            tags=parent.tags(),
            opts=parent.own(),
        )
