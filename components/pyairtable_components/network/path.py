"""A way from one security group to another."""

from typing import Any

from pulumi import Input
from pulumi_aws import vpc

from pyairtable_components.component import Component


def open_path(
    parent: Component,
    name: str,
    *,
    source: Input[str],
    target: Input[str],
    port: Input[int],
    description: str,
    at_target: str | None = None,
) -> tuple[vpc.SecurityGroupEgressRule, vpc.SecurityGroupIngressRule]:
    """Let TCP out of `source` and into `target` at `port`, and nowhere else.

    Args:
        parent: The component that the two rules belong to.
        name: Logical name of both.
        source: Security group of who connects.
        target: Security group of who is connected to.
        port: TCP port.
        description: Of the rule at the source, and of the other one unless `at_target` is given.
        at_target: Description of the rule at the target.
    """
    shared: dict[str, Any] = {
        "region": parent.context.region,
        "ip_protocol": "tcp",
        "from_port": port,
        "to_port": port,
        "tags": parent.tags(),
        "opts": parent.own(),
    }
    return (
        vpc.SecurityGroupEgressRule(
            name, security_group_id=source, referenced_security_group_id=target, description=description, **shared
        ),
        vpc.SecurityGroupIngressRule(
            name,
            security_group_id=target,
            referenced_security_group_id=source,
            description=at_target or description,
            **shared,
        ),
    )
