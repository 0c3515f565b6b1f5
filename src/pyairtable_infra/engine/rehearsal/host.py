"""Serves a program to the engine, and hears what the engine tells of itself.

The engine asks a language host to run the program. This one runs it in this process, as the SDK's Automation API does
with an inline program, so nothing but the CLI is needed: https://www.pulumi.com/docs/iac/automation-api/
"""

import asyncio
import contextvars
import json
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import grpc
import pulumi
from google.protobuf import empty_pb2
from pulumi import runtime
from pulumi.runtime import settings
from pulumi.runtime.proto import engine_pb2, events_pb2_grpc, language_pb2, language_pb2_grpc

from pyairtable_infra.engine import serving
from pyairtable_infra.engine.rehearsal.language_host import LanguageHost
from pyairtable_infra.engine.run import end, unseen
from pyairtable_infra.engine.tuning import tuned

Program = Callable[[], Awaitable[None] | None]

_COLOUR = re.compile(r"<\{%[^%]*%\}>")
_BEGINS, _HEAD = '"resourcePreEvent"', 100
"""What nobody asks of an event, and where its name stands: every second event says that an operation begins."""
_THREADS_EACH = 4
"""Threads for each operation that the engine does at once, as in the SDK's own hosts."""


@dataclass
class Heard:
    """What the engine has told while it ran one command."""

    counts: dict[str, int] = field(default_factory=dict)
    """How many resources were created, updated, replaced, deleted, or stayed the same; at the end only."""
    steps: list[tuple[str, str]] = field(default_factory=list)
    """Each operation that ended so far: what was done, and the URN."""
    urns: set[str] = field(default_factory=set)
    """Of these operations."""
    errors: list[str] = field(default_factory=list)

    @property
    def resources(self) -> int:
        """How many resources the engine is done with."""
        return len(self.urns)

    @property
    def changes(self) -> list[tuple[str, str]]:
        """The operations that changed something."""
        return [(kind, urn) for kind, urn in self.steps if kind != "same"]

    def take(self, event: Mapping[str, Any]) -> None:
        """Take one event. https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/events.go."""
        if "summaryEvent" in event:
            self.counts = dict(event["summaryEvent"]["resourceChanges"] or {})
        elif "resOutputsEvent" in event:
            metadata = event["resOutputsEvent"]["metadata"]
            self.steps.append((metadata["op"], metadata["urn"]))
            self.urns.add(metadata["urn"])
        elif "diagnosticEvent" in event and event["diagnosticEvent"]["severity"] == "error":
            self.errors.append(_COLOUR.sub("", event["diagnosticEvent"]["message"]).strip())


class _Events(events_pb2_grpc.EventsServicer):
    def __init__(self, heard: Heard) -> None:
        self._heard = heard

    def StreamEvents(self, request_iterator: Any, context: Any) -> Any:  # noqa: N802, ARG002 - the name of the call
        for request in request_iterator:
            if _BEGINS not in request.event[:_HEAD]:
                self._heard.take(json.loads(request.event))
        return empty_pb2.Empty()


class _WithoutDebug:
    """The engine without what the SDK logs of each resource, call by call, and nobody reads."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine

    def Log(self, request: Any) -> Any:  # noqa: N802 - the name of the call
        return None if request.severity == engine_pb2.DEBUG else self._engine.Log(request)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)


class _ProgramHost(LanguageHost):
    def __init__(self, program: Program) -> None:
        self._program = program
        self._stop: Callable[[], object] = lambda: None

    def end(self) -> None:
        """Stop the program where it still runs: of an engine that is gone it would wait for ever for answers."""
        self._stop()

    def Run(self, request: Any, context: Any) -> Any:  # noqa: N802, ARG002 - the name of the call
        return language_pb2.RunResponse(error=contextvars.copy_context().run(self._run, request))

    def _run(self, request: Any) -> str:
        """Run the program; what went wrong, if anything did."""
        runtime.reset_options(
            project=request.project,
            stack=request.stack,
            organization=request.organization,
            monitor_address=request.monitor_address,
            engine_address=next(iter(request.args), ""),
            parallel=request.parallel,
            preview=request.dryRun,
        )
        settings.SETTINGS.engine = _WithoutDebug(settings.SETTINGS.engine)
        runtime.set_all_config(dict(request.config), list(request.configSecretKeys))
        loop = asyncio.new_event_loop()
        loop.set_exception_handler(unseen)
        loop.set_default_executor(ThreadPoolExecutor(max(request.parallel, 1) * _THREADS_EACH))
        asyncio.set_event_loop(loop)
        try:
            self._stop = partial(_cancel, loop)
            with tuned():
                loop.run_until_complete(runtime.run_in_stack(self._program))
        except pulumi.RunError as error:
            return str(error)
        except (grpc.RpcError, asyncio.CancelledError):
            return "the engine ended before the program"
        except Exception as error:
            return f"the program failed: {type(error).__name__}: {error}"
        finally:
            end(loop)
            asyncio.set_event_loop(None)
        return ""


def _cancel(loop: asyncio.AbstractEventLoop) -> None:
    """Cancel all that runs in `loop`, from another thread; it may be closed already.

    A program that waits for an invoke blocks its own task, so the task of the invoke has to end too.
    """

    def every() -> None:
        for task in asyncio.all_tasks(loop):
            task.cancel()

    with suppress(RuntimeError):
        loop.call_soon_threadsafe(every)


@contextmanager
def listening(heard: Heard, program: Program | None) -> Iterator[tuple[str, ...]]:
    """The options that make a command tell its events, and run `program` if there is one."""
    host = _ProgramHost(program) if program else None

    def register(server: grpc.Server) -> None:
        events_pb2_grpc.add_EventsServicer_to_server(_Events(heard), server)
        if host:
            language_pb2_grpc.add_LanguageRuntimeServicer_to_server(host, server)

    server, port = serving.start(register)
    address = f"127.0.0.1:{port}"
    client = (f"--client={address}", "--exec-kind", "auto.inline") if program else ()
    try:
        yield (*client, "--event-log", f"tcp://{address}")
    finally:
        if host:
            host.end()
        server.stop(grace=None).wait()
