"""What notices that costs are not as they were."""

from pulumi import Input, ResourceOptions
from pulumi_aws import costexplorer

from pyairtable_components.budgets.account_spec import AnomalySpec
from pyairtable_components.component import Component
from pyairtable_components.context import Context


class CostAnomalyDetection(Component, token="pyairtable:budgets:CostAnomalyDetection"):
    """A monitor of every AWS service's costs, and a subscription that tells of anomalies at once.

    An account has one monitor of the dimension SERVICE, so this belongs into the stack of the account. It is free.
    https://docs.aws.amazon.com/cost-management/latest/userguide/getting-started-ad.html

    Args:
        name: Logical name; also the last part of both names.
        spec: Which anomalies are worth a message.
        context: What holds for the stack.
        topic_arn: Who is told: anomalies are told at once to a topic only, which must admit
            `costalerts.amazonaws.com` (`AlertTopic` does).
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        spec: AnomalySpec,
        context: Context,
        *,
        topic_arn: Input[str],
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        monitor = costexplorer.AnomalyMonitor(
            name,
            name=context.name(name),
            monitor_type="DIMENSIONAL",
            monitor_dimension="SERVICE",
            tags=self.tags(),
            opts=self.own(),
        )
        costexplorer.AnomalySubscription(
            name,
            name=context.name(name),
            frequency="IMMEDIATE",
            monitor_arn_lists=[monitor.arn],
            subscribers=[{"type": "SNS", "address": topic_arn}],
            threshold_expression={
                "ands": [
                    {"dimension": _at_least("ANOMALY_TOTAL_IMPACT_ABSOLUTE", f"{spec.least_usd:f}")},
                    {"dimension": _at_least("ANOMALY_TOTAL_IMPACT_PERCENTAGE", str(spec.least_percent))},
                ]
            },
            tags=self.tags(),
            opts=self.own(),
        )
        self.register_outputs({"monitorArn": monitor.arn})


def _at_least(key: str, value: str) -> costexplorer.AnomalySubscriptionThresholdExpressionAndDimensionArgsDict:
    """https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_AnomalySubscription.html."""
    return {"key": key, "match_options": ["GREATER_THAN_OR_EQUAL"], "values": [value]}
