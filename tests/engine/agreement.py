"""Does a state of the real engine say what an offline plan says? Random ids, times and versions apart."""

import json
from typing import Any

from pyairtable_infra.plan.file import dump, without_secrets
from pyairtable_infra.plan.model import Plan

ONLY_IN_A_STATE = {"created", "modified", "stackTrace", "sourcePosition"}
NOT_IN_A_STATE = {"deleteBeforeReplace", "aliases"}
"""Compared elsewhere: the engine keeps them to itself, or only those aliases that it used."""
PROVIDER = "pulumi:providers:"

Comparable = dict[str, dict[str, Any]]


def of_state(state: dict[str, Any]) -> Comparable:
    return _comparable(_whole_numbers(state["deployment"]["resources"]))


def of_plan(plan: Plan) -> Comparable:
    return _comparable(json.loads(dump(plan))["deployment"]["resources"])


def differences(one: Comparable, other: Comparable) -> list[str]:
    """Each resource and field in which the two differ."""
    found = [f"only one has {urn}" for urn in sorted(one.keys() ^ other.keys())]
    for urn in sorted(one.keys() & other.keys()):
        left, right = one[urn], other[urn]
        found += (
            f"{urn} {field}: {left.get(field)!r} is not {right.get(field)!r}"
            for field in sorted(left.keys() | right.keys())
            if left.get(field) != right.get(field)
        )
    return found


def _comparable(resources: list[dict[str, Any]]) -> Comparable:
    text = json.dumps(resources)
    for raw in resources:
        if raw["type"].startswith(PROVIDER):
            text = text.replace(raw["id"], f"id of {raw['urn'].rsplit('::', 1)[-1]}")
    return {raw["urn"]: _said(raw) for raw in json.loads(text)}


def _said(raw: dict[str, Any]) -> dict[str, Any]:
    hidden = ONLY_IN_A_STATE | NOT_IN_A_STATE
    said = {key: value for key, value in raw.items() if value and key not in hidden}
    for key in ("inputs", "outputs"):
        said[key] = without_secrets(raw.get(key) or {})
    said["inputs"].pop("__internal", None)
    said["dependencies"] = sorted(raw.get("dependencies") or ())
    said["propertyDependencies"] = {key: sorted(urns) for key, urns in (raw.get("propertyDependencies") or {}).items()}
    return said


def _whole_numbers(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: _whole_numbers(each) for key, each in value.items()}
    return [_whole_numbers(each) for each in value] if isinstance(value, list) else value
