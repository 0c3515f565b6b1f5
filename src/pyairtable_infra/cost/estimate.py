"""The estimate of a plan: every resource priced, free, or unpriced with the reason."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from pyairtable_infra.cost import commitments
from pyairtable_infra.cost.errors import CostError
from pyairtable_infra.cost.model import Commitment, Component, Estimate, Gap, Line, ResourceCost, Unpriced
from pyairtable_infra.cost.prices.book import BOOKS
from pyairtable_infra.cost.services import ASKED, FREE, RULES
from pyairtable_infra.cost.services.vpc import NAT, VPC
from pyairtable_infra.cost.subject import Subject, World
from pyairtable_infra.cost.wanted import Wanted, wanted
from pyairtable_infra.plan.model import Plan, Resource

FREE_PACKAGES = frozenset(
    (
        "archive",
        "command",
        "docker",
        "docker-build",
        "kubernetes",
        "null",
        "pulumi-nodejs",
        "random",
        "std",
        "time",
        "tls",
    )
)
"""What no cloud charges for by itself; what runs in a cluster is paid for with its nodes."""


def estimate(plan: Plan, folder: Path = BOOKS) -> Estimate:
    """What `plan` costs in a month.

    Raises:
        CostError: A price book is broken or missing, or the intent is wrong.
    """
    said = wanted(plan.intent)
    world = World(plan, said, folder, ASKED)
    resources: list[ResourceCost] = []
    unpriced: list[Unpriced] = []
    free = 0
    for resource in plan.resources:
        if not resource.custom or resource.external or resource.type.startswith("pulumi:"):
            continue
        components, reasons = _divided(_lines(resource, world))
        if components:
            resources.append(ResourceCost(resource.urn, resource.type, components))
        if reasons:
            unpriced.append(Unpriced(resource.urn, resource.type, "; ".join(reasons)))
        free += not components and not reasons
    resources, made = _commit(resources, said, world)
    return Estimate(
        tuple(resources),
        tuple(unpriced),
        free,
        budget=said.budget,
        commitments=made,
        notes=tuple(_notes(resources, said, world)),
    )


def largest_savings_plan(plan: Plan, folder: Path = BOOKS) -> Decimal:
    """The dollars an hour that a Compute Savings Plan could have at most: what Fargate uses on demand in every hour.

    Raises:
        CostError: A price book is broken or missing.
    """
    said = wanted(plan.intent)
    world = World(plan, replace(said, savings_plan=Decimal(0), reserved={}), folder, ASKED)
    found = [ResourceCost(one.urn, one.type, _divided(_lines(one, world))[0]) for one in plan.resources if one.custom]
    return commitments.largest_savings_plan(found, world.book(world.region))


def _lines(resource: Resource, world: World) -> list[Line]:
    rule = RULES.get(resource.type)
    package = resource.type.partition(":")[0]
    if rule is None:
        if resource.type in FREE or package in FREE_PACKAGES:
            return []
        if package != "aws":
            return [Gap(f"resources of the package {package} have no prices here")]
        return [Gap("nobody has said yet what this type costs")]
    try:
        return list(rule(Subject(resource, world)))
    except CostError:
        raise
    except Exception as error:  # a value of another shape than the provider documents must not hide the rest
        return [Gap(f"its inputs are not as expected ({type(error).__name__}: {error})")]


def _divided(lines: list[Line]) -> tuple[tuple[Component, ...], list[str]]:
    components = tuple(line for line in lines if isinstance(line, Component))
    return components, list(dict.fromkeys(line.reason for line in lines if isinstance(line, Gap)))


def _commit(
    resources: list[ResourceCost], said: Wanted, world: World
) -> tuple[list[ResourceCost], tuple[Commitment, ...]]:
    made = []
    if said.savings_plan:
        term, credited = commitments.savings_plan(resources, said.savings_plan, world.book(world.region))
        resources = list(credited)
        made.append(commitments.committed(term))
    for node, count in said.reserved.items():
        if count:
            term, credited = commitments.reserved(resources, node, count, world.book(world.region))
            resources = list(credited)
            made.append(commitments.committed(term))
    return resources, tuple(made)


def _notes(resources: list[ResourceCost], said: Wanted, world: World) -> Iterator[str]:
    if not said.given:
        yield "the plan has no intent: usage is taken as 0 and replicas as the desired count"
    yield from _assumptions([each for one in resources for each in one.components])
    silent = sum(any(each.usage for each in one.components) and not one.usage_monthly for one in resources)
    if silent:
        many, them = ("resources have", "them") if silent > 1 else ("resource has", "it")
        yield f"{silent} {many} a price per use, and no usage was given for {them}"
    for type_, figure, what in ((NAT, "nat_gb", "through NAT"), (VPC, "between_zones_gb", "between zones")):
        if said.usage.get("internet_gb") and figure not in said.usage and any(one.type == type_ for one in resources):
            yield f"assumed: as much goes {what} as to the internet ({said.usage['internet_gb']} GB)"

    if said.savings_plan:
        yield from commitments.uncovered(resources, world.book(world.region))
    yield from _unheard(said, world)


def _unheard(said: Wanted, world: World) -> Iterator[str]:
    """Usage of single resources that no rule asked for: a name or a figure that is misspelt, or of another plan."""
    names = {one.name for one in world.plan.resources if one.custom}
    for name, figures in said.resources.items():
        if name not in names:
            yield f"usage.resources.{name}: the plan has no resource of this name"
            continue
        for figure in figures:
            if (name, figure) not in world.asked_figures:
                known = ", ".join(sorted(key for of, key in world.asked_figures if of == name))
                yield f"usage.resources.{name}.{figure}: nothing is charged by it; known: {known or 'none'}"


def _assumptions(components: list[Component]) -> Iterator[str]:
    """What prices assume; those of another region are counted together."""
    for region in sorted({each.elsewhere for each in components if each.elsewhere}):
        keys = sorted({each.key for each in components if each.elsewhere == region})
        are = "price is" if len(keys) == 1 else "prices are"
        yield f"{len(keys)} {are} known in {region} only and taken as the same: {', '.join(keys)}"
    said = {each.assumption for each in components if each.assumption}
    yield from (f"assumed: {assumption}" for assumption in sorted(said))
