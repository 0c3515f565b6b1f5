"""People are reminded of secrets that nothing rotates."""

from pulumi import Input, ResourceOptions

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.functions.function import Function
from pyairtable_components.functions.schedule import Timing
from pyairtable_components.identity.policy import allow
from pyairtable_components.secrets.spec import RotationRules

_HANDLER = "pyairtable_components.functions.rotation.reminder_handler"
MONDAYS = "cron(0 8 ? * MON *)"


class SecretReminder(Component, token="pyairtable:secrets:Reminder"):
    """A function that says, on Mondays, which secrets of the environment a person has not renewed for too long.

    It lists names, tags and dates, and may read no value.

    Args:
        name: Logical name; also the last part of the function's name.
        rules: After how many days a value is old.
        context: What holds for the stack.
        topic_arn: Who is reminded.
        key_arn: KMS key of the topic, which is that of the function's logs too.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        rules: RotationRules,
        context: Context,
        *,
        topic_arn: Input[str],
        key_arn: Input[str],
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        Function(
            f"secret-{name}",
            context,
            handler=_HANDLER,
            description="Reminds people of secrets that nothing rotates",
            statements=(
                allow("secretsmanager:ListSecrets", on=["*"]),
                allow("sns:Publish", on=[topic_arn]),
                allow("kms:Decrypt", "kms:GenerateDataKey", on=[key_arn]),
            ),
            environment={
                "PREFIX": f"{context.project}/{context.environment}/",
                "AFTER_DAYS": str(rules.remind_after_days),
                "TOPIC_ARN": topic_arn,
            },
            timing=Timing(schedule=MONDAYS, jitter_minutes=15),
            log_key_arn=key_arn,
            alarm_topic_arn=topic_arn,
            opts=self.own(),
        )
        self.register_outputs({})
