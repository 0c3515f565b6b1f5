"""Changes of a profile that make an environment cheaper: each one key, and the profile with it."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from pyairtable_components.data.cache_nodes import NODE_TYPES
from pyairtable_components.data.instance_classes import MEMORY
from pyairtable_components.data.spec import NodeCache, RdsPostgres
from pyairtable_components.ecs.cluster_spec import INSIGHTS
from pyairtable_components.network.spec import NatGateway
from pyairtable_infra.profile.profile import EnvironmentProfile

SPOT_STEPS = (50, 80)
"""Shares of Spot that are worth a look."""
START, END = "09:00", "19:00"
"""Hours of a working day: 50 of the 168 of a week."""
SIZES = ("micro", "small", "medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge")
"""From small to large."""


@dataclass(frozen=True)
class Alternative:
    """A profile in which one key says something else, and the key as the file would say it."""

    key: str
    profile: EnvironmentProfile


def alternatives(profile: EnvironmentProfile, savings_plan: Decimal = Decimal(0)) -> Iterator[Alternative]:
    """What could be said instead; `savings_plan` is the largest commitment an hour that the use bears.

    A change that breaks a rule of the profile is none.
    """
    for key, changes in _changes(profile, savings_plan):
        try:
            yield Alternative(
                key, EnvironmentProfile.model_validate(_merged(profile.model_dump(exclude_unset=True), changes))
            )
        except ValidationError:
            continue


def _changes(profile: EnvironmentProfile, savings_plan: Decimal) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(profile.network.egress, NatGateway):
        instance = {"kind": "nat_instance"}
        yield "network.egress: { kind: nat_instance }", {"network": {"egress": instance}}
        if profile.network.egress.per_zone:
            yield "network.egress.per_zone: false", {"network": {"egress": {"kind": "nat_gateway"}}}
    if profile.hours is None:
        yield f"hours: {{ start: '{START}', end: '{END}' }}", {"hours": {"start": START, "end": END}}
    if (profile.cluster.insights or INSIGHTS[profile.monitoring]) != "disabled":
        yield "cluster.insights: disabled", {"cluster": {"insights": "disabled"}}
    spot = next((step for step in SPOT_STEPS if step > profile.cluster.spot_percent), None)
    if spot:
        yield f"cluster.spot_percent: {spot}", {"cluster": {"spot_percent": spot}}
    other = [name for name, spec in profile.services.items() if spec.architecture != "ARM64"]
    if other:
        services = {name: {"architecture": "ARM64"} for name in other}
        yield "service_defaults.architecture: ARM64", {"services": services}
    yield from _of_data(profile)
    if savings_plan and profile.commitments.savings_plan_usd_per_hour is None:
        commitment = {"savings_plan_usd_per_hour": savings_plan}
        yield f"commitments.savings_plan_usd_per_hour: {savings_plan}", {"commitments": commitment}


def _of_data(profile: EnvironmentProfile) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Smaller database and cache nodes, and those that there are for a year ahead."""
    database, cache = profile.data.database, profile.data.cache
    nodes: dict[str, int] = {}
    if isinstance(database, RdsPostgres):
        nodes[database.instance_class] = 1
        if less := _smaller(database.instance_class, MEMORY):
            yield f"data.database.instance_class: {less}", {"data": {"database": {"instance_class": less}}}
    if cache and cache.engine != "valkey":
        yield "data.cache.engine: valkey", {"data": {"cache": {"engine": "valkey"}}}
    if isinstance(cache, NodeCache):
        nodes[cache.node_type] = cache.nodes
        if less := _smaller(cache.node_type, NODE_TYPES):
            yield f"data.cache.node_type: {less}", {"data": {"cache": {"node_type": less}}}
    reserved = profile.commitments.reserved_nodes
    for node, count in nodes.items():
        if reserved.get(node, 0) < count:
            commitment = {"reserved_nodes": {**reserved, node: count}}
            yield f"commitments.reserved_nodes: {{ {node}: {count} }}", {"commitments": commitment}


def _smaller(node: str, known: Container[str]) -> str | None:
    """The next smaller size of the same family, where there is one."""
    family, _, size = node.rpartition(".")
    at = SIZES.index(size) if size in SIZES else 0
    return next((less for each in reversed(SIZES[:at]) if (less := f"{family}.{each}") in known), None)


def _merged(values: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """`values` with `changes`; a section that names its kind is put in whole."""
    merged = dict(values)
    for key, change in changes.items():
        before = merged.get(key)
        inside = isinstance(change, Mapping) and isinstance(before, Mapping) and "kind" not in change
        merged[key] = _merged(before or {}, change) if inside else change
    return merged
