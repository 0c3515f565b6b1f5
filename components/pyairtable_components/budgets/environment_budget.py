"""The budget of an environment."""

from collections.abc import Sequence
from decimal import Decimal

from pulumi import Input, ResourceOptions
from pulumi_aws import budgets

from pyairtable_components.budgets.automatic_stop import AutomaticStop
from pyairtable_components.budgets.slack_channel import SlackChannel
from pyairtable_components.budgets.spec import BudgetSpec, Email
from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.ecs.refs import ClusterRefs
from pyairtable_components.hours.refs import ScheduleRefs

MONTHLY = (("ACTUAL", 80), ("ACTUAL", 100), ("FORECASTED", 100))
DAILY = (("ACTUAL", 80), ("ACTUAL", 100))
"""AWS forecasts no day: https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-best-practices.html."""


class EnvironmentBudget(Component, token="pyairtable:budgets:EnvironmentBudget"):
    """What an environment may cost in a month and in a day, by its cost allocation tag `Environment`.

    Creates: two budgets, which are free as long as they have no actions
    (https://aws.amazon.com/aws-cost-management/aws-budgets/pricing/); a Slack channel and an automatic stop where the
    spec says so. Warnings go to the addresses of the spec, which need no confirmation, and to the topic.

    The tag must be active in the account (`CostAllocationTags`); until then the budgets see no cost.

    Args:
        name: Logical name, and the beginning of the budgets' names.
        spec: How much, and who hears of it.
        context: What holds for the stack.
        topic_arn: The topic of alerts; it must admit `budgets.amazonaws.com` (`AlertTopic` does).
        cluster: The ECS cluster that an automatic stop puts to sleep; where there is none, nothing stops.
        key_arn: KMS key of the topic of an automatic stop and of its log group.
        schedules: The schedules that an automatic stop switches off.
        opts: Resource options.

    Raises:
        ValueError: An automatic stop of a prod environment.
    """

    def __init__(
        self,
        name: str,
        spec: BudgetSpec,
        context: Context,
        *,
        topic_arn: Input[str],
        cluster: ClusterRefs | None = None,
        key_arn: Input[str],
        schedules: ScheduleRefs | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        warnings = [_warning(kind, percent, spec.notify, topic_arn) for kind, percent in MONTHLY]
        if spec.stop_at_percent and cluster:
            stop = AutomaticStop(
                "sleep",
                context,
                cluster=cluster,
                key_arn=key_arn,
                schedules=schedules,
                alarm_topic_arn=topic_arn,
                opts=self.own(),
            )
            warnings.append(
                {
                    # In dollars: a second warning at the same percentage would be the same warning to AWS.
                    "comparison_operator": "GREATER_THAN",
                    "notification_type": "ACTUAL",
                    "threshold": float(spec.monthly_usd * spec.stop_at_percent / 100),
                    "threshold_type": "ABSOLUTE_VALUE",
                    "subscriber_sns_topic_arns": [stop.topic_arn],
                }
            )
        self._budget(f"{name}-monthly", "MONTHLY", spec.monthly_usd, warnings)
        daily = [_warning(kind, percent, spec.notify, topic_arn) for kind, percent in DAILY]
        self._budget(f"{name}-daily", "DAILY", spec.daily_usd, daily)
        if spec.slack:
            SlackChannel(f"{name}-slack", spec.slack, context, topic_arns=[topic_arn], opts=self.own())
        self.register_outputs({})

    def _budget(
        self, name: str, unit: str, amount: Decimal, warnings: Sequence[budgets.BudgetNotificationArgsDict]
    ) -> None:
        budgets.Budget(
            name,
            name=self.context.name(name),
            account_id=self.context.account_id,
            budget_type="COST",
            time_unit=unit,
            limit_amount=f"{amount:.2f}",
            limit_unit="USD",
            # https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-create-filters.html
            cost_filters=[{"name": "TagKeyValue", "values": [f"user:Environment${self.context.environment}"]}],
            notifications=warnings,
            tags=self.tags(),
            opts=self.own(),
        )


def _warning(
    kind: str, percent: int, emails: Sequence[Email], topic_arn: Input[str]
) -> budgets.BudgetNotificationArgsDict:
    warning: budgets.BudgetNotificationArgsDict = {
        "comparison_operator": "GREATER_THAN",
        "notification_type": kind,
        "threshold": percent,
        "threshold_type": "PERCENTAGE",
        "subscriber_sns_topic_arns": [topic_arn],
    }
    if emails:
        warning["subscriber_email_addresses"] = list(emails)
    return warning
