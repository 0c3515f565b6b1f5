"""What a plan costs, by the tag that a bill is told apart by."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from pyairtable_infra.cost.estimate import estimate
from pyairtable_infra.cost.money import apportioned
from pyairtable_infra.plan.model import Plan, Resource

SHARED = "shared"
"""What belongs to no single service, or has no tags."""


def by_service(plan: Plan) -> dict[tuple[str, str], Decimal]:
    """US dollars a month by the tags Environment and Service.

    Raises:
        CostError: There can be no estimate.
    """
    found: dict[tuple[str, str], Decimal] = {}
    for cost in estimate(plan).resources:
        tags = _tags(plan.by_urn[cost.urn])
        key = (tags.get("Environment", plan.stack), tags.get("Service", SHARED))
        found[key] = found.get(key, Decimal(0)) + cost.monthly
    return found


def in_cents(amounts: Mapping[tuple[str, str], Decimal]) -> dict[tuple[str, str], Decimal]:
    """The amounts in cents, so that they sum to the rounded whole."""
    return dict(zip(amounts, apportioned(list(amounts.values())), strict=True))


def _tags(resource: Resource) -> Mapping[str, str]:
    """The tags of a resource; an Auto Scaling group has them as a list."""
    tags = resource.inputs.get("tags") or {}
    if isinstance(tags, Mapping):
        return tags
    listed: Iterable[Mapping[str, str]] = (tag for tag in tags if isinstance(tag, Mapping))
    return {tag.get("key", ""): tag.get("value", "") for tag in listed}
