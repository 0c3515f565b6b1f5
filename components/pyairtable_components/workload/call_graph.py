"""Who calls whom; no Pulumi here."""

from collections.abc import Mapping
from dataclasses import dataclass

from pyairtable_components.workload.service import ServiceSpec


@dataclass(frozen=True)
class Call:
    """One edge: `caller` reaches `callee` on `port`."""

    caller: str
    callee: str
    port: int


def calls(services: Mapping[str, ServiceSpec]) -> tuple[Call, ...]:
    """Every edge between `services`, in a stable order."""
    return tuple(
        Call(caller, callee, spec.port)
        for callee, spec in sorted(services.items())
        if spec.port is not None
        for caller in sorted(set(spec.callers))
    )


def unknown_callers(services: Mapping[str, ServiceSpec]) -> tuple[tuple[str, str], ...]:
    """Pairs of a service and one of its callers that does not exist."""
    return tuple((name, caller) for name, spec in services.items() for caller in spec.callers if caller not in services)
