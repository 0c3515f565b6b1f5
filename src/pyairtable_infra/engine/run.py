"""Run a program against the monitor, in this process."""

import asyncio
import contextvars
import logging
import warnings
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from google.protobuf import empty_pb2
from pulumi.runtime import config as pulumi_config
from pulumi.runtime import settings, stack
from pulumi.runtime.proto import engine_pb2

from pyairtable_infra.engine.assets import Assets
from pyairtable_infra.engine.assumptions import Assumptions
from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.monitor import PlanMonitor
from pyairtable_infra.engine.order import ORDER, Order
from pyairtable_infra.engine.outcomes import Outcomes
from pyairtable_infra.engine.project import project_config
from pyairtable_infra.engine.providers import Providers
from pyairtable_infra.engine.tuning import InlineExecutor, tuned
from pyairtable_infra.plan.model import Plan

log = logging.getLogger("pyairtable_infra.program")
"""What the program itself says."""


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
    directory: Path | None = None,
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
        directory: Where paths of files start; `root` if not given.
        config: Configuration values by full key (`aws:region`), as text; structured ones as JSON. What `Pulumi.yaml`
            gives to every stack of the project is there already.
        secret_keys: Keys of `config` whose values are secret.
        assumptions: What is taken for granted about the account.
        unknowns: Leave computed values unknown, as a first preview does. Finds programs that branch on outputs.

    Raises:
        EngineError: The program does what cannot be planned; what it raises itself comes through as it is.
    """
    config = {**project_config(root, project), **(config or {})}
    listener = _Listener()
    monitor = PlanMonitor(
        project=project,
        stack=stack_name,
        root=f"{root.resolve().as_uri()}/",
        assumptions=assumptions,
        assets=Assets(root.resolve(), (directory or root).resolve()),
        providers=Providers(project, stack_name, config, assumptions.default_region, secret_keys),
        outcomes=Outcomes(assumptions, unknowns),
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
        loop.set_exception_handler(unseen)
        asyncio.set_event_loop(loop)
        executor = InlineExecutor()
        loop.set_default_executor(executor)
        try:
            order = Order()
            ORDER.set(order)
            order.program = loop.create_task(stack.run_in_stack(program))
            loop.run_until_complete(order.program)
        finally:
            end(loop)
            asyncio.set_event_loop(None)

    with tuned():
        contextvars.copy_context().run(body)
    if listener.errors:
        raise EngineError(f"the program reported an error: {listener.errors[0]}")
    return monitor.plan()


def unseen(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """When a program fails, nobody looks at what depended on it; the failure itself is raised, and once is enough."""
    log.debug("%s", context.get("exception") or context["message"])


def end(loop: asyncio.AbstractEventLoop) -> None:
    """Close `loop`. What a program that failed has left in it is cancelled first, without a word of the SDK's."""
    left = asyncio.all_tasks(loop)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "coroutine .* was never awaited", RuntimeWarning)
        for task in left:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        left.clear()
        loop.close()
