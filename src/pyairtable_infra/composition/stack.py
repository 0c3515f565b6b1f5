"""What every stack has, an environment's or the account's: its provider, its context, what is wanted of it."""

from typing import Any

import pulumi_aws as aws

from pyairtable_components.context import Context
from pyairtable_components.identity.boundary_spec import AccountBoundary, GivenBoundary
from pyairtable_components.vocabulary import Stage
from pyairtable_infra.profile.boundary import boundary_arn
from pyairtable_infra.profile.sections import PROJECT, StackSections


def provider_of(profile: StackSections) -> aws.Provider:
    """The provider of a stack: its region, and its account where the profile says one."""
    return aws.Provider(
        "aws", region=profile.region, allowed_account_ids=[profile.account] if profile.account else None
    )


def context_of(
    profile: StackSections,
    environment: str,
    stage: Stage,
    *,
    account_id: str,
    boundary: AccountBoundary | GivenBoundary | None = None,
    zones: tuple[str, ...] = (),
) -> Context:
    """The context of a stack in its own region."""
    return Context(
        project=PROJECT,
        environment=environment,
        stage=stage,
        account_id=account_id,
        region=profile.region,
        zones=zones,
        owner=profile.owner,
        cost_center=profile.cost_center,
        data_classification=profile.data_classification,
        protection=profile.protection,
        monitoring=profile.monitoring,
        permissions_boundary=boundary_arn(boundary, account_id),
    )


def wanted(profile: StackSections) -> dict[str, Any]:
    """The part of the intent that every stack has."""
    return {
        "version": 1,
        "budget": profile.budget.model_dump(mode="json"),
        "usage": profile.usage.model_dump(mode="json", exclude_none=True),
    }
