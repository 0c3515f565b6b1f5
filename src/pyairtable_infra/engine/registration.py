"""From a registration request to a resource of the plan."""

import re
from collections.abc import Mapping
from typing import Any

from pulumi.runtime.proto import resource_pb2, source_pb2

from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.property_paths import canonical
from pyairtable_infra.engine.providers import package_of, serves
from pyairtable_infra.engine.values import plain_value
from pyairtable_infra.plan.model import Resource

Request = resource_pb2.RegisterResourceRequest

_DURATION = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)")
_SECONDS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}


def inherit(request: Request, parent: Resource | None) -> None:
    """Give `request` what its parent decides and it does not: protection, retention, deletion, the provider."""
    if parent is None or parent.external:
        return
    if parent.protect and not request.HasField("protect"):
        request.protect = True
    if parent.retain_on_delete and not request.HasField("retainOnDelete"):
        request.retainOnDelete = True
    if parent.deleted_with and not request.deletedWith:
        request.deletedWith = parent.deleted_with
    if request.custom and not request.provider and serves(parent.provider, package_of(request.type)):
        request.provider = parent.provider


def recorded(
    request: Request,
    *,
    urn: str,
    inputs: Mapping[str, Any],
    outputs: Mapping[str, Any],
    id_: str,
    provider: str,
    aliases: tuple[str, ...],
    root: str,
) -> Resource:
    """The resource that `request` asks for, whole: `inherit` has been called."""
    return Resource(
        urn=urn,
        type=request.type,
        custom=request.custom,
        id=id_,
        inputs=inputs,
        outputs=outputs,
        parent=request.parent,
        provider=provider,
        dependencies=tuple(sorted(request.dependencies)),
        property_dependencies={
            key: tuple(sorted(depends.urns)) for key, depends in sorted(request.propertyDependencies.items())
        },
        protect=request.protect,
        retain_on_delete=request.retainOnDelete,
        import_id=request.importId,
        deleted_with=request.deletedWith,
        delete_before_replace=request.deleteBeforeReplace,
        ignore_changes=tuple(request.ignoreChanges),
        replace_on_changes=tuple(request.replaceOnChanges),
        additional_secret_outputs=tuple(request.additionalSecretOutputs),
        aliases=aliases,
        custom_timeouts=_timeouts(request) if request.HasField("customTimeouts") else {},
        hide_diffs=tuple(canonical(path, request.name) for path in request.hideDiffs),
        replace_with=tuple(request.replace_with),
        replacement_trigger=plain_value(request.replacement_trigger),
        hooks=_hooks(request),
        source=position_in(request.sourcePosition, root),
    )


def _hooks(request: Request) -> dict[str, tuple[str, ...]]:
    """The names of the hooks for each moment, which are called as in a state."""
    found = {field.name: tuple(names) for field, names in request.hooks.ListFields()}
    return {"".join(part.title() for part in moment.split("_")): names for moment, names in found.items()}


def _timeouts(request: Request) -> dict[str, Any]:
    timeouts = request.customTimeouts
    given = {"create": timeouts.create, "update": timeouts.update, "delete": timeouts.delete, "read": timeouts.read}
    seconds = {kind: _seconds(value, request.name) for kind, value in given.items() if value}
    return {kind: value for kind, value in seconds.items() if value}


def _seconds(duration: str, name: str) -> float:
    """A duration such as 1h30m in seconds."""
    parts = _DURATION.findall(duration)
    if "".join(number + unit for number, unit in parts) != duration:
        raise EngineError(f"{name}: {duration} is no duration. For example: 1h30m")
    return sum(float(number) * _SECONDS[unit] for number, unit in parts)


def position_in(position: source_pb2.SourcePosition, root: str) -> str:
    """The position in a file of the project; of other files nothing is told, since their paths differ by machine."""
    if not position.uri.startswith(root):
        return ""
    return f"{position.uri.removeprefix(root)}#{position.line}"
