"""What is wanted and no resource says: budget, usage, objectives."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from pyairtable_components.spec import Spec
from pyairtable_components.vocabulary.checks import matching

Gigabytes = Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False, examples=[10])]
MonthlyUsd = Annotated[Decimal, Field(gt=0, max_digits=9, decimal_places=2, examples=[98])]
_EMAIL = r"[^@\s]+@[^@\s]+\.[^@\s]+"
Email = Annotated[
    str,
    matching(_EMAIL, "an e-mail address", "platform@example.com"),
    Field(examples=["platform@example.com"], json_schema_extra={"pattern": f"^{_EMAIL}$"}),
]


class BudgetSpec(Spec):
    """What an environment may cost."""

    monthly_usd: MonthlyUsd
    """US dollars a month."""
    notify: Annotated[tuple[Email, ...], Field(max_length=10)] = ()
    """Who hears of it; AWS Budgets takes at most ten addresses.

    https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CreateNotification.html
    """


class UsageSpec(Spec):
    """What users do with an environment in a month."""

    requests: Annotated[int, Field(ge=0, strict=True, examples=[100000])] = 0
    internet_gb: Gigabytes = 0
    """Sent to the internet."""
    log_gb: Gigabytes = 0
    """Written to logs."""


class ObjectivesSpec(Spec):
    """What must hold when something is lost."""

    recovery_time_minutes: Annotated[int, Field(ge=1, strict=True, examples=[30])]
    """How long until users are served again (RTO)."""
    backup_retention_days: Annotated[int, Field(ge=1, le=35, strict=True, examples=[7])]
    """How far back data can be restored; RDS keeps point-in-time backups for 35 days at most.

    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html
    """
