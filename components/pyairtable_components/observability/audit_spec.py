"""What a person decides about the audit trail of an account."""

from typing import Annotated

from pydantic import Field

from pyairtable_components.spec import Spec
from pyairtable_components.vocabulary import RolePattern


class AuditTrailSpec(Spec):
    """What happens in an account, who is told, and how long it is kept."""

    enabled: bool = True
    """Whether there is one. The first trail of an account gets management events for nothing, a second one pays for
    them (https://aws.amazon.com/cloudtrail/pricing/); so false where an organization's trail reaches the account."""
    archive_days: Annotated[int, Field(strict=True, ge=90, le=3650, examples=[365])] = 365
    """How long the log files stay in their bucket. CloudTrail's own history of 90 days is free."""
    known_roles: tuple[RolePattern, ...] = ()
    """Roles besides those of the environments that read and change secrets without an alarm: of people, for
    example."""
