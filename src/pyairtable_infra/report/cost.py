"""What a plan costs, as a section of the assessment. Amounts are exact; whoever shows them rounds once."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from pyairtable_infra.cost.changes import MoneyChange
from pyairtable_infra.cost.model import Estimate, ResourceCost, total
from pyairtable_infra.plan.model import STACK, Plan, Resource
from pyairtable_infra.plan.services import Service
from pyairtable_infra.report.section import Gate, Section

HEAVIEST = 3
"""How many components a failed gate names."""


class CostComponent(Section):
    """One thing that a resource is charged for."""

    name: str
    unit: str
    quantity: Decimal
    price: Decimal
    monthly: Decimal
    usage: bool
    """Whether it depends on what users do."""
    source: str


class ResourceLine(Section):
    """One resource that costs something."""

    urn: str
    type: str
    monthly: Decimal
    usage_monthly: Decimal
    components: tuple[CostComponent, ...]


class UnpricedLine(Section):
    """A resource that costs something that is not in the sum."""

    urn: str
    type: str
    reason: str


class Part(Section):
    """A part of the plan, and what it costs in a month."""

    name: str
    type: str
    low: Decimal
    monthly: Decimal
    high: Decimal
    usage_monthly: Decimal


class CommitmentLine(Section):
    """What is paid for a year ahead."""

    name: str
    monthly: Decimal
    covers: Decimal
    """What the same use costs on demand."""
    saving: Decimal
    break_even_percent: Decimal
    """How much of the committed use must go on for it to pay."""


class MoneyChangeLine(Section):
    """A resource that costs something else than before."""

    urn: str
    before: Decimal
    after: Decimal
    difference: Decimal


class MoneyChanges(Section):
    """What changes of the money, in all and for each resource, the largest difference first."""

    before: Decimal
    after: Decimal
    difference: Decimal
    resources: tuple[MoneyChangeLine, ...]


class Suggestion(Section):
    """A key of the profile that would make it cheaper, and what that alone saves in a month."""

    key: str
    saving: Decimal


class Cost(Section):
    """What a plan costs in a month, before tax."""

    currency: str
    monthly: Decimal
    """The whole, at expected replicas."""
    usage_monthly: Decimal
    """The part of it that depends on usage."""
    low: Decimal
    high: Decimal
    budget: Decimal | None
    parts: tuple[Part, ...]
    """By what stands at the top of the plan; they sum to the whole."""
    services: tuple[Part, ...]
    """By service, with all that stands in its component; they are among the parts."""
    resources: tuple[ResourceLine, ...]
    unpriced: tuple[UnpricedLine, ...]
    free: int
    """How many resources cost nothing."""
    commitments: tuple[CommitmentLine, ...]
    notes: tuple[str, ...]
    """What was assumed."""
    changes: MoneyChanges | None
    suggestions: tuple[Suggestion, ...] = ()
    """What would help, where an environment is over its budget."""


def section(
    plan: Plan, estimate: Estimate, services: tuple[Service, ...], changes: tuple[MoneyChange, ...] | None = None
) -> Cost:
    """The section of an estimate; with `changes` it tells of another plan's too."""
    tops = {resource.urn: _top(resource, plan) for resource in plan.resources}
    return Cost(
        currency=estimate.currency,
        monthly=estimate.monthly,
        usage_monthly=estimate.usage_monthly,
        low=estimate.low,
        high=estimate.high,
        budget=estimate.budget,
        parts=tuple(_parts(estimate, tops)),
        services=tuple(_services(estimate, services, tops)),
        resources=tuple(map(_line, estimate.resources)),
        unpriced=tuple(UnpricedLine(urn=one.urn, type=one.type, reason=one.reason) for one in estimate.unpriced),
        free=estimate.free,
        commitments=tuple(
            CommitmentLine(
                name=one.name,
                monthly=one.monthly,
                covers=one.covers,
                saving=one.saving,
                break_even_percent=one.break_even_percent,
            )
            for one in estimate.commitments
        ),
        notes=estimate.notes,
        changes=money_changes(changes) if changes is not None else None,
    )


