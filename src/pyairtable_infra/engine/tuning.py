"""What makes a run in this process fast.

Measured on a plan of 8,860 resources (docs/adr/0004): without these it takes half as long again.
"""

import asyncio
import gc
import os
import sys
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from pulumi.runtime import resource as sdk
from pulumi.runtime.proto import source_pb2

from pyairtable_infra.engine.order import LATER, ORDER

_CONSTRUCTORS = 3
"""`__init__` of Resource, of CustomResource or ComponentResource, and of the class itself: then comes the caller."""

_LIBRARIES = f"{os.sep}site-packages{os.sep}"


class InlineExecutor(ThreadPoolExecutor):
    """An executor that runs at once: the monitor is in this process, and a thread would only cost time."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run `fn` now."""
        future: Future[Any] = Future()
        try:
            result = fn(*args, **kwargs)
        except Exception as error:
            future.set_exception(error)
        else:
            if asyncio.iscoroutine(result):  # an answer that waits for a transform
                asyncio.ensure_future(_settle(result, future))  # noqa: RUF006 - the loop's next steps wait for `future`
            else:
                future.set_result(result)
        return future


async def _settle(answer: Coroutine[Any, Any, Any], future: Future[Any]) -> None:
    """Hand the outcome of `answer` over to `future`."""
    try:
        future.set_result(await answer)
    except Exception as error:
        future.set_exception(error)


@contextmanager
def tuned() -> Iterator[None]:
    """Collect no garbage, and let the SDK look at one stack frame of each resource instead of all.

    A run makes long-lived objects, and every collection scans them all. Runs in several threads share this: the last
    one to end puts everything back.
    """
    with _tuning:
        _tuning_state.enter()
    try:
        yield
    finally:
        with _tuning:
            _tuning_state.leave()


class _State:
    """How many runs are on, and how things were before the first."""

    def __init__(self) -> None:
        self.runs = 0
        self.collecting = True
        self.trace = sdk._get_stack_trace

    def enter(self) -> None:
        if not self.runs:
            self.collecting, self.trace = gc.isenabled(), sdk._get_stack_trace
            gc.disable()
            sdk._get_stack_trace = _calling_frame
        self.runs += 1

    def leave(self) -> None:
        self.runs -= 1
        if not self.runs:
            sdk._get_stack_trace = self.trace
            if self.collecting:
                gc.enable()


_tuning = Lock()
_tuning_state = _State()


def _calling_frame() -> source_pb2.StackTrace:
    """The frame that called the constructor of a resource: all that a plan tells of a stack trace.

    Python has no columns, so the column says when: the number of the resource in the order of the program.

    The engine names a file of a library where one made the resource; this names the line that called the library,
    since the paths of libraries differ by machine.
    """
    frame = sys._getframe(1)
    constructors = 0
    while frame.f_back is not None and constructors < _CONSTRUCTORS:
        constructors += frame.f_code.co_name == "__init__"
        frame = frame.f_back
    while frame.f_back is not None and _LIBRARIES in frame.f_code.co_filename:
        frame = frame.f_back
    order = ORDER.get()
    position = source_pb2.SourcePosition(
        uri=_uri(frame.f_code.co_filename), line=frame.f_lineno, column=order.number() if order else LATER
    )
    return source_pb2.StackTrace(frames=[source_pb2.StackFrame(pc=position)])


@cache
def _uri(filename: str) -> str:
    path = Path(filename)
    return path.as_uri() if path.is_absolute() else ""
