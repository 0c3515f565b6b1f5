"""What the intent of a plan says about money: budget, usage, replicas, commitments; checked, since people write it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from pyairtable_infra.cost.errors import CostError

USAGE: Mapping[str, str] = {
    "requests": "100000",
    "internet_gb": "5",
    "log_gb": "2",
    "nat_gb": "5",
    "between_zones_gb": "5",
    "between_regions_gb": "1",
}
"""The keys of `usage`, each with a value that would be right. `resources` holds what single resources see."""

_OF_A_RESOURCE = "resources"


@dataclass(frozen=True)
class Wanted:
    """The intent, as an estimate needs it."""

    given: bool
    """Whether the plan has an intent at all."""
    budget: Decimal | None = None
    usage: Mapping[str, Decimal] = field(default_factory=dict)
    resources: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    """Usage of single resources, by logical name."""
    savings_plan: Decimal = Decimal(0)
    """Compute Savings Plan: US dollars an hour."""
    reserved: Mapping[str, int] = field(default_factory=dict)
    """Reserved database and cache nodes, by node type."""

    @property
    def committed(self) -> bool:
        """Whether anything is paid for in advance."""
        return bool(self.savings_plan or self.reserved)


def wanted(intent: Mapping[str, Any]) -> Wanted:
    """Read an intent.

    Raises:
        CostError: A figure in it is none, or negative, or its key is unknown.
    """
    if not intent:
        return Wanted(given=False)
    usage = _section(intent, "usage", "{requests: 100000}")
    budget = _section(intent, "budget", "{monthly_usd: 98}").get("monthly_usd")
    commitments = _section(intent, "commitments", "{savings_plan_usd_per_hour: 0.05}")
    _known(commitments, ("savings_plan_usd_per_hour", "reserved_nodes"), "commitments", "savings_plan_usd_per_hour")
    _known(usage, (*USAGE, _OF_A_RESOURCE), "usage", "requests")
    for name, count in _section(intent, "replicas", "{web: 2}").items():
        _count(count, f"replicas.{name}", "tasks", "2")
    nodes = _section(commitments, "reserved_nodes", "{db.t4g.small: 1}", "commitments.")
    single = _section(usage, _OF_A_RESOURCE, "{logs: {gb: 10}}", "usage.")
    return Wanted(
        given=True,
        budget=None if budget is None else _number(budget, "budget.monthly_usd", "98"),
        usage={key: _number(value, f"usage.{key}", USAGE[key]) for key, value in usage.items() if key in USAGE},
        resources={name: _figures(name, single) for name in single},
        savings_plan=_number(
            commitments.get("savings_plan_usd_per_hour") or 0, "commitments.savings_plan_usd_per_hour", "0.05"
        ),
        reserved={
            name: _count(count, f"commitments.reserved_nodes.{name}", "nodes", "1") for name, count in nodes.items()
        },
    )


def _section(intent: Mapping[str, Any], key: str, example: str, above: str = "") -> Mapping[str, Any]:
    section = intent.get(key) or {}
    if not isinstance(section, Mapping):
        place = f"{above}{key}"
        raise CostError(f"intent: {place} is no section with keys. For example: {place}: {example}")
    return section


def _figures(name: str, single: Mapping[str, Any]) -> dict[str, Decimal]:
    place = f"usage.{_OF_A_RESOURCE}."
    figures = _section(single, name, "{gb: 10}", place)
    return {key: _number(value, f"{place}{name}.{key}", "10") for key, value in figures.items()}


def _known(section: Mapping[str, Any], keys: tuple[str, ...], name: str, example: str) -> None:
    for key in section:
        if key not in keys:
            raise CostError(
                f"intent: {name}.{key}: there is no such key; there is: {', '.join(keys)}. For example: {example}"
            )


def _number(value: Any, place: str, example: str) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("nan")
    if isinstance(value, bool) or not number.is_finite():
        raise CostError(f"intent: {place}: {value!r} is no number. For example: {example}")
    if number < 0:
        raise CostError(f"intent: {place}: {value} is below 0. For example: {example}")
    return number


def _count(value: Any, place: str, what: str, example: str) -> int:
    number = _number(value, place, example)
    if number != int(number):
        raise CostError(f"intent: {place}: {value} is no whole number of {what}. For example: {example}")
    return int(number)
