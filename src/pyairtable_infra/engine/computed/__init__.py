"""What AWS computes for a resource, made up deterministically: one rule for each type.

The monitor and the stand-in providers share this table, so a plan and a rehearsal agree. A type without a rule fails:
a policy document with a hole in it would be judged wrongly.
"""

from collections.abc import Mapping

from pyairtable_infra.engine.computed import basics, containers, edge, network
from pyairtable_infra.engine.computed.subject import Computed, Rule, Subject
from pyairtable_infra.engine.errors import EngineError

RULES: Mapping[str, Rule] = {**basics.RULES, **containers.RULES, **edge.RULES, **network.RULES}

__all__ = ["RULES", "Computed", "Subject", "computed"]


def computed(type_: str, subject: Subject) -> Computed:
    """The computed values of a resource.

    Raises:
        EngineError: The type has no rule.
    """
    rule = RULES.get(type_)
    if rule is None:
        name = subject.urn.rsplit("::", 1)[-1]
        raise EngineError(
            f"{name}: the offline engine does not know what AWS computes for {type_}. "
            "Add a rule to pyairtable_infra/engine/computed"
        )
    return rule(subject)
