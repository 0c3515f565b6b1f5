"""Does a state of the real engine say what an offline plan says? Random ids, times and versions apart."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pyairtable_infra.plan.file import dump, without_secrets
from pyairtable_infra.plan.model import Plan

_ONLY_IN_A_STATE = {"created", "modified", "stackTrace", "sourcePosition"}
_NOT_IN_A_STATE = {"deleteBeforeReplace", "aliases"}
"""The engine keeps the first to itself, and of the aliases only those that it used."""
_PROVIDER = "pulumi:providers:"

Comparable = Mapping[str, Mapping[str, Any]]
"""What is compared, by URN."""


def of_state(state: Mapping[str, Any]) -> Comparable:
    """What a `pulumi stack export` says."""
    return _comparable(_whole_numbers(state["deployment"]["resources"]))


def of_plan(plan: Plan) -> Comparable:
    """What an offline plan says."""
    return _comparable(json.loads(dump(plan))["deployment"]["resources"])


def differences(one: Comparable, other: Comparable) -> list[str]:
    """Each resource and value in which the two differ."""
    found = [f"only one has {urn}" for urn in sorted(one.keys() ^ other.keys())]
    for urn in sorted(one.keys() & other.keys()):
        found += (f"{urn} {line}" for line in _unequal("", one[urn], other[urn]))
    return found


def _unequal(path: str, one: Any, other: Any) -> Iterator[str]:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in sorted(one.keys() | other.keys()):
            yield from _unequal(f"{path}.{key}" if path else key, one.get(key), other.get(key))
    elif one != other:
        yield f"{path}: {one!r} is not {other!r}"


def _comparable(resources: list[dict[str, Any]]) -> Comparable:
    text = json.dumps(resources)
    for raw in resources:
        if raw["type"].startswith(_PROVIDER):
            text = text.replace(raw["id"], f"id of {raw['urn'].rsplit('::', 1)[-1]}")
    return {raw["urn"]: _said(raw) for raw in json.loads(text)}


def _said(raw: dict[str, Any]) -> dict[str, Any]:
    hidden = _ONLY_IN_A_STATE | _NOT_IN_A_STATE
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
