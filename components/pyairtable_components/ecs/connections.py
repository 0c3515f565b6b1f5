"""The rules that let services reach each other, from the call graph."""

from collections.abc import Iterable, Mapping

from pulumi import Input, ResourceOptions
from pulumi_aws import vpc

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.workload.call_graph import Call


class ServiceConnections(Component, token="pyairtable:ecs:Connections"):
    """For each call, two rules: the caller's security group lets it out, the callee's lets it in. Nothing else.

    Args:
        name: Logical name.
        context: What holds for the stack.
        calls: Who calls whom, on which port.
        security_groups: The security group of each service.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        context: Context,
        *,
        calls: Iterable[Call],
        security_groups: Mapping[str, Input[str]],
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        for call in calls:
            caller, callee = security_groups[call.caller], security_groups[call.callee]
            for rule, owner, other in (
                (vpc.SecurityGroupEgressRule, caller, callee),
                (vpc.SecurityGroupIngressRule, callee, caller),
            ):
                rule(
                    f"{call.caller}-to-{call.callee}",
                    region=context.region,
                    security_group_id=owner,
                    referenced_security_group_id=other,
                    ip_protocol="tcp",
                    from_port=call.port,
                    to_port=call.port,
                    description=f"{call.caller} calls {call.callee}",
                    tags=self.tags(),
                    opts=self.own(),
                )
        self.register_outputs({})
