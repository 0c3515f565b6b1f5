"""The options of resources: those that a program sends, with what a parent decides, and those that a plan keeps."""

from collections.abc import Mapping
from typing import Any

from pulumi.runtime.proto import alias_pb2

from pyairtable_infra.plan.agreement import Comparable
from pyairtable_infra.plan.model import STACK, Plan, Resource
from tests.engine.grpc_log import Request

Requests = Mapping[str, Request]


def of_requests(requests: Requests) -> Comparable:
    """What was sent, by URN."""
    return {urn: _sent(urn, request, requests) for urn, request in requests.items()}


def of_plan(plan: Plan, requests: Requests) -> Comparable:
    """What the plan keeps of the same; default providers were never sent."""
    made = [one for one in plan.resources if (one.parent or one.type == STACK) and not one.external]
    return {one.urn: _kept(one) | {"aliases": _own_aliases(one, requests)} for one in made}


def _sent(urn: str, request: Request, requests: Requests) -> dict[str, Any]:
    return {
        "deleteBeforeReplace": request.deleteBeforeReplace,
        "replaceOnChanges": list(request.replaceOnChanges),
        "ignoreChanges": list(request.ignoreChanges),
        "additionalSecretOutputs": list(request.additionalSecretOutputs),
        "importId": request.importId,
        "hideDiffs": len(request.hideDiffs),
        "replaceWith": list(request.replace_with),
        "replacementTrigger": request.HasField("replacement_trigger"),
        "hooks": [name for _, names in request.hooks.ListFields() for name in names],
        "customTimeouts": sorted(field.name for field, _ in request.customTimeouts.ListFields()),
        "deletedWith": _inherited("deletedWith", request, requests) or "",
        "protect": bool(_inherited("protect", request, requests)),
        "retainOnDelete": bool(_inherited("retainOnDelete", request, requests)),
        "aliases": sorted({_former(urn, alias) for alias in request.aliases}),
    }


def _kept(resource: Resource) -> dict[str, Any]:
    return {
        "deleteBeforeReplace": resource.delete_before_replace,
        "replaceOnChanges": list(resource.replace_on_changes),
        "ignoreChanges": list(resource.ignore_changes),
        "additionalSecretOutputs": list(resource.additional_secret_outputs),
        "importId": resource.import_id,
        "hideDiffs": len(resource.hide_diffs),
        "replaceWith": list(resource.replace_with),
        "replacementTrigger": resource.replacement_trigger is not None,
        "hooks": [name for names in resource.hooks.values() for name in names],
        "customTimeouts": sorted(resource.custom_timeouts),
        "deletedWith": resource.deleted_with,
        "protect": resource.protect,
        "retainOnDelete": resource.retain_on_delete,
    }


def _own_aliases(resource: Resource, requests: Requests) -> list[str]:
    """The aliases of a resource; below a parent that has some, without those that follow from them."""
    kept, request = set(resource.aliases), requests.get(resource.urn)
    if request and _inherited("aliases", requests.get(request.parent, Request()), requests):
        kept &= {_former(resource.urn, alias) for alias in request.aliases}
    return sorted(kept)


def _inherited(field: str, request: Request, requests: Requests) -> Any:
    """The value of the nearest of a resource and its parents that says something."""
    while True:
        said = {each.name: value for each, value in request.ListFields()}
        if field in said or request.parent not in requests:
            return said.get(field)
        request = requests[request.parent]


def _former(urn: str, alias: alias_pb2.Alias) -> str:
    """The URN that an alias names, whatever else its parent was called."""
    if alias.HasField("urn"):
        return alias.urn
    spec = alias.spec
    place, types, name = urn.rsplit("::", 2)
    above, _, own = types.rpartition("$")
    if spec.parentUrn:
        above = spec.parentUrn.split("::")[2]
    of_parent = "" if spec.noParent or above in ("", STACK) else f"{above}$"
    return f"{place}::{of_parent}{spec.type or own}::{spec.name or name}"
