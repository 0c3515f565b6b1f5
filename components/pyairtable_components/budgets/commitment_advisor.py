"""What says which commitments would save money."""

from pulumi import Input, ResourceOptions

from pyairtable_components.budgets.grants import COMMITMENTS, publishing
from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.functions.function import Function
from pyairtable_components.functions.schedule import Timing

HANDLER = "pyairtable_components.functions.commitment_advisor.handler"


class CommitmentAdvisor(Component, token="pyairtable:budgets:CommitmentAdvisor"):
    """A function that asks Cost Explorer every week which Savings Plan or reserved nodes would save money.

    It tells of those that thirty days would have used by 80 % or more: amount, term, saving, break-even, and what
    happens if usage falls. It may not buy anything. Commitments are an account's, so this belongs into its stack.

    Creates: the function with all that belongs to it. It costs the function's two alarms, and three questions of
    $0.01 a week.

    Args:
        name: Logical name; also the name of the function.
        schedule: When it asks.
        context: What holds for the stack.
        topic_arn: Who is told.
        key_arn: KMS key of the topic and of the log group.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        schedule: str,
        context: Context,
        *,
        topic_arn: Input[str],
        key_arn: Input[str],
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        function = Function(
            name,
            context,
            handler=HANDLER,
            description="Says which commitments would save money, and buys nothing.",
            statements=(COMMITMENTS, *publishing(topic_arn, key_arn, None)),
            environment={"TOPIC": topic_arn},
            timing=Timing(schedule=schedule, jitter_minutes=30),
            timeout=120,
            log_key_arn=key_arn,
            alarm_topic_arn=topic_arn,
            opts=self.own(),
        )
        self.register_outputs({"functionName": function.function_name})
