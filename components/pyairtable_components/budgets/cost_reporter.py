"""What reports the costs of all environments."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal

from pulumi import Input, ResourceOptions

from pyairtable_components.budgets.grants import COST_EXPLORER, publishing
from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.data.refs import BucketRefs
from pyairtable_components.functions.function import Function
from pyairtable_components.functions.schedule import FunctionSchedule, Timing
from pyairtable_components.identity.policy import allow

HANDLER = "pyairtable_components.functions.cost_report.handler"


class CostReporter(Component, token="pyairtable:budgets:CostReporter"):
    """A function that reports the costs of a week and of a month, by environment and service.

    Each report stands against the estimates, the environments' budgets and the period before: as text to the topic, as
    HTML to a bucket where there is one. `pyairtable-infra cost report` writes the same, with the estimate of a plan.

    Creates: the function with all that belongs to it, and two schedules. It costs the function's two alarms, and at
    most six calls of $0.01 a report.

    Args:
        name: Logical name; also the name of the function.
        context: What holds for the stack.
        weekly: When the week is reported.
        monthly: When the month is reported.
        environments: The environments that have budgets (`EnvironmentBudget` called `budget`).
        estimates: US dollars a month by environment and service.
        topic_arn: Who is told.
        key_arn: KMS key of the topic and of the log group.
        bucket: Where reports are kept.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        context: Context,
        *,
        weekly: str,
        monthly: str,
        environments: Sequence[str],
        estimates: Mapping[str, Mapping[str, Decimal]],
        topic_arn: Input[str],
        key_arn: Input[str],
        bucket: BucketRefs | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        budgets = {one: f"{context.project}-{one}-budget-monthly" for one in environments}
        arns = [f"arn:{context.partition}:budgets::{context.account_id}:budget/{budget}" for budget in budgets.values()]
        function = Function(
            name,
            context,
            handler=HANDLER,
            description="Reports what a week and a month cost.",
            statements=(
                COST_EXPLORER,
                allow("budgets:ViewBudget", on=arns),
                *publishing(topic_arn, key_arn, bucket),
            ),
            environment={
                "ACCOUNT": context.account_id,
                "BUCKET": bucket.name if bucket else "",
                "BUDGETS": json.dumps(budgets),
                "TOPIC": topic_arn,
            },
            timeout=120,
            log_key_arn=key_arn,
            alarm_topic_arn=topic_arn,
            opts=self.own(),
        )
        # What EventBridge Scheduler hands on may have 256 KB; a function's variables all together 4 KB.
        # https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
        planned = {name: {key: f"{usd:.2f}" for key, usd in of.items()} for name, of in estimates.items()}
        for period, schedule in (("week", weekly), ("month", monthly)):
            FunctionSchedule(
                f"{name}-{period}",
                Timing(schedule=schedule, jitter_minutes=15),
                context,
                function_arn=function.arn,
                dead_letter_arn=function.dead_letters.arn,
                event={"period": period, "estimates": planned},
                opts=self.own(),
            )
        self.register_outputs({"functionName": function.function_name})
