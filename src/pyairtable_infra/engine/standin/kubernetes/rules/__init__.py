"""What the API server refuses and no schema says: rules between fields, and the names of objects."""

from collections.abc import Iterator
from itertools import chain

from pyairtable_infra.engine.standin.kubernetes.rules import names, others, pods, workloads
from pyairtable_infra.engine.standin.kubernetes.rules.inside import Finding, Thing
from pyairtable_infra.engine.standin.kubernetes.rules.names import of_release

__all__ = ["Finding", "Thing", "findings", "of_release"]


def findings(thing: Thing) -> Iterator[Finding]:
    """Everything that is wrong by a rule."""
    return chain.from_iterable(each.findings(thing) for each in (names, workloads, pods, others))
