"""What was found, what it would save, and how it is told. Data in, decisions out."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from pyairtable_components.functions.capacity.core import ENVIRONMENT_TAG
from pyairtable_components.functions.spending import DAYS_OF_MONTH, Period, Spent, money

Action = Literal["report", "down", "back"]
ACTIONS: tuple[Action, ...] = ("report", "down", "back")
_OPTIMIZER = "Compute Optimizer"
NAMESPACE = "Cost"
"""Last part of the metrics' namespace."""


@dataclass(frozen=True)
class Finding:
    """Something that could cost less."""

    resource: str
    advice: str
    saving: Decimal
    """US dollars a month."""
    source: str


@dataclass(frozen=True)
class Findings:
    """All that one run has found out."""

    environment: str
    period: Period
    spending: Sequence[Spent] = ()
    findings: Sequence[Finding] = ()
    missing: Mapping[str, str] = field(default_factory=dict)
    """The sources that did not answer, and why."""

    @property
    def spent(self) -> Decimal:
        """US dollars since the month began."""
        return sum((one.usd for one in self.spending), Decimal(0))

    @property
    def projected(self) -> Decimal:
        """What the month will cost if it goes on like that."""
        return self.spent * DAYS_OF_MONTH / self.period.days

    @property
    def saving(self) -> Decimal:
        """What all findings would save in a month."""
        return sum((one.saving for one in self.findings), Decimal(0))

    @property
    def spot_percent(self) -> Decimal | None:
        """The share of Fargate's vCPU hours that ran on Spot; None where none ran."""
        hours = {True: Decimal(0), False: Decimal(0)}
        for one in self.spending:
            if "Fargate" in one.second and "vCPU-Hours" in one.second:
                hours["Spot" in one.second] += one.quantity
        ran = hours[True] + hours[False]
        return hours[True] * 100 / ran if ran else None


def action(event: Mapping[str, Any]) -> Action:
    """What an event asks; a report, unless it says something.

    Raises:
        ValueError: It asks something else.
    """
    asked = event.get("action", "report")
    for known in ACTIONS:
        if asked == known:
            return known
    raise ValueError(f'{asked!r} is nothing that this function does. For example: {{"action": "report"}}')


def oversized(answers: Iterable[Mapping[str, Any]], environment: str) -> list[Finding]:
    """The ECS services that Compute Optimizer calls too large.

    https://docs.aws.amazon.com/compute-optimizer/latest/APIReference/API_GetECSServiceRecommendations.html
    """
    return [
        Finding(
            one["serviceArn"],
            f"{best['cpu']} CPU units and {best['memory']} MiB are enough",
            saving,
            "Compute Optimizer",
        )
        for one in _listed(answers, "ecsServiceRecommendations", environment)
        for best, saving in _best(one.get("serviceRecommendationOptions", ()))
    ]


def oversized_databases(answers: Iterable[Mapping[str, Any]], environment: str) -> list[Finding]:
    """The databases that Compute Optimizer calls too large.

    https://docs.aws.amazon.com/compute-optimizer/latest/APIReference/API_GetRDSDatabaseRecommendations.html
    """
    return [
        Finding(one["resourceArn"], f"{best['dbInstanceClass']} is enough", saving, _OPTIMIZER)
        for one in _listed(answers, "rdsDBRecommendations", environment)
        for best, saving in _best(one.get("instanceRecommendationOptions", ()))
    ]


def idle(answers: Iterable[Mapping[str, Any]], environment: str) -> list[Finding]:
    """What nobody uses.

    https://docs.aws.amazon.com/compute-optimizer/latest/APIReference/API_GetIdleRecommendations.html
    """
    return [
        Finding(one["resourceArn"], "nobody uses it", saving, _OPTIMIZER)
        for one in _listed(answers, "idleRecommendations", environment)
        for _, saving in _best([one])
    ]


