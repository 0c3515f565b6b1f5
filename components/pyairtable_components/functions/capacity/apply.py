"""One way to carry a decision out: remember first, then change, and say what failed."""

from collections.abc import Callable, Mapping
from typing import Any

from pyairtable_components.functions.capacity.calls import Capacity
from pyairtable_components.functions.capacity.core import Decision, Size


def take_down(capacity: Capacity, decision: Decision) -> dict[str, str]:
    """Remember what the services were, make them smaller, and tell what failed by name."""
    if decision.changes:
        capacity.remember(decision.remembered)
    return tried(decision.changes, capacity.resize)


def give_back(capacity: Capacity, decision: Decision, remembered: Mapping[str, Size]) -> dict[str, str]:
    """Give the services their size, and forget those where that worked; tell what failed by name."""
    failed = tried(decision.changes, capacity.resize)
    memory = {**decision.remembered, **{name: remembered[name] for name in failed}}
    if memory != dict(remembered):
        capacity.remember(memory)
    return failed


def tried(changes: Mapping[str, Any], change: Callable[[str, Any], object]) -> dict[str, str]:
    """Make each change; one that fails hinders no other."""
    failed = {}
    for name, value in changes.items():
        try:
            change(name, value)
        except Exception as error:
            failed[name] = str(error)
    return failed
