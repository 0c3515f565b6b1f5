"""What a person decides about the cost of an environment."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from pyairtable_components.spec import Spec
from pyairtable_components.vocabulary.checks import matching

MonthlyUsd = Annotated[Decimal, Field(gt=0, max_digits=9, decimal_places=2, examples=[98])]
_EMAIL = r"[^@\s]+@[^@\s]+\.[^@\s]+"
Email = Annotated[
    str,
    matching(_EMAIL, "an e-mail address", "platform@example.com"),
    Field(examples=["platform@example.com"], json_schema_extra={"pattern": f"^{_EMAIL}$"}),
]

# https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateSlackChannelConfiguration.html
SlackWorkspace = Annotated[
    str, matching(r"[0-9A-Z]{1,255}", "the id of a Slack workspace", "T0123ABCD"), Field(examples=["T0123ABCD"])
]
SlackChannelId = Annotated[
    str, matching(r"[A-Za-z0-9]{1,255}", "the id of a Slack channel", "C0123ABCD"), Field(examples=["C0123ABCD"])
]


class SlackSpec(Spec):
    """A Slack channel that hears of alerts, through Amazon Q Developer in chat applications.

    The workspace is authorised once for an account, by hand in the console:
    https://docs.aws.amazon.com/chatbot/latest/adminguide/slack-setup.html
    """

    workspace_id: SlackWorkspace
    channel_id: SlackChannelId


class BudgetSpec(Spec):
    """What an environment may cost, who hears of it, and whether it stops when it costs more."""

    monthly_usd: MonthlyUsd
    """US dollars a month. Warnings: 80 and 100 % spent, 100 % forecast."""
    daily_usd: MonthlyUsd = Decimal(100)
    """US dollars a day, against a mistake that costs a month's money in hours. Warnings: 80 and 100 % spent."""
    notify: Annotated[tuple[Email, ...], Field(max_length=10)] = ()
    """Who hears of it; AWS Budgets takes at most ten addresses.

    https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CreateNotification.html
    """
    slack: SlackSpec | None = None
    """A Slack channel that hears of it too."""
    stop_at_percent: Annotated[int, Field(ge=100, le=300, strict=True, examples=[120])] | None = None
    """At how many percent of the month the environment is put to sleep: no task runs, its databases stop. Never,
    unless given; prod never sleeps."""
