"""A Slack channel that hears of alerts."""

from collections.abc import Sequence

from pulumi import Input, ResourceOptions
from pulumi_aws import chatbot

from pyairtable_components.budgets.spec import SlackSpec
from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.identity.service_role import ServiceRole

CHATBOT_REGION = "us-east-2"
"""Where the API answers for every region: https://docs.aws.amazon.com/general/latest/gr/chatbot.html."""


class SlackChannel(Component, token="pyairtable:budgets:SlackChannel"):
    """A channel of Slack to which Amazon Q Developer in chat applications (formerly AWS Chatbot) carries a topic.

    Creates the channel's configuration and its role, which may do nothing: the channel reads, and commands nothing
    (https://docs.aws.amazon.com/chatbot/latest/adminguide/understanding-permissions.html).

    Args:
        name: Logical name, and the last part of the configuration's name.
        spec: Workspace and channel.
        context: What holds for the stack.
        topic_arns: The topics that it hears.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        spec: SlackSpec,
        context: Context,
        *,
        topic_arns: Sequence[Input[str]],
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        role = ServiceRole(f"{name}-channel", context, principal="chatbot.amazonaws.com", opts=self.own())
        chatbot.SlackChannelConfiguration(
            name,
            region=CHATBOT_REGION,
            configuration_name=context.name(name),
            iam_role_arn=role.arn,
            slack_team_id=spec.workspace_id,
            slack_channel_id=spec.channel_id,
            sns_topic_arns=topic_arns,
            # https://docs.aws.amazon.com/chatbot/latest/adminguide/understanding-permissions.html#channel-guardrails
            guardrail_policy_arns=[f"arn:{context.partition}:iam::aws:policy/AWSDenyAll"],
            logging_level="ERROR",
            user_authorization_required=True,
            tags=self.tags(),
            opts=self.own(),
        )
        self.register_outputs({})
