"""From a registration request to a resource of the plan."""

from collections.abc import Mapping
from typing import Any

from pulumi.runtime.proto import resource_pb2, source_pb2

from pyairtable_infra.plan.model import Resource


def recorded(
    request: resource_pb2.RegisterResourceRequest,
    *,
    urn: str,
    inputs: Mapping[str, Any],
    outputs: Mapping[str, Any],
    id_: str,
    provider: str,
    aliases: tuple[str, ...],
    parent: Resource | None,
    root: str,
) -> Resource:
    """The resource that `request` asks for; what it does not say about its protection, its parent says."""
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
        protect=request.protect if request.HasField("protect") else bool(parent and parent.protect),
        retain_on_delete=request.retainOnDelete
        if request.HasField("retainOnDelete")
        else bool(parent and parent.retain_on_delete),
        import_id=request.importId,
        deleted_with=request.deletedWith or (parent.deleted_with if parent else ""),
        delete_before_replace=request.deleteBeforeReplace,
        ignore_changes=tuple(request.ignoreChanges),
        replace_on_changes=tuple(request.replaceOnChanges),
        additional_secret_outputs=tuple(request.additionalSecretOutputs),
        aliases=aliases,
        custom_timeouts=_timeouts(request),
        source=_position(request.sourcePosition, root),
    )


def _timeouts(request: resource_pb2.RegisterResourceRequest) -> dict[str, str]:
    if not request.HasField("customTimeouts"):
        return {}
    timeouts = request.customTimeouts
    given = {"create": timeouts.create, "update": timeouts.update, "delete": timeouts.delete}
    return {kind: value for kind, value in given.items() if value}


def _position(position: source_pb2.SourcePosition, root: str) -> str:
    """The position in a file of the project; of other files nothing is told, since their paths differ by machine."""
    if not position.uri.startswith(root):
        return ""
    return f"{position.uri.removeprefix(root)}#{position.line}"
