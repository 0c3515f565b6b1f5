"""Run a program against the monitor, in this process."""

import asyncio
import contextvars
import gc
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from google.protobuf import empty_pb2
from pulumi.runtime import config as pulumi_config
from pulumi.runtime import settings, stack
from pulumi.runtime.proto import engine_pb2

from pyairtable_infra.engine.assumptions import Assumptions
from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.monitor import PlanMonitor
from pyairtable_infra.engine.providers import Providers
from pyairtable_infra.plan.model import Plan

log = logging.getLogger("pyairtable_infra.program")
"""What the program itself says."""


class _Inline(ThreadPoolExecutor):
    """An executor that runs at once: the monitor is in this process, and a thread would only cost time."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class _Listener:
    """The part of the engine that a program logs to."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        self._root = ""

    def Log(self, request: engine_pb2.LogRequest) -> empty_pb2.Empty:  # noqa: N802 - the name of the call
        level = {engine_pb2.DEBUG: logging.DEBUG, engine_pb2.INFO: logging.INFO, engine_pb2.WARNING: logging.WARNING}
        log.log(level.get(request.severity, logging.ERROR), "%s", request.message)
        if request.severity == engine_pb2.ERROR:
            self.errors.append(request.message)
        return empty_pb2.Empty()

    def SetRootResource(self, request: engine_pb2.SetRootResourceRequest) -> engine_pb2.SetRootResourceResponse:  # noqa: N802
        self._root = request.urn
        return engine_pb2.SetRootResourceResponse()

    def GetRootResource(self, _: Any) -> engine_pb2.GetRootResourceResponse:  # noqa: N802
        return engine_pb2.GetRootResourceResponse(urn=self._root)


def run(
    program: Callable[[], Awaitable[None] | None],
    *,
    project: str,
    stack_name: str,
    root: Path,
    config: Mapping[str, str] | None = None,
    secret_keys: tuple[str, ...] = (),
    assumptions: Assumptions = Assumptions(),  # noqa: B008 - it is frozen
    unknowns: bool = False,
) -> Plan:
    """The plan of `program`: what it registers as the stack `stack_name` of `project`.

    Args:
        program: What an ordinary `__main__.py` does.
        project: The project's name.
        stack_name: The stack's name.
        root: The project's folder.
        config: Configuration values by full key (`aws:region`), as text; structured ones as JSON.
        secret_keys: Keys of `config` whose values are secret.
        assumptions: What is taken for granted about the account.
        unknowns: Leave computed values unknown, as a first preview does. Finds programs that branch on outputs.

    Raises:
        EngineError: The program does what cannot be planned; what it raises itself comes through as it is.
    """
    config = dict(config or {})
    listener = _Listener()
    monitor = PlanMonitor(
        project=project,
        stack=stack_name,
        root=f"{root.resolve().as_uri()}/",
        assumptions=assumptions,
        providers=Providers(project, stack_name, config, assumptions.default_region),
        unknowns=unknowns,
    )

    def body() -> None:
        settings.ROOT.set(None)
        settings.configure(
            settings.Settings(
                project=project,
                stack=stack_name,
                organization="organization",
                root_directory=str(root),
                monitor=monitor,
                engine=listener,
                dry_run=unknowns,
            )
        )
        pulumi_config.set_all_config(dict(config), list(secret_keys))
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        executor = _Inline()
        loop.set_default_executor(executor)
        try:
            loop.run_until_complete(stack.run_in_stack(program))
        finally:
            loop.close()
            asyncio.set_event_loop(None)

    with _rare_collections():
        contextvars.copy_context().run(body)
    if listener.errors:
        raise EngineError(f"the program reported an error: {listener.errors[0]}")
    return monitor.plan()


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Collect garbage rarely: two thirds of the time of a plain run go to scanning live tasks again and again."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
