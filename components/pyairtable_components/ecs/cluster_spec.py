"""What a person decides about a cluster."""

from collections.abc import Mapping
from typing import Literal

from pyairtable_components.spec import Spec
from pyairtable_components.vocabulary import DomainName, MonitoringLevel, Percent

Insights = Literal["disabled", "enabled", "enhanced"]
"""https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ClusterSetting.html."""
INSIGHTS: Mapping[MonitoringLevel, Insights] = {"basic": "disabled", "enhanced": "enabled", "full": "enhanced"}
"""Container Insights by monitoring level."""


class ClusterSpec(Spec):
    """An ECS cluster and how its tasks are split between FARGATE and FARGATE_SPOT."""

    spot_percent: Percent = 0
    """Share of the tasks, at expected replicas, that run on Fargate Spot."""
    insights: Insights | None = None
    """Container Insights; by monitoring level, unless given. Enabled, it makes 11 custom metrics, and 21 of each
    service, which are charged one by one. ECS's own metrics of CPU and memory are free, and scaling needs no other.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
    """
    namespace: DomainName | None = None
    """Private DNS namespace of the services; `environment.project.internal`, unless given."""
