"""Serves a program to the engine, and hears what the engine tells of itself.

The engine asks for a language host. The SDK's own one for inline programs runs the program in this process, so nothing
but the CLI is needed: https://www.pulumi.com/docs/iac/automation-api/
"""

import json
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import grpc
import pulumi
from google.protobuf import empty_pb2
from pulumi.automation._server import LanguageServer
from pulumi.runtime.proto import events_pb2_grpc, language_pb2_grpc

from pyairtable_infra.engine import serving

Program = Callable[[], Awaitable[None] | None]

_COLOUR = re.compile(r"<\{%[^%]*%\}>")
_FAILURES = ("error",)


@dataclass
class Heard:
    """What the engine has told while it ran one command."""

    counts: dict[str, int] = field(default_factory=dict)
    """How many resources were created, updated, replaced, deleted, or stayed the same; at the end only."""
    steps: list[tuple[str, str]] = field(default_factory=list)
    """Each operation that ended so far: what was done, and the URN."""
    errors: list[str] = field(default_factory=list)

    def take(self, event: Mapping[str, Any]) -> None:
        """Take one event. https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/events.go."""
        if "summaryEvent" in event:
            self.counts = dict(event["summaryEvent"]["resourceChanges"] or {})
        elif "resOutputsEvent" in event:
            metadata = event["resOutputsEvent"]["metadata"]
            self.steps.append((metadata["op"], metadata["urn"]))
        elif "diagnosticEvent" in event and event["diagnosticEvent"]["severity"] == "error":
            self.errors.append(_COLOUR.sub("", event["diagnosticEvent"]["message"]).strip())


class _Events(events_pb2_grpc.EventsServicer):
    def __init__(self, heard: Heard) -> None:
        self._heard = heard

    def StreamEvents(self, request_iterator: Any, context: Any) -> Any:  # noqa: N802, ARG002 - the name of the call
        for request in request_iterator:
            self._heard.take(json.loads(request.event))
        return empty_pb2.Empty()


@contextmanager
def listening(heard: Heard, program: Program | None) -> Iterator[tuple[str, ...]]:
    """The options that make a command tell its events, and run `program` if there is one."""

    def register(server: grpc.Server) -> None:
        events_pb2_grpc.add_EventsServicer_to_server(_Events(heard), server)
        if program:
            language_pb2_grpc.add_LanguageRuntimeServicer_to_server(LanguageServer(_told(program)), server)

    server, port = serving.start(register)
    address = f"127.0.0.1:{port}"
    client = (f"--client={address}", "--exec-kind", "auto.inline") if program else ()
    try:
        yield (*client, "--event-log", f"tcp://{address}")
    finally:
        server.stop(grace=None).wait()


def _told(program: Program) -> Program:
    """`program`, whose failure is one message instead of a traceback."""

    async def run() -> None:
        try:
            made = program()
            if made is not None:
                await made
        except (pulumi.RunError, grpc.RpcError):
            raise
        except Exception as error:
            raise pulumi.RunError(f"the program failed: {type(error).__name__}: {error}") from error

    return run
