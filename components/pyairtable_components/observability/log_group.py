"""A CloudWatch log group."""

from pulumi import Input, Output, ResourceOptions
from pulumi_aws import cloudwatch

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.vocabulary import physical_name


class LogGroup(Component, token="pyairtable:observability:LogGroup"):
    """A log group named `/project/environment/path`, encrypted, kept as long as the monitoring level says.

    Args:
        name: Logical name.
        context: What holds for the stack; retention is 7, 30 or 90 days at level basic, enhanced or full.
        path: Last part of the group's name, for example `services/api-gateway`; or the whole where an AWS service
            names the group, from the first slash on: `/aws/rds/instance/shop-dev-database/postgresql`.
        key_arn: The KMS key; it must admit CloudWatch Logs (`EncryptionKey(log_groups=True)` does). Without one
            AWS's own key is used.
        service: The service that writes it, for the tags.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        context: Context,
        *,
        path: str,
        key_arn: Input[str] | None = None,
        service: str = "shared",
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts, service=service)
        own = f"/{context.project}/{context.environment}"
        group = cloudwatch.LogGroup(
            name,
            region=context.region,
            name=physical_name("log group", path if path.startswith("/") else f"{own}/{path}"),
            retention_in_days=context.log_retention_days,
            kms_key_id=key_arn,
            tags=self.tags(),
            opts=self.lasting(),
        )
        self.arn: Output[str] = group.arn
        self.group_name: Output[str] = group.name
        self.register_outputs({"arn": self.arn, "name": self.group_name})
