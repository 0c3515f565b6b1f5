"""The rules that let services reach each other, from the call graph."""

from collections.abc import Iterable, Mapping

from pulumi import Input, ResourceOptions

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.network.path import open_path
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
            open_path(
                self,
                f"{call.caller}-to-{call.callee}",
                source=security_groups[call.caller],
                target=security_groups[call.callee],
                port=call.port,
                description=f"{call.caller} calls {call.callee}",
            )
        self.register_outputs({})
