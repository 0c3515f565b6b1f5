"""Transforms: functions of the program that change a resource before it is registered.

https://www.pulumi.com/docs/iac/concepts/resources/options/transforms/
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

from google.protobuf.message import Message
from pulumi.runtime._callbacks import _CallbackServicer
from pulumi.runtime.proto import callback_pb2, resource_pb2

from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.output_values import downgraded, found_in, upgraded

Request = resource_pb2.RegisterResourceRequest
Call = resource_pb2.ResourceInvokeRequest
Options = resource_pb2.TransformResourceOptions
_Answer = TypeVar("_Answer", bound=Message)

PATIENCE = 30.0
"""How many seconds a transform may wait for something."""

_LISTS = {
    "dependencies": "depends_on",
    "ignoreChanges": "ignore_changes",
    "replaceOnChanges": "replace_on_changes",
    "additionalSecretOutputs": "additional_secret_outputs",
    "aliases": "aliases",
    "replace_with": "replace_with",
    "hideDiffs": "hide_diff",
}
_TEXTS = {
    "deletedWith": "deleted_with",
    "pluginDownloadURL": "plugin_download_url",
    "provider": "provider",
    "version": "version",
    "importId": "import",
}
_OPTIONAL = {"protect": "protect", "retainOnDelete": "retain_on_delete"}
"""Our names in a request, and in the options that a transform sees."""


async def apply(request: Request, transforms: Iterable[callback_pb2.Callback]) -> None:
    """Change `request` as `transforms` say, one after the other.

    Raises:
        EngineError: A transform fails, or never ends.
    """
    own = bool(request.transforms)
    dependencies = {key: depends.urns for key, depends in request.propertyDependencies.items()} if own else {}
    asked = resource_pb2.TransformRequest(
        type=request.type,
        name=request.name,
        custom=request.custom,
        parent=request.parent,
        properties=upgraded(request.object, dependencies),
        options=_options(request),
    )
    for transform in transforms:
        answer = await _answer(transform.token, asked)
        asked.properties.CopyFrom(answer.properties)
        if answer.HasField("options"):
            asked.options.CopyFrom(answer.options)
    _take(request, asked.options)
    _depend(request, asked, own=own)
    request.object.CopyFrom(downgraded(asked.properties))


def apply_to_call(request: Call, transforms: Iterable[callback_pb2.Callback]) -> None:
    """Change the call `request` as `transforms` say, one after the other.

    Raises:
        EngineError: A transform fails, or waits for something.
    """
    asked = resource_pb2.TransformInvokeRequest(
        token=request.tok,
        args=request.args,
        options=resource_pb2.TransformInvokeOptions(
            provider=request.provider, version=request.version, plugin_download_url=request.pluginDownloadURL
        ),
    )
    for transform in transforms:
        answer = _answer_now(transform.token, asked)
        asked.args.CopyFrom(answer.args)
        if answer.HasField("options"):
            asked.options.CopyFrom(answer.options)
    request.args.CopyFrom(downgraded(asked.args))
    request.provider, request.version = asked.options.provider, asked.options.version
    request.pluginDownloadURL = asked.options.plugin_download_url


async def _answer(token: str, asked: resource_pb2.TransformRequest) -> resource_pb2.TransformResponse:
    callback = _callback(token, asked.name)
    try:
        async with asyncio.timeout(PATIENCE):
            answer = await callback(asked.SerializeToString())
    except TimeoutError:
        raise EngineError(
            f"{asked.name}: a transform still waits after {PATIENCE:g} seconds. "
            "It must not wait for the resource that it changes"
        ) from None
    except Exception as error:
        raise _failure(asked.name, error) from error
    return _checked(answer, resource_pb2.TransformResponse, asked.name)


def _answer_now(token: str, asked: resource_pb2.TransformInvokeRequest) -> resource_pb2.TransformInvokeResponse:
    """The answer of a transform of calls: the SDK takes it from this monitor at once, so it cannot wait."""
    running = _callback(token, asked.token)(asked.SerializeToString()).__await__()
    try:
        next(running)
    except StopIteration as done:
        return _checked(done.value, resource_pb2.TransformInvokeResponse, asked.token)
    except Exception as error:
        raise _failure(asked.token, error) from error
    raise EngineError(f"{asked.token}: a transform waits for something, which it cannot in a plan. Use what is known")


def _callback(token: str, name: str) -> Callable[[bytes], Awaitable[Message]]:
    known = (servicer._callbacks[token] for servicer in _CallbackServicer._servicers if token in servicer._callbacks)
    callback = next(known, None)
    if callback is None:
        raise EngineError(f"{name}: a transform that this process does not know. Register it in the same program")
    return callback


def _failure(name: str, error: Exception) -> EngineError:
    return EngineError(f"{name}: a transform failed: {type(error).__name__}: {error}")


def _checked(answer: Message, kind: type[_Answer], name: str) -> _Answer:
    if not isinstance(answer, kind):
        raise EngineError(f"{name}: a transform answered with {type(answer).__name__}")
    return answer


def _depend(request: Request, asked: resource_pb2.TransformRequest, *, own: bool) -> None:
    """Tell the dependencies anew.

    With transforms of its own, a resource depends on what its options name and its outputs carry; else, on what it
    depended on before. A transform that turns an output into a plain value loses the edge, here as in the engine.
    """
    found = {key: found_in(value) for key, value in asked.properties.fields.items()}
    if own:
        request.propertyDependencies.clear()
        both = {*request.dependencies, *(urn for urns in found.values() for urn in urns)}
        request.dependencies[:] = sorted(both)
    else:
        request.dependencies[:] = list(dict.fromkeys(request.dependencies))
    for key, urns in found.items():
        depends = request.propertyDependencies[key].urns
        depends[:] = sorted({*depends, *urns})


def _options(request: Request) -> Options:
    options = Options()
    for ours, theirs in _LISTS.items():
        getattr(options, theirs).extend(getattr(request, ours))
    for ours, theirs in _TEXTS.items():
        setattr(options, theirs, getattr(request, ours))
    for ours, theirs in _OPTIONAL.items():
        if request.HasField(ours):  # type: ignore[arg-type]
            setattr(options, theirs, getattr(request, ours))
    if request.deleteBeforeReplaceDefined or request.deleteBeforeReplace:
        options.delete_before_replace = request.deleteBeforeReplace
    if request.HasField("customTimeouts"):
        options.custom_timeouts.CopyFrom(request.customTimeouts)
    if request.HasField("replacement_trigger"):
        options.replacement_trigger.CopyFrom(request.replacement_trigger)
    options.hooks.CopyFrom(request.hooks)
    options.providers.update(request.providers)
    return options


def _take(request: Request, options: Options) -> None:
    for ours, theirs in _LISTS.items():
        if ours != "dependencies" or request.transforms:
            request.ClearField(ours)  # type: ignore[arg-type]
            getattr(request, ours).extend(getattr(options, theirs))
    for ours, theirs in _TEXTS.items():
        setattr(request, ours, getattr(options, theirs))
    for ours, theirs in _OPTIONAL.items():
        request.ClearField(ours)  # type: ignore[arg-type]
        if options.HasField(theirs):  # type: ignore[arg-type]
            setattr(request, ours, getattr(options, theirs))
    request.deleteBeforeReplaceDefined = options.HasField("delete_before_replace")
    request.deleteBeforeReplace = options.delete_before_replace
    request.ClearField("customTimeouts")
    if options.HasField("custom_timeouts"):
        request.customTimeouts.CopyFrom(options.custom_timeouts)
    request.ClearField("replacement_trigger")
    if options.HasField("replacement_trigger"):
        request.replacement_trigger.CopyFrom(options.replacement_trigger)
    request.hooks.CopyFrom(options.hooks)
    request.providers.clear()
    request.providers.update(options.providers)