def money_changes(changes: tuple[MoneyChange, ...]) -> MoneyChanges:
    """The changes of money; what costs the same is in the sums only."""
    before, after = total(one.before for one in changes), total(one.after for one in changes)
    lines = sorted((one for one in changes if one.difference), key=lambda one: (-abs(one.difference), one.urn))
    return MoneyChanges(
        before=before,
        after=after,
        difference=after - before,
        resources=tuple(
            MoneyChangeLine(urn=one.urn, before=one.before, after=one.after, difference=one.difference) for one in lines
        ),
    )


def gate(cost: Cost) -> Gate | None:
    """Whether the expected band fits the budget; without a budget there is nothing to hold."""
    if cost.budget is None:
        return None
    left = cost.budget - cost.monthly
    unpriced = f"; {len(cost.unpriced)} unpriced" if cost.unpriced else ""
    if left >= 0:
        return Gate(
            name="budget",
            ok=True,
            detail=f"{cost.monthly:.2f} of {cost.budget:.2f} {cost.currency} a month expected{unpriced}",
        )
    heaviest = sorted(cost.parts, key=lambda part: -part.monthly)[:HEAVIEST]
    named = ", ".join(f"{part.name} {part.monthly:.2f}" for part in heaviest)
    return Gate(
        name="budget",
        ok=False,
        detail=(
            f"{cost.monthly:.2f} {cost.currency} a month expected, {-left:.2f} more than the budget of "
            f"{cost.budget:.2f}{unpriced}. What weighs most: {named}"
        ),
    )


def unjudged(reason: str) -> Gate:
    """The gate of a plan with a budget and without an estimate."""
    return Gate(name="budget", ok=False, detail=f"it cannot be judged: {reason}")


def _line(cost: ResourceCost) -> ResourceLine:
    return ResourceLine(
        urn=cost.urn,
        type=cost.type,
        monthly=cost.monthly,
        usage_monthly=cost.usage_monthly,
        components=tuple(
            CostComponent(
                name=one.name,
                unit=one.unit,
                quantity=one.quantity,
                price=one.price,
                monthly=one.monthly,
                usage=one.usage,
                source=one.source,
            )
            for one in cost.components
        ),
    )


def _top(resource: Resource, plan: Plan) -> Resource:
    """What stands at the top of the plan above a resource: the last below the stack."""
    at = resource
    while (above := plan.by_urn.get(at.parent)) and above.type != STACK:
        at = above
    return at


def _parts(estimate: Estimate, tops: Mapping[str, Resource]) -> Iterator[Part]:
    grouped: dict[str, list[ResourceCost]] = {}
    for cost in estimate.resources:
        grouped.setdefault(tops[cost.urn].urn, []).append(cost)
    for urn, costs in grouped.items():
        top = tops[urn]
        yield _part(top.name, top.type, costs)


def _services(estimate: Estimate, services: tuple[Service, ...], tops: Mapping[str, Resource]) -> Iterator[Part]:
    """A component that holds one service is that service's; else the service stands for itself."""
    holders = [tops[service.urn].urn for service in services]
    grouped: dict[str, list[ResourceCost]] = {}
    for cost in estimate.resources:
        grouped.setdefault(tops[cost.urn].urn, []).append(cost)
    for service, holder in zip(services, holders, strict=True):
        costs = grouped.get(holder, [])
        own = costs if holders.count(holder) == 1 else [cost for cost in costs if cost.urn == service.urn]
        yield _part(service.name, tops[holder].type, own)


def _part(name: str, type_: str, costs: list[ResourceCost]) -> Part:
    return Part(
        name=name,
        type=type_,
        low=total(cost.low for cost in costs),
        monthly=total(cost.monthly for cost in costs),
        high=total(cost.high for cost in costs),
        usage_monthly=total(cost.usage_monthly for cost in costs),
    )
