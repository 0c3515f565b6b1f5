"""The order of the program.

Resources reach the monitor in an order that depends on how often each one had to wait, and that on the addresses of
objects. The order in which the program makes them is always the same.
"""

import asyncio
from contextvars import ContextVar
from itertools import count

LATER = 2**31 - 1
"""After all that is numbered: what is made inside an `apply`, or by a task of the program's own."""

_FIRST = 2
"""Below: the stack, and default providers, which no line of the program makes."""


class Order:
    """Numbers what the program makes, as long as it does so one thing after the other."""

    def __init__(self) -> None:
        self.program: asyncio.Task[None] | None = None
        self._numbers = count(_FIRST)

    def number(self) -> int:
        """The next number; none for what another task than the program makes, since nothing says when it runs."""
        return next(self._numbers) if asyncio.current_task() is self.program else LATER


ORDER: ContextVar[Order | None] = ContextVar("order", default=None)
"""The order of the program that is running."""
