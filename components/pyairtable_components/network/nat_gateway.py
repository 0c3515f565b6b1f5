"""Managed NAT."""

from collections.abc import Sequence

from pulumi import Input, Output, ResourceOptions
from pulumi_aws import ec2

from pyairtable_components.component import Component
from pyairtable_components.context import Context


class NatGateways(Component, token="pyairtable:network:NatGateways"):
    """A NAT gateway with an elastic IP in each of the given public subnets.

    Args:
        name: Logical name, and prefix of its children.
        context: What holds for the stack.
        public_subnet_ids: One gateway stands in each.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        context: Context,
        *,
        public_subnet_ids: Sequence[Input[str]],
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        self.ids: list[Output[str]] = []
        for number, subnet_id in enumerate(public_subnet_ids, start=1):
            tags = self.tags(Name=context.name(name, str(number)))
            address = ec2.Eip(f"{name}-{number}", region=context.region, domain="vpc", tags=tags, opts=self.own())
            gateway = ec2.NatGateway(
                f"{name}-{number}",
                region=context.region,
                subnet_id=subnet_id,
                allocation_id=address.id,
                tags=tags,
                opts=self.own(),
            )
            self.ids.append(gateway.id)
        self.register_outputs({"ids": self.ids})
