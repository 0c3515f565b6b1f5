"""What is to be said of a plan, as data: the `--json` of every command. Sections join as they are built."""

from collections import Counter
from typing import Literal

from pyairtable_components.ecs.placement import Share
from pyairtable_infra.cost.changes import compare
from pyairtable_infra.cost.errors import CostError
from pyairtable_infra.cost.estimate import estimate
from pyairtable_infra.plan.diff import PlanDiff, former_urns
from pyairtable_infra.plan.model import Plan
from pyairtable_infra.plan.services import Service, services, spot_share
from pyairtable_infra.report.cost import Cost, Suggestion, gate, section, unjudged
from pyairtable_infra.report.section import Gate, Section

HOURS_OF_WEEK = 168


class Counts(Section):
    """How much is planned."""

    resources: int
    components: int
    types: dict[str, int]
    """Resources by type, components left out."""


class ServiceLine(Section):
    """One service and where its tasks run."""

    name: str
    image: str
    port: int | None
    cpu: int
    memory: int
    architecture: str
    minimum: int
    expected: int
    maximum: int
    cpu_target: int | None
    on_demand_base: int
    on_demand_weight: int
    spot_weight: int
    spot_expected: float
    """Tasks on Spot at expected replicas."""
    paths: tuple[str, ...]
    awake_hours: float
    """Hours of a week in which it may have a task; 168 without schedules."""


class SplitPoint(Section):
    """The tasks of all services at one number of replicas."""

    tasks: int
    spot: float
    percent: float
    low: int
    high: int
    """ECS documents no rounding: between `low` and `high` tasks run on Spot."""


class SplitSection(Section):
    """The split between FARGATE and FARGATE_SPOT, and the share that is wanted."""

    wanted_percent: int | None
    minimum: SplitPoint
    expected: SplitPoint
    maximum: SplitPoint


class Changes(Section):
    """What differs from another plan: URNs, and for changes the paths of their properties."""

    created: tuple[str, ...]
    changed: dict[str, tuple[str, ...]]
    replaced: dict[str, tuple[str, ...]]
    deleted: tuple[str, ...]
    moved: dict[str, str]
    unchanged: int


class Assessment(Section):
    """Everything that is said of a plan."""

    version: Literal["assessment-1"] = "assessment-1"
    environment: str
    plan: Counts
    services: tuple[ServiceLine, ...]
    split: SplitSection | None
    cost: Cost | None
    """None where there is no price book of a region; the notes say so."""
    changes: Changes | None
    notes: tuple[str, ...]
    gates: tuple[Gate, ...]

    @property
    def passed(self) -> bool:
        """Whether every gate is open."""
        return all(gate.ok for gate in self.gates)

    @property
    def over_budget(self) -> bool:
        """Whether there is a budget and the plan costs more."""
        return bool(self.cost and self.cost.budget is not None and self.cost.monthly > self.cost.budget)

    def advised(self, suggestions: tuple[Suggestion, ...]) -> "Assessment":
        """The same, with what would make it cheaper."""
        cost = self.cost.model_copy(update={"suggestions": suggestions}) if self.cost else None
        return self.model_copy(update={"cost": cost})


def assess(
    plan: Plan, changes: PlanDiff | None = None, former: Plan | None = None, *, strict: bool = False
) -> Assessment:
    """The assessment of `plan`, and of its `changes` against a `former` one.

    Raises:
        CostError: There can be no estimate, and it is `strict`; else a note says why.
    """
    types = Counter(resource.type for resource in plan.resources if resource.custom)
    found = services(plan)
    components = sum(not resource.custom for resource in plan.resources)
    costs, trouble = _cost(plan, found, former, strict=strict)
    gates = (_protected(changes) if changes else None, gate(costs) if costs else None, _unjudged(plan, trouble))
    return Assessment(
        environment=plan.stack,
        plan=Counts(resources=len(plan.resources), components=components, types=dict(sorted(types.items()))),
        services=tuple(map(_line, found)),
        split=_split(found, plan.intent.get("spot_percent")) if found else None,
        cost=costs,
        changes=_changes(changes) if changes else None,
        notes=(*plan.notes, *([f"no estimate: {trouble}"] if trouble else [])),
        gates=tuple(one for one in gates if one),
    )


def _cost(plan: Plan, found: tuple[Service, ...], former: Plan | None, *, strict: bool) -> tuple[Cost | None, str]:
    """The section, or why there is none."""
    try:
        now = estimate(plan)
        changed = compare(estimate(former), now, former_urns(former, plan)) if former else None
    except CostError as error:
        if strict:
            raise
        return None, str(error)
    return section(plan, now, found, changed), ""


def _unjudged(plan: Plan, trouble: str) -> Gate | None:
    return unjudged(trouble) if trouble and plan.intent.get("budget") else None


def _line(service: Service) -> ServiceLine:
    return ServiceLine(
        name=service.name,
        image=service.image,
        port=service.port,
        cpu=service.cpu,
        memory=service.memory,
        architecture=service.architecture,
        minimum=service.minimum,
        expected=service.expected,
        maximum=service.maximum,
        cpu_target=service.cpu_target,
        on_demand_base=service.strategy.base,
        on_demand_weight=service.strategy.on_demand_weight,
        spot_weight=service.strategy.spot_weight,
        spot_expected=service.strategy.spot_tasks(service.expected).exact,
        paths=service.paths,
        awake_hours=round(float(service.awake * HOURS_OF_WEEK), 2),
    )


def _split(found: tuple[Service, ...], wanted_percent: int | None) -> SplitSection:
    return SplitSection(
        wanted_percent=wanted_percent,
        minimum=_point(spot_share(found, "minimum")),
        expected=_point(spot_share(found, "expected")),
        maximum=_point(spot_share(found, "maximum")),
    )


def _point(share: Share) -> SplitPoint:
    return SplitPoint(
        tasks=share.tasks, spot=share.spot, percent=round(share.percent, 1), low=share.low, high=share.high
    )


def _changes(found: PlanDiff) -> Changes:
    return Changes(
        created=tuple(resource.urn for resource in found.created),
        changed={one.after.urn: tuple(change.path for change in one.properties) for one in found.changed},
        replaced={one.after.urn: one.replaced_by for one in found.replaced},
        deleted=tuple(resource.urn for resource in found.deleted),
        moved={one.before.urn: one.after.urn for one in found.moved},
        unchanged=found.unchanged,
    )


def _protected(found: PlanDiff) -> Gate:
    refused = found.refused
    if not refused:
        return Gate(name="protected resources stay", ok=True, detail="none is deleted or replaced")
    names = ", ".join(resource.name for resource in refused)
    return Gate(
        name="protected resources stay",
        ok=False,
        detail=f"`pulumi up` will refuse to delete or replace {names}. Take their protection off first, if you mean it",
    )
