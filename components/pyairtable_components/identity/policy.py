"""IAM policy documents from typed statements; nobody writes JSON by hand."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from pulumi import Input, Output

WITHOUT_RESOURCE_LEVEL: dict[str, str] = {
    # https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsapplicationautoscaling.html
    "application-autoscaling:DescribeScalableTargets": "it lists what there is, and defines no resource for it",
    # https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscostexplorerservice.html
    "ce:GetCostAndUsage": "costs are the account's, Cost Explorer defines no resource for them",
    "ce:GetReservationPurchaseRecommendation": "recommendations are the account's, there is no resource for them",
    "ce:GetSavingsPlansPurchaseRecommendation": "recommendations are the account's, there is no resource for them",
    # https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
    "cloudwatch:PutMetricData": "CloudWatch defines no resource for a metric, a condition names the namespace",
    # https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscomputeoptimizer.html
    "compute-optimizer:GetECSServiceRecommendations": "Compute Optimizer defines no resources",
    "compute-optimizer:GetIdleRecommendations": "Compute Optimizer defines no resources",
    "compute-optimizer:GetRDSDatabaseRecommendations": "Compute Optimizer defines no resources",
    # https://docs.aws.amazon.com/service-authorization/latest/reference/list_costoptimizationhub.html
    "cost-optimization-hub:GetRecommendation": "Cost Optimization Hub defines no resources",
    "cost-optimization-hub:ListRecommendations": "Cost Optimization Hub defines no resources",
    # https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
    "ec2:DescribeNetworkInterfaces": "EC2 lists what there is, and defines no resource for it",
    "ec2:DescribeSubnets": "EC2 lists what there is, and defines no resource for it",
    # https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
    "ecr:GetAuthorizationToken": "the token is the registry's, ECR defines no resource for it",
    # https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
    "ecs:ListClusters": "ECS defines no resource for a list",
    "ecs:ListServices": "ECS defines no resource for a list, a condition names the cluster",
    # https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
    "secretsmanager:ListSecrets": "Secrets Manager lists what there is, and defines no resource for it",
    # https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonmessagegatewayservice.html
    "ssmmessages:CreateControlChannel": "the channel is the caller's own, Session Manager defines no resource",
    "ssmmessages:CreateDataChannel": "the channel is the caller's own, Session Manager defines no resource",
    "ssmmessages:OpenControlChannel": "the channel is the caller's own, Session Manager defines no resource",
    "ssmmessages:OpenDataChannel": "the channel is the caller's own, Session Manager defines no resource",
}
"""The actions that may be granted on every resource, because AWS has no finer level; with the reason."""

Conditions = Mapping[str, Mapping[str, Input[str] | Sequence[Input[str]]]]


@dataclass(frozen=True)
class Statement:
    """One statement of a policy document.

    Raises:
        ValueError: No action or nothing it applies to, an action with a wildcard, or `*` as resource for an action
            that has a finer level.
    """

    actions: Sequence[str] = ()
    resources: Sequence[Input[str]] = ()
    principals: Mapping[str, Sequence[Input[str]]] = field(default_factory=dict)
    conditions: Conditions = field(default_factory=dict)
    effect: Literal["Allow", "Deny"] = "Allow"
    sid: str | None = None
    not_actions: Sequence[str] = ()
    """In a denial instead of `actions`: all but these."""
    limit: bool = False
    """Of a permissions boundary, which grants nothing: it may speak of every resource."""

    def __post_init__(self) -> None:
        denied = self.not_actions if self.effect == "Deny" else ()
        if bool(self.actions) == bool(denied) or not (self.resources or self.principals):
            raise ValueError(
                "a statement needs an action and a resource. For example: s3:GetObject on arn:aws:s3:::b/*"
            )
        for action in self.actions:
            if "*" in action and self.effect == "Allow":
                raise ValueError(f"{action!r} allows more than one action. Name each. For example: s3:GetObject")
            # In a resource's own policy "*" is that resource; such a statement names principals.
            everywhere = "*" in self.resources and not self.principals and self.effect == "Allow" and not self.limit
            if everywhere and action not in WITHOUT_RESOURCE_LEVEL:
                raise ValueError(
                    f"{action!r} is granted on every resource. Name one. For example: arn:aws:s3:::bucket/*"
                )

    def render(self) -> dict[str, Any]:
        """The statement in IAM's own form; values may still be outputs."""
        actions = {"NotAction": sorted(self.not_actions)} if self.not_actions else {"Action": sorted(self.actions)}
        rendered: dict[str, Any] = {"Effect": self.effect, **actions}
        if self.sid:
            rendered["Sid"] = self.sid
        if self.principals:
            rendered["Principal"] = {kind: list(names) for kind, names in self.principals.items()}
        if self.resources:
            rendered["Resource"] = list(self.resources)
        if self.conditions:
            rendered["Condition"] = {operator: dict(keys) for operator, keys in self.conditions.items()}
        return rendered


def allow(*actions: str, on: Sequence[Input[str]], when: Conditions | None = None) -> Statement:
    """A statement of an identity policy: `actions` on the resources `on`, under the conditions `when`."""
    return Statement(actions, on, conditions=when or {})


def trust(service: str, when: Conditions | None = None) -> Statement:
    """A statement of a trust policy: the AWS service (`ecs-tasks.amazonaws.com`) may assume the role."""
    return Statement(["sts:AssumeRole"], principals={"Service": [service]}, conditions=when or {})


def _plain(value: Any) -> bool:
    if isinstance(value, Output):
        return False
    if isinstance(value, dict):
        return all(map(_plain, value.values()))
    return all(map(_plain, value)) if isinstance(value, list | tuple) else True


def document(*statements: Statement) -> Input[str]:
    """The policy document of `statements` as JSON; plain text where no value is an output."""
    whole = {"Version": "2012-10-17", "Statement": [statement.render() for statement in statements]}
    if _plain(whole):
        return json.dumps(whole, sort_keys=True)
    return Output.from_input(whole).apply(lambda known: json.dumps(known, sort_keys=True))
