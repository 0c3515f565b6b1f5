"""What is true of every component of a stack."""

from typing import TYPE_CHECKING, Any

from pyairtable_components.spec import Spec
from pyairtable_components.vocabulary import (
    AccountId,
    DataClassification,
    EnvironmentName,
    MonitoringLevel,
    ProtectionLevel,
    Region,
    ServiceName,
    Stage,
    TagValue,
    Zone,
)

if TYPE_CHECKING:
    from pulumi import Output

    PolicyArn = str | Output[str]
else:  # a context needs no engine
    PolicyArn = Any

SHARED = "shared"
"""The Service tag of what belongs to no single service."""


class Context(Spec):
    """What holds for all of a stack: one frozen value, the second argument of every component.

    A recovery region is the same context with another region and other zones.

    Example:
        Context(project="shop", environment="dev", stage="dev", account_id="123456789012",
                region="us-east-1", zones=("us-east-1a", "us-east-1b"),
                owner="shop-team", cost_center="shop")
    """

    project: ServiceName
    """Prefix of every physical name, and the Project tag."""
    environment: EnvironmentName
    """Second part of every physical name, and the Environment tag."""
    stage: Stage
    """The kind of environment; rules that bind by environment ask for this."""
    account_id: AccountId
    region: Region
    zones: tuple[Zone, ...]
    """The availability zones in use, in a stable order."""
    owner: TagValue
    cost_center: TagValue
    data_classification: DataClassification = "non-sensitive"
    protection: ProtectionLevel = "standard"
    monitoring: MonitoringLevel = "enhanced"
    permissions_boundary: PolicyArn | None = None
    """The ARN of the managed policy that every role carries; an output in the stack that makes the policy, so that its
    roles wait for it."""
    partition: str = "aws"

    def name(self, *parts: str) -> str:
        """A physical name: project, environment and parts, joined by hyphens."""
        return "-".join((self.project, self.environment, *parts))

    def arn(self, service: str, resource: str) -> str:
        """The ARN of a regional resource of this account."""
        return f"arn:{self.partition}:{service}:{self.region}:{self.account_id}:{resource}"

    def tags(self, component: str, service: str = SHARED, **more: str) -> dict[str, str]:
        """The tags of one resource."""
        return {
            "Project": self.project,
            "Environment": self.environment,
            "Service": service,
            "Component": component,
            "Owner": self.owner,
            "CostCenter": self.cost_center,
            "DataClassification": self.data_classification,
            "ManagedBy": "pulumi",
            **more,
        }

    @property
    def protects(self) -> bool:
        """Whether AWS's own deletion protection is on."""
        return self.protection != "none"

    @property
    def strict(self) -> bool:
        """Whether what holds data or history is protected in Pulumi too, and retained on delete."""
        return self.protection == "strict"

    @property
    def log_retention_days(self) -> int:
        """How long logs are kept: 7, 30 or 90 days at monitoring level basic, enhanced or full."""
        return {"basic": 7, "enhanced": 30, "full": 90}[self.monitoring]
