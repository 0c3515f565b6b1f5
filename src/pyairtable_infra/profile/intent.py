"""What is wanted and no resource says: usage, commitments, objectives. The budget is a component's own spec."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from pyairtable_components.spec import Spec
from pyairtable_components.vocabulary.checks import matching

Gigabytes = Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False, examples=[10])]
HourlyUsd = Annotated[Decimal, Field(gt=0, max_digits=9, decimal_places=5, examples=[0.05])]

ResourceName = Annotated[
    str, matching(r"[\w.-]{1,100}", "the logical name of a resource", "logs-key"), Field(examples=["logs-key"])
]
FigureName = Annotated[
    str, matching(r"[a-z][a-z_]{0,40}", "the name of a figure", "storage_gb"), Field(examples=["storage_gb"])
]
NodeType = Annotated[
    str,
    matching(r"(db|cache)\.[a-z0-9]+\.[a-z0-9]+", "a type of database or cache nodes", "db.t4g.small"),
    Field(examples=["db.t4g.small"]),
]


class UsageSpec(Spec):
    """What users do with an environment in a month."""

    requests: Annotated[int, Field(ge=0, strict=True, examples=[100000])] = 0
    internet_gb: Gigabytes = 0
    """Sent to the internet."""
    log_gb: Gigabytes = 0
    """Written to logs."""
    nat_gb: Gigabytes | None = None
    """Through NAT gateways. Not said, an estimate takes as much as goes to the internet."""
    between_zones_gb: Gigabytes | None = None
    """From one zone to another. Not said, an estimate takes as much as goes to the internet."""
    between_regions_gb: Gigabytes = 0
    """Copied to the recovery region."""
    resources: dict[ResourceName, dict[FigureName, Gigabytes]] = Field(default_factory=dict)
    """What single resources see, by their logical name: requests, storage_gb, minutes_of_a_run and the like."""


class CommitmentsSpec(Spec):
    """What is paid for a year ahead, without upfront. Nothing here buys it; estimates count with it."""

    savings_plan_usd_per_hour: HourlyUsd | None = None
    """A Compute Savings Plan, for what Fargate runs on demand in every hour."""
    reserved_nodes: dict[NodeType, Annotated[int, Field(ge=1, strict=True, examples=[1])]] = Field(default_factory=dict)
    """Reserved database and cache nodes: how many of which type."""


class ObjectivesSpec(Spec):
    """What must hold when something is lost."""

    recovery_time_minutes: Annotated[int, Field(ge=1, strict=True, examples=[30])]
    """How long until users are served again (RTO)."""
    backup_retention_days: Annotated[int, Field(ge=1, le=35, strict=True, examples=[7])]
    """How far back data can be restored; RDS keeps point-in-time backups for 35 days at most.

    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html
    """
