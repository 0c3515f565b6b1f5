"""The security group of a data store."""

from pulumi import Input, Output
from pulumi_aws import ec2

from pyairtable_components.component import Component


def store_security_group(parent: Component, name: str, vpc_id: Input[str], what: str) -> Output[str]:
    """A group without any rule: `ServiceConnections` lets the declared clients in, and nothing goes out."""
    context = parent.context
    group = ec2.SecurityGroup(
        name,
        region=context.region,
        name=context.name(name),
        description=f"{what}: declared clients only",
        vpc_id=vpc_id,
        tags=parent.tags(Name=context.name(name)),
        opts=parent.own(),
    )
    return group.id
