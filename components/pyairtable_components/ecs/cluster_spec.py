"""What a person decides about a cluster."""

from pyairtable_components.spec import Spec
from pyairtable_components.vocabulary import DomainName, Percent


class ClusterSpec(Spec):
    """An ECS cluster and how its tasks are split between FARGATE and FARGATE_SPOT."""

    spot_percent: Percent = 0
    """Share of the tasks, at expected replicas, that run on Fargate Spot."""
    namespace: DomainName | None = None
    """Private DNS namespace of the services; `environment.project.internal`, unless given."""
