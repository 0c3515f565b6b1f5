"""Private ways to AWS services."""

from collections.abc import Sequence

from pulumi import Input, ResourceOptions
from pulumi_aws import ec2, vpc

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.network.spec import GATEWAYS


class Endpoints(Component, token="pyairtable:network:Endpoints"):
    """Gateway endpoints for S3 and DynamoDB, always; interface endpoints by list, open to the VPC on port 443.

    Args:
        name: Logical name, and prefix of its children.
        context: What holds for the stack.
        vpc_id: The VPC.
        vpc_cidr: Its block, from which the interface endpoints accept.
        route_table_ids: Where the gateway endpoints add their routes.
        interfaces: Short service names, for example `secretsmanager`.
        subnet_ids: Where the interface endpoints stand, one address each.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        context: Context,
        *,
        vpc_id: Input[str],
        vpc_cidr: str,
        route_table_ids: Sequence[Input[str]],
        interfaces: Sequence[str] = (),
        subnet_ids: Sequence[Input[str]] = (),
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        for service in GATEWAYS:
            ec2.VpcEndpoint(
                f"{name}-{service}",
                region=context.region,
                vpc_id=vpc_id,
                service_name=f"com.amazonaws.{context.region}.{service}",
                vpc_endpoint_type="Gateway",
                route_table_ids=route_table_ids,
                tags=self.tags(Name=context.name(name, service)),
                opts=self.own(),
            )
        if interfaces:
            group = self._security_group(name, vpc_id, vpc_cidr)
            for service in interfaces:
                ec2.VpcEndpoint(
                    f"{name}-{service}",
                    region=context.region,
                    vpc_id=vpc_id,
                    service_name=f"com.amazonaws.{context.region}.{service}",
                    vpc_endpoint_type="Interface",
                    private_dns_enabled=True,
                    subnet_ids=subnet_ids,
                    security_group_ids=[group.id],
                    tags=self.tags(Name=context.name(name, service)),
                    opts=self.own(),
                )
        self.register_outputs({})

    def _security_group(self, name: str, vpc_id: Input[str], vpc_cidr: str) -> ec2.SecurityGroup:
        group = ec2.SecurityGroup(
            name,
            region=self.context.region,
            name=self.context.name(name),
            description="Interface endpoints: HTTPS from the VPC",
            vpc_id=vpc_id,
            tags=self.tags(Name=self.context.name(name)),
            opts=self.own(),
        )
        vpc.SecurityGroupIngressRule(
            name,
            region=self.context.region,
            security_group_id=group.id,
            ip_protocol="tcp",
            from_port=443,
            to_port=443,
            cidr_ipv4=vpc_cidr,
            description="HTTPS from the VPC",
            tags=self.tags(),
            opts=self.own(),
        )
        return group
