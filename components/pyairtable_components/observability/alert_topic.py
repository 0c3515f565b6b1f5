"""Where alarms and warnings go."""

from collections.abc import Sequence

from pulumi import Input, Output, ResourceOptions
from pulumi_aws import sns

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.identity.policy import Statement, document

SENDERS = ("budgets.amazonaws.com", "cloudwatch.amazonaws.com", "costalerts.amazonaws.com", "events.amazonaws.com")
"""Services that publish to a topic by themselves, and need its policy and its key."""


class AlertTopic(Component, token="pyairtable:observability:AlertTopic"):
    """An SNS topic for alarms, budgets, cost anomalies and events of this account, with its subscribers.

    Only AWS services that act for this account may publish, and roles of the account that their own policy allows
    (https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html). Each address confirms by e-mail.

    Args:
        name: Logical name; also the last part of the topic's name.
        context: What holds for the stack.
        key_arn: KMS key; it must admit `SENDERS` (`EncryptionKey(senders=SENDERS)` does), because AWS's own key for
            SNS does not admit alarms (https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html).
        emails: Who is told.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        context: Context,
        *,
        key_arn: Input[str],
        emails: Sequence[str] = (),
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        topic = sns.Topic(
            name,
            region=context.region,
            name=context.name(name),
            kms_master_key_id=key_arn,
            tags=self.tags(),
            opts=self.own(),
        )
        ours = {"StringEquals": {"aws:SourceAccount": context.account_id}}
        policy = sns.TopicPolicy(
            name,
            region=context.region,
            arn=topic.arn,
            policy=document(
                Statement(["sns:Publish"], [topic.arn], {"Service": SENDERS}, conditions=ours, sid="Senders")
            ),
            opts=self.own(),
        )
        for email in emails:
            sns.TopicSubscription(
                f"{name}-{email}",
                region=context.region,
                topic=topic.arn,
                protocol="email",
                endpoint=email,
                opts=self.own(),
            )
        # Whoever uses the ARN waits until the policy admits it.
        self.arn: Output[str] = Output.all(topic.arn, policy.id).apply(lambda both: str(both[0]))
        self.register_outputs({"arn": self.arn})
