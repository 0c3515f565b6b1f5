"""What others need to know of a cluster and its services."""

from dataclasses import dataclass

from pulumi import Input


@dataclass(frozen=True)
class ClusterRefs:
    """An ECS cluster that stands; `namespace_id` is the Cloud Map namespace in which services find each other."""

    arn: Input[str]
    name: Input[str]
    namespace_id: Input[str] | None = None


@dataclass(frozen=True)
class TargetRefs:
    """A target group that stands behind a rule of a load balancer."""

    target_group_arn: Input[str]
    target_group_suffix: Input[str]
    """The last part of its ARN, as CloudWatch writes it."""
    load_balancer_suffix: Input[str]
