"""What AWS or a cluster computes for a resource, made up deterministically: a rule for each type or for a package.

The monitor and the stand-in providers share this table, so a plan and a rehearsal agree. A type without a rule fails:
a policy document with a hole in it would be judged wrongly.
"""

from collections.abc import Mapping

from pyairtable_infra.engine.computed import artefacts, basics, containers, edge, kubernetes, messaging, network
from pyairtable_infra.engine.computed.subject import Computed, Rule, Subject
from pyairtable_infra.engine.errors import EngineError

RULES: Mapping[str, Rule] = {
    **artefacts.RULES,
    **basics.RULES,
    **containers.RULES,
    **edge.RULES,
    **messaging.RULES,
    **network.RULES,
}
"""By type."""

PACKAGES: Mapping[str, Rule] = {"kubernetes": kubernetes.anything}
"""By package, where one rule serves all of its types."""

__all__ = ["PACKAGES", "RULES", "Computed", "Subject", "computed"]


def computed(type_: str, subject: Subject) -> Computed:
    """The computed values of a resource.

    Raises:
        EngineError: Neither the type nor its package has a rule.
    """
    rule = RULES.get(type_) or PACKAGES.get(type_.partition(":")[0])
    if rule is None:
        name = subject.urn.rsplit("::", 1)[-1]
        raise EngineError(
            f"{name}: the offline engine does not know what AWS computes for {type_}. "
            "Add a rule to pyairtable_infra/engine/computed"
        )
    return rule(subject)
