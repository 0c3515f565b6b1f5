"""Budgets, Cost Explorer, chat channels: what an account is told of its costs."""

import uuid
from collections.abc import Mapping

from pyairtable_infra.engine.computed.subject import Computed, Rule, Subject


def _budget(subject: Subject) -> Computed:
    """https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbudgetservice.html."""
    id_ = subject.existing or f"{subject.account}:{subject.name}"
    name = id_.partition(":")[2]
    return Computed(id_, {"arn": subject.arn("budgets", f"budget/{name}", region=""), "name": name})


def _cost_explorer(kind: str) -> Rule:
    """https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscostexplorerservice.html."""

    def rule(subject: Subject) -> Computed:
        made = f"{kind}/{uuid.uuid5(uuid.NAMESPACE_URL, subject.seed)}"
        arn = subject.existing or subject.arn("ce", made, region="")
        return Computed(arn, {"arn": arn})

    return rule


def _cost_allocation_tag(subject: Subject) -> Computed:
    return Computed(subject.text("tagKey"), {"type": "UserDefined"})


def _slack_channel(subject: Subject) -> Computed:
    """https://docs.aws.amazon.com/service-authorization/latest/reference/list_awschatbot.html."""
    name = f"chat-configuration/slack-channel/{subject.text('configurationName')}"
    arn = subject.existing or subject.arn("chatbot", name, region="")
    outputs = {"chatConfigurationArn": arn, "slackChannelName": "alerts", "slackTeamName": "team"}
    return Computed(arn, outputs)


RULES: Mapping[str, Rule] = {
    "aws:budgets/budget:Budget": _budget,
    "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": _slack_channel,
    "aws:costexplorer/anomalyMonitor:AnomalyMonitor": _cost_explorer("anomalymonitor"),
    "aws:costexplorer/anomalySubscription:AnomalySubscription": _cost_explorer("anomalysubscription"),
    "aws:costexplorer/costAllocationTag:CostAllocationTag": lambda s: Computed(
        s.text("tagKey"), {"type": "UserDefined"}
    ),
}
