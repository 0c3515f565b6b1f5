"""Which managed policy a profile means by its permissions boundary. No Pulumi: bootstrap asks too."""

from pyairtable_components.identity.boundary_spec import AccountBoundary, GivenBoundary, ManagedBoundary
from pyairtable_infra.profile.sections import PROJECT
from pyairtable_infra.profile.sources import ACCOUNT

NAME = "boundary"
"""The logical name of the policy that the stack `account` makes."""


def boundary_arn(spec: AccountBoundary | GivenBoundary | ManagedBoundary | None, account: str) -> str | None:
    """The ARN of the policy in this account; nothing where there is no boundary."""
    if spec is None:
        return None
    policy = spec.policy if isinstance(spec, GivenBoundary) else f"{PROJECT}-{ACCOUNT}-{NAME}"
    return policy if policy.startswith("arn:") else f"arn:aws:iam::{account}:policy/{policy}"
