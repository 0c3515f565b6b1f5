"""Transforms: functions of the program that change a resource before it is registered."""

from collections.abc import Iterable
from typing import Any

from pulumi.runtime._callbacks import _CallbackServicer
from pulumi.runtime.proto import callback_pb2, resource_pb2

from pyairtable_infra.engine.errors import EngineError

Request = resource_pb2.RegisterResourceRequest

_SAME_NAME = ("protect", "version", "pluginDownloadURL", "provider", "customTimeouts", "hooks")
_RENAMED = {
    "dependencies": "depends_on",
    "ignoreChanges": "ignore_changes",
    "replaceOnChanges": "replace_on_changes",
    "additionalSecretOutputs": "additional_secret_outputs",
    "aliases": "aliases",
}
_SCALARS = {
    "deletedWith": "deleted_with",
    "retainOnDelete": "retain_on_delete",
    "pluginDownloadURL": "plugin_download_url",
    "provider": "provider",
    "version": "version",
    "protect": "protect",
    "importId": "import",
}


def apply(request: Request, transforms: Iterable[callback_pb2.Callback]) -> bool:
    """Run `transforms` over `request` in their order; whether there was one.

    Raises:
        EngineError: A transform fails, or waits for something outside this process.
    """
    ran = False
    for transform in transforms:
        _apply_one(request, transform)
        ran = True
    return ran


def _apply_one(request: Request, transform: callback_pb2.Callback) -> None:
    asked = resource_pb2.TransformRequest(
        type=request.type,
        name=request.name,
        custom=request.custom,
        parent=request.parent,
        properties=request.object,
        options=_options(request),
    )
    answer = _call(transform.token, asked.SerializeToString(), request.name)
    request.object.CopyFrom(answer.properties)
    if answer.HasField("options"):
        _take(request, answer.options)


def _call(token: str, message: bytes, name: str) -> resource_pb2.TransformResponse:
    callback = next(
        (servicer._callbacks[token] for servicer in _CallbackServicer._servicers if token in servicer._callbacks), None
    )
    if callback is None:
        raise EngineError(f"{name}: a transform that this process does not know. Register it in the same program")
    running: Any = callback(message)
    try:
        running.send(None)
    except StopIteration as done:
        answer: resource_pb2.TransformResponse = done.value
        return answer
    except Exception as error:
        raise EngineError(f"{name}: a transform failed: {error}") from error
    running.close()
    raise EngineError(f"{name}: a transform waits for something. Make it return its result at once")


def _options(request: Request) -> resource_pb2.TransformResourceOptions:
    options = resource_pb2.TransformResourceOptions()
    for theirs, ours in _RENAMED.items():
        getattr(options, ours).extend(getattr(request, theirs))
    for theirs, ours in _SCALARS.items():
        value = getattr(request, theirs)
        if value:
            setattr(options, ours, value)
    if request.deleteBeforeReplaceDefined:
        options.delete_before_replace = request.deleteBeforeReplace
    if request.HasField("customTimeouts"):
        options.custom_timeouts.CopyFrom(request.customTimeouts)
    options.providers.update(request.providers)
    return options


def _take(request: Request, options: resource_pb2.TransformResourceOptions) -> None:
    for theirs, ours in _RENAMED.items():
        request.ClearField(theirs)  # type: ignore[arg-type]
        getattr(request, theirs).extend(getattr(options, ours))
    for theirs, ours in _SCALARS.items():
        optional = theirs in ("protect", "retainOnDelete")
        if not optional or options.HasField(ours):  # type: ignore[arg-type]
            setattr(request, theirs, getattr(options, ours))
    request.deleteBeforeReplaceDefined = options.HasField("delete_before_replace")
    request.deleteBeforeReplace = options.delete_before_replace
    if options.HasField("custom_timeouts"):
        request.customTimeouts.CopyFrom(options.custom_timeouts)
    request.providers.clear()
    request.providers.update(options.providers)
