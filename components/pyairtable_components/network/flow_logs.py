"""Flow logs of a VPC."""

from pulumi import Input, ResourceOptions
from pulumi_aws import ec2

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.identity.policy import allow
from pyairtable_components.identity.service_role import ServiceRole
from pyairtable_components.observability.log_group import LogGroup


class FlowLogs(Component, token="pyairtable:network:FlowLogs"):
    """Flow logs to a log group: rejected traffic, and all of it at monitoring level full.

    Args:
        name: Logical name, and prefix of its children.
        context: What holds for the stack.
        vpc_id: The VPC.
        key_arn: KMS key of the log group.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        context: Context,
        *,
        vpc_id: Input[str],
        key_arn: Input[str] | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        group = LogGroup(name, context, path=f"network/{name}", key_arn=key_arn, opts=self.own())
        # https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
        role = ServiceRole(
            name,
            context,
            principal="vpc-flow-logs.amazonaws.com",
            statements=(
                allow(
                    "logs:CreateLogStream",
                    "logs:PutLogEvents",
                    "logs:DescribeLogStreams",
                    on=[group.arn, group.arn.apply(lambda arn: f"{arn}:*")],
                ),
            ),
            opts=self.own(),
        )
        ec2.FlowLog(
            name,
            region=context.region,
            vpc_id=vpc_id,
            traffic_type="ALL" if context.monitoring == "full" else "REJECT",
            log_destination_type="cloud-watch-logs",
            log_destination=group.arn,
            iam_role_arn=role.arn,
            max_aggregation_interval=600,
            tags=self.tags(Name=context.name(name)),
            opts=self.own(),
        )
        self.register_outputs({})
