"""Does a state of the real engine say what an offline plan says? Random ids, times, and where files lie apart."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pyairtable_infra.plan.file import dump, without_secrets
from pyairtable_infra.plan.model import FILES, SECRET, SIGNATURE, Plan

_ONLY_IN_A_STATE = {"created", "modified", "stackTrace", "sourcePosition"}
_NOT_IN_A_STATE = {"deleteBeforeReplace", "aliases"}
"""The engine keeps the first to itself, and of the aliases only those that it used."""
_PROVIDER = "pulumi:providers:"
_HIDDEN = "[secret]"

Comparable = Mapping[str, Mapping[str, Any]]
"""What is compared, by URN."""


def of_state(state: Mapping[str, Any]) -> Comparable:
    """What a `pulumi stack export` says."""
    return _comparable(_whole_numbers(state["deployment"]["resources"]))


def of_preview(preview: Mapping[str, Any]) -> Comparable:
    """What a `pulumi preview --json --show-sames` says will be; of a resource with several steps, the last."""
    raws = {step["urn"]: step["newState"] for step in preview["steps"] if "newState" in step}
    return _foreseen(_comparable(_marked(_whole_numbers(list(raws.values())))))


def of_plan(plan: Plan) -> Comparable:
    """What an offline plan says."""
    return _comparable(json.loads(dump(plan))["deployment"]["resources"])


def of_unknown_plan(plan: Plan) -> Comparable:
    """What an offline plan with unknowns says of that which a preview shows."""
    return _foreseen(of_plan(plan))


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
        if raw["type"].startswith(_PROVIDER) and "id" in raw:
            text = text.replace(raw["id"], f"id of {raw['urn'].rsplit('::', 1)[-1]}")
    return {raw["urn"]: _said(raw) for raw in json.loads(text)}


def _foreseen(whole: Comparable) -> Comparable:
    """`whole` without what `pulumi preview --json` leaves out: ids, computed values, default providers."""
    return {
        urn: {key: value for key, value in said.items() if key not in ("id", "outputs")}
        for urn, said in whole.items()
        if "parent" in said or not said["type"].startswith(_PROVIDER)
    }


def _said(raw: dict[str, Any]) -> dict[str, Any]:
    hidden = _ONLY_IN_A_STATE | _NOT_IN_A_STATE
    said = {key: value for key, value in raw.items() if value and key not in hidden}
    for key in ("inputs", "outputs"):
        said[key] = without_paths(without_secrets(raw.get(key) or {}))
    said["replacementTrigger"] = without_secrets(raw.get("replacementTrigger"))
    said["inputs"].pop("__internal", None)
    said["provider"] = raw.get("provider", "").rpartition("::")[0]
    said["dependencies"] = sorted(raw.get("dependencies") or ())
    said["propertyDependencies"] = {key: sorted(urns) for key, urns in (raw.get("propertyDependencies") or {}).items()}
    return said


def _marked(value: Any) -> Any:
    """`value` with the marker of a secret where a preview has a word for it."""
    if isinstance(value, dict):
        return {key: _marked(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_marked(each) for each in value]
    return dict(SECRET) if value == _HIDDEN else value


def without_paths(value: Any) -> Any:
    """`value`, of whose files the hash alone is told: a state has their paths as the program wrote them."""
    if isinstance(value, dict):
        kept = value.keys() - {"path"} if value.get(SIGNATURE) in FILES else value.keys()
        return {key: without_paths(each) for key, each in value.items() if key in kept}
    return [without_paths(each) for each in value] if isinstance(value, list) else value


def _whole_numbers(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: _whole_numbers(each) for key, each in value.items()}
    return [_whole_numbers(each) for each in value] if isinstance(value, list) else value
