"""The dashboard of costs."""

from collections.abc import Sequence

from pulumi import ResourceOptions
from pulumi_aws import cloudwatch

from pyairtable_components.budgets.cost_optimizer import namespace
from pyairtable_components.budgets.dashboard import body
from pyairtable_components.component import Component
from pyairtable_components.context import Context


class CostDashboard(Component, token="pyairtable:budgets:CostDashboard"):
    """A CloudWatch dashboard: spend of each environment against its budget and by service, Spot share, and waste.

    It shows the metrics that each environment's `CostOptimizer` sends. One serves all environments of an account: a
    dashboard beyond the third costs $3 a month (https://aws.amazon.com/cloudwatch/pricing/).

    Args:
        name: Logical name; also the last part of the dashboard's name.
        context: What holds for the stack; the metrics are those of its region.
        environments: The environments that it shows.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        context: Context,
        *,
        environments: Sequence[str],
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        cloudwatch.Dashboard(
            name,
            region=context.region,
            dashboard_name=context.name(name),
            dashboard_body=body(namespace(context), context.region, environments),
            opts=self.own(),
        )
        self.register_outputs({})
