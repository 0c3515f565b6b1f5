"""What a person decides about the costs of an account."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from pyairtable_components.budgets.spec import MonthlyUsd
from pyairtable_components.spec import Spec
from pyairtable_components.vocabulary import EnvironmentName, ScheduleExpression, ServiceName

EstimatedUsd = Annotated[Decimal, Field(ge=0, max_digits=9, decimal_places=2, examples=[12.5])]
TagKey = Annotated[str, Field(min_length=1, max_length=128, examples=["Environment"])]


class AnomalySpec(Spec):
    """Which anomalies are worth a message."""

    least_usd: MonthlyUsd = Decimal(10)
    """US dollars above what was expected, in all."""
    least_percent: Annotated[int, Field(ge=1, le=1000, strict=True, examples=[20])] = 20
    """Per cent above what was expected. Both must be reached."""


class AllocationTagsSpec(Spec):
    """Which tags Cost Explorer and budgets can tell costs apart by."""

    activated: bool = False
    """Whether they are activated. AWS knows a tag only up to 24 hours after billing has seen it on a resource, and
    refuses to activate it before; so this is false in the first deployment, and true in one a day later.

    https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html
    """
    keys: Annotated[tuple[TagKey, ...], Field(min_length=1, max_length=20)] = (
        "CostCenter",
        "Environment",
        "Project",
        "Service",
    )


class AccountCostSpec(Spec):
    """What watches the costs of all environments of an account."""

    environments: Annotated[tuple[EnvironmentName, ...], Field(min_length=1)] = ("dev", "staging", "prod")
    """The environments whose budgets are reported."""
    estimates: Annotated[
        dict[EnvironmentName, dict[ServiceName, EstimatedUsd]],
        Field(max_length=50, examples=[{"dev": {"api-gateway": 2.33, "shared": 60.1}}]),
    ] = Field(default_factory=dict)
    """US dollars a month that each environment was planned to cost, by the tag Service: what reports compare with.
    `pyairtable-infra cost estimates --write` puts them here."""
    anomalies: AnomalySpec = AnomalySpec()
    tags: AllocationTagsSpec = AllocationTagsSpec()
    weekly: ScheduleExpression = "cron(0 8 ? * MON *)"
    """When the week is reported, and commitments are advised."""
    monthly: ScheduleExpression = "cron(0 8 3 * ? *)"
    """When the month is reported: on the third its bill is nearly complete."""