def hub(answers: Iterable[Mapping[str, Any]], environment: str) -> list[Finding]:
    """What Cost Optimization Hub recommends.

    https://docs.aws.amazon.com/cost-management/latest/APIReference/API_CostOptimizationHub_ListRecommendations.html
    """
    return [
        Finding(
            one.get("resourceArn") or one.get("resourceId", "the account"),
            f"{one.get('actionType', 'change')}: {one.get('recommendedResourceSummary') or 'see there'}",
            Decimal(str(one.get("estimatedMonthlySavings", 0))),
            "Cost Optimization Hub",
        )
        for one in _listed(answers, "items", environment)
    ]


def ranked(found: Iterable[Finding]) -> list[Finding]:
    """The largest saving first; of several findings about one thing the largest, since only one can come true."""
    best: dict[str, Finding] = {}
    for one in found:
        if one.saving > 0 and (one.resource not in best or one.saving > best[one.resource].saving):
            best[one.resource] = one
    return sorted(best.values(), key=lambda one: (-one.saving, one.resource))


def metrics(found: Findings, budget: Decimal) -> list[dict[str, Any]]:
    """What CloudWatch is told: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html.

    A metric that is sent in one hour of a day is paid for that hour: https://aws.amazon.com/cloudwatch/pricing/.
    """
    by_service: dict[str, Decimal] = {}
    for one in found.spending:
        by_service[one.first] = by_service.get(one.first, Decimal(0)) + one.usd
    told = [_metric("SpentUsd", found, value, Service=name) for name, value in sorted(by_service.items())]
    told += [_metric("SpentUsd", found, found.spent), _metric("ProjectedUsd", found, found.projected)]
    told += [_metric("WasteUsd", found, found.saving), _metric("BudgetUsd", found, budget)]
    if found.spot_percent is not None:
        told.append(_metric("SpotPercent", found, found.spot_percent, unit="Percent"))
    return told


def text(found: Findings) -> str:
    """What people are told."""
    lines = [
        f"{found.environment}, {found.period}: {money(found.spent)} USD spent, "
        f"{money(found.projected)} USD a month at this rate.",
        f"{len(found.findings)} findings would save {money(found.saving)} USD a month.",
        *(f"- {money(one.saving)} USD: {one.resource}: {one.advice} ({one.source})" for one in found.findings),
        *(f"Not known: {source}: {reason}" for source, reason in sorted(found.missing.items())),
    ]
    return "\n".join(lines) + "\n"


def document(found: Findings) -> str:
    """What is kept, as JSON."""
    return json.dumps(
        {
            "version": 1,
            "environment": found.environment,
            "period": found.period.asked(),
            "spent_usd": str(found.spent),
            "projected_usd": money(found.projected),
            "saving_usd": str(found.saving),
            "findings": [{**vars(one), "saving": str(one.saving)} for one in found.findings],
            "missing": dict(found.missing),
        },
        indent=2,
        sort_keys=True,
    )


def _metric(name: str, found: Findings, value: Decimal, unit: str = "None", **dimensions: str) -> dict[str, Any]:
    named = {"Environment": found.environment, **dimensions}
    return {
        "MetricName": name,
        "Dimensions": [{"Name": key, "Value": value} for key, value in named.items()],
        "Value": float(value),
        "Unit": unit,
    }


def _listed(answers: Iterable[Mapping[str, Any]], key: str, environment: str) -> Iterator[Mapping[str, Any]]:
    """What the answers list and carries the environment's tag."""
    for answer in answers:
        for one in answer.get(key, ()):
            if {"key": ENVIRONMENT_TAG, "value": environment} in one.get("tags", ()):
                yield one


def _best(options: Iterable[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], Decimal]]:
    """The option that saves most, with what it saves in a month; none where nothing saves."""
    savings = [(one, _saving(one)) for one in options]
    return sorted(((one, saving) for one, saving in savings if saving > 0), key=lambda pair: -pair[1])[:1]


def _saving(option: Mapping[str, Any]) -> Decimal:
    opportunity = option.get("savingsOpportunity") or {}
    return Decimal(str((opportunity.get("estimatedMonthlySavings") or {}).get("value", 0)))
