"""Failures on request: what a cloud does on a bad day, at a call of your choice.

Codes and messages are those that AWS answers with: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html
"""

import time
from threading import Event
from typing import Annotated, Any, Literal, NoReturn

import grpc
from google.protobuf import any_pb2
from pulumi.runtime.proto import provider_pb2 as pb
from pulumi.runtime.proto import status_pb2
from pydantic import BaseModel, ConfigDict, Field

from pyairtable_infra.engine.standin.cloud import Cloud

_UNCOUNTED = {"Handshake", "Attach", "GetPluginInfo", "Cancel"}
_NOTICE = 0.05
_DETAILS = "grpc-status-details-bin"


class Fault(BaseModel):
    """One failure.

    - `error`: the call fails, and nothing was done.
    - `throttle`: the same, as AWS says that there were too many calls.
    - `hang`: the call never ends, and nothing was done.
    - `lost`: it was done, and the call never ends: nobody hears of it.
    - `partial`: a create makes the resource, and says that it did not become ready.

    Args:
        kind: What happens.
        call: At which of the calls that `method` and `urn` choose, from 1 on.
        times: How many of them in a row fail.
        method: The engine's call, such as Create; empty for any.
        urn: A part of the resource's URN; empty for any.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["error", "throttle", "hang", "lost", "partial"]
    call: Annotated[int, Field(ge=1)] = 1
    times: Annotated[int, Field(ge=1)] = 1
    method: str = ""
    urn: str = ""


class Interference(grpc.ServerInterceptor):
    """Counts the calls of the engine, and lets those fail that the account's faults name."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud
        self._cancelled = Event()

    def intercept_service(self, continuation: Any, details: Any) -> Any:
        """Wrap the handler of one method."""
        handler = continuation(details)
        method = details.method.rsplit("/", 1)[-1]
        if method == "Cancel":
            self._cancelled.set()
        if handler is None or handler.unary_unary is None or method in _UNCOUNTED:
            return handler

        def call(request: Any, context: grpc.ServicerContext) -> Any:
            fault = self._due(method, getattr(request, "urn", "") or getattr(request, "tok", ""))
            return (
                self._fail(fault, handler.unary_unary, request, context)
                if fault
                else handler.unary_unary(request, context)
            )

        return grpc.unary_unary_rpc_method_handler(
            call, request_deserializer=handler.request_deserializer, response_serializer=handler.response_serializer
        )

    def _due(self, method: str, urn: str) -> Fault | None:
        number = self._cloud.count(method, urn)
        for text in self._cloud.faults():
            fault = Fault.model_validate_json(text)
            if fault.method not in ("", method) or fault.urn not in urn:
                continue
            nth = len(self._cloud.calls(fault.method, fault.urn, until=number))
            if fault.call <= nth < fault.call + fault.times:
                self._cloud.strike(text)
                return fault
        return None

    def _fail(self, fault: Fault, done: Any, request: Any, context: grpc.ServicerContext) -> NoReturn:
        if fault.kind == "error":
            context.abort(grpc.StatusCode.UNKNOWN, "InternalFailure: the call failed, as was asked for")
        if fault.kind == "throttle":
            context.abort(grpc.StatusCode.UNKNOWN, "ThrottlingException: Rate exceeded")
        if fault.kind == "hang":
            self._hang(context)
        answer = done(request, context)
        if fault.kind == "partial" and isinstance(answer, pb.CreateResponse):
            _not_ready(answer, context)
        self._hang(context)

    def _hang(self, context: grpc.ServicerContext) -> NoReturn:
        while context.is_active() and not self._cancelled.wait(_NOTICE):
            time.sleep(0)
        context.abort(grpc.StatusCode.CANCELLED, "the call was cancelled before it answered")


def _not_ready(answer: pb.CreateResponse, context: grpc.ServicerContext) -> NoReturn:
    """Say that a resource exists and is not ready, as `ErrorResourceInitFailed`."""
    reason = "the resource was made, and did not become ready"
    detail = any_pb2.Any()
    detail.Pack(pb.ErrorResourceInitFailed(id=answer.id, properties=answer.properties, reasons=[reason]))
    status = status_pb2.Status(code=grpc.StatusCode.UNKNOWN.value[0], message=reason, details=[detail])
    context.set_trailing_metadata(((_DETAILS, status.SerializeToString()),))
    context.abort(grpc.StatusCode.UNKNOWN, reason)
