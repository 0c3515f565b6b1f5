"""What reached the providers, compared with what the plan says that a deployment sends."""

from typing import Any

from pyairtable_infra.plan.agreement import Comparable, without_paths
from pyairtable_infra.plan.file import without_secrets
from pyairtable_infra.plan.model import UNKNOWN, Plan, Resource
from tests.engine.grpc_log import PROVIDER, Log


def received(log: Log) -> Comparable:
    """The inputs of each resource that was checked and created, and how long its creation may take."""
    found: dict[str, dict[str, Any]] = {}
    for method, request, _ in log.calls(PROVIDER, "Check", "Create"):
        said = found.setdefault(request["urn"], {})
        if method == "Check":
            said["checked"] = _inputs(request.get("news", {}))
        else:
            said |= {"created": _inputs(request.get("properties", {})), "timeout": request.get("timeout")}
    return found


def sent(plan: Plan) -> Comparable:
    """The same of a plan that nothing was deployed of yet. A provider of unknown configuration is asked for nothing."""
    unsure = {one.urn for one in plan.resources if UNKNOWN in one.inputs.values()}
    return {
        one.urn: _sent(one)
        for one in plan.resources
        if one.provider and not one.external and one.provider.rpartition("::")[0] not in unsure
    }


def _sent(resource: Resource) -> dict[str, Any]:
    inputs = _inputs(dict(resource.inputs))
    if resource.import_id:
        return {"checked": inputs}
    return {"checked": inputs, "created": inputs, "timeout": resource.custom_timeouts.get("create")}


def _inputs(values: dict[str, Any]) -> Any:
    return without_paths(without_secrets(values))
