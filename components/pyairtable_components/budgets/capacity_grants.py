"""What a function may do that makes ECS services smaller and gives them their size back."""

from collections.abc import Sequence

from pulumi import Input, Output

from pyairtable_components.context import Context
from pyairtable_components.ecs.refs import ClusterRefs
from pyairtable_components.identity.policy import Statement, allow


def parameter_name(context: Context, purpose: str) -> str:
    """The SSM parameter in which a function remembers what services were."""
    return f"/{context.project}/{context.environment}/{purpose}/services"


def capacity_grants(
    context: Context,
    cluster: ClusterRefs,
    parameter: str,
    *,
    listing: bool = False,
    only: Sequence[Input[str]] = (),
) -> tuple[Statement, ...]:
    """Describe the services of a cluster, resize those that carry the environment's tag, and remember what they were.

    Args:
        context: What holds for the stack.
        cluster: The cluster.
        parameter: The name of the parameter.
        listing: Whether the function finds the services by itself.
        only: The names of the services that it reaches; all of the cluster, unless given.
    """
    ours = {"StringEquals": {"aws:ResourceTag/Environment": context.environment}}
    services = [Output.concat(context.arn("ecs", "service/"), cluster.name, "/", one) for one in only or ("*",)]
    memory = context.arn("ssm", f"parameter{parameter}")
    lists = allow("ecs:ListServices", on=["*"], when={"ArnEquals": {"ecs:cluster": cluster.arn}})
    return (
        *((lists,) if listing else ()),
        allow("ecs:DescribeServices", on=services),
        allow("ecs:UpdateService", on=services, when=ours),
        allow("application-autoscaling:DescribeScalableTargets", on=["*"]),
        allow(
            "application-autoscaling:RegisterScalableTarget",
            on=[context.arn("application-autoscaling", "scalable-target/*")],
            when=ours,
        ),
        allow("ssm:DeleteParameter", "ssm:GetParameter", "ssm:PutParameter", on=[memory]),
    )
