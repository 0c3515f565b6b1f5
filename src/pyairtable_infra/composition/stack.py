"""What every stack has, an environment's or the account's: its provider, and what is wanted of it."""

from typing import Any

import pulumi_aws as aws

from pyairtable_infra.profile.sections import StackSections


def provider_of(profile: StackSections) -> aws.Provider:
    """The provider of a stack: its region, and its account where the profile says one."""
    return aws.Provider(
        "aws", region=profile.region, allowed_account_ids=[profile.account] if profile.account else None
    )


def wanted(profile: StackSections) -> dict[str, Any]:
    """The part of the intent that every stack has."""
    return {
        "version": 1,
        "budget": profile.budget.model_dump(mode="json"),
        "usage": profile.usage.model_dump(mode="json", exclude_none=True),
    }
