"""Plan files and state exports: the same resources, in the form of `pulumi stack export`."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pyairtable_infra.plan.model import SECRET, SIGNATURE, Plan, Resource

VERSION = "plan-1"
"""No number, so that no backend takes a plan for a state."""

_FIELDS: Mapping[str, str] = {
    "urn": "urn",
    "type": "type",
    "custom": "custom",
    "id": "id",
    "inputs": "inputs",
    "outputs": "outputs",
    "parent": "parent",
    "provider": "provider",
    "dependencies": "dependencies",
    "propertyDependencies": "property_dependencies",
    "protect": "protect",
    "retainOnDelete": "retain_on_delete",
    "external": "external",
    "importID": "import_id",
    "deletedWith": "deleted_with",
    "deleteBeforeReplace": "delete_before_replace",
    "ignoreChanges": "ignore_changes",
    "replaceOnChanges": "replace_on_changes",
    "additionalSecretOutputs": "additional_secret_outputs",
    "aliases": "aliases",
    "customTimeouts": "custom_timeouts",
    "hideDiff": "hide_diffs",
    "replaceWith": "replace_with",
    "replacementTrigger": "replacement_trigger",
    "resourceHooks": "hooks",
    "sourcePosition": "source",
}
"""The names of a state export, and ours."""

_ALWAYS = ("urn", "type", "custom")


class PlanFileError(Exception):
    """A file that holds no plan; the message says why and what would."""


def dump(plan: Plan) -> str:
    """The text of a plan file. The same plan gives the same bytes."""
    resources = [_out(resource) for resource in plan.resources]
    content = {"version": VERSION, "notes": list(plan.notes), "deployment": {"resources": resources}}
    return json.dumps(content, indent=1, sort_keys=True) + "\n"


def load(path: Path) -> Plan:
    """The plan in a plan file or a state export.

    Raises:
        PlanFileError: The file is missing, no JSON, or holds something else.
    """
    return plan_of(read(path), path)


def read(path: Path) -> Any:
    """The JSON in a file.

    Raises:
        PlanFileError: The file is missing, or no JSON.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PlanFileError(
            f"{path}: there is no such file. For example: make plan ENV=dev writes plans/dev.json"
        ) from None
    except OSError as error:
        raise PlanFileError(f"{path}: cannot be read: {error.strerror}. For example: plans/dev.json") from None
    except ValueError as error:
        raise PlanFileError(
            f"{path}: this is not JSON ({error}). For example: the output of `pyairtable-infra plan dev -o -`"
        ) from None


def plan_of(content: Any, path: Path) -> Plan:
    """The plan in the content of a plan file or a state export.

    Raises:
        PlanFileError: It holds something else.
    """
    if isinstance(content, dict) and "steps" in content:
        raise _other(path, "a `pulumi preview --json`")
    try:
        resources = tuple(map(resource_of, content["deployment"].get("resources") or ()))
    except (KeyError, TypeError, AttributeError):
        raise _other(path, "neither, or a broken one") from None
    return Plan(resources, notes=tuple(content.get("notes", ())))


def _other(path: Path, what: str) -> PlanFileError:
    return PlanFileError(
        f"{path}: a plan file or a state export is needed, and this is {what}. "
        "For example: pulumi stack export --file state.json"
    )


def _out(resource: Resource) -> dict[str, Any]:
    raw = {key: getattr(resource, ours) for key, ours in _FIELDS.items()}
    return {key: value for key, value in raw.items() if value or key in _ALWAYS}


def resource_of(raw: Mapping[str, Any]) -> Resource:
    """A resource in the form of a state export."""
    values = {ours: _frozen(raw[key]) for key, ours in _FIELDS.items() if raw.get(key) is not None}
    for name in ("inputs", "outputs"):
        values[name] = without_secrets(raw.get(name) or {})
    values["replacement_trigger"] = without_secrets(raw.get("replacementTrigger"))
    return Resource(**values)


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict):
        return {key: _frozen(each) for key, each in value.items()}
    return value


def without_secrets(value: Any) -> Any:
    """`value` with every secret replaced by its marker."""
    if isinstance(value, dict):
        if value.get(SIGNATURE) == SECRET[SIGNATURE]:
            return dict(SECRET)
        return {key: without_secrets(each) for key, each in value.items()}
    return [without_secrets(each) for each in value] if isinstance(value, list) else value
