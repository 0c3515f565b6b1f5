"""What AWS or a cluster computes for a resource, made up deterministically: a rule for each type or for a package.

The monitor and the stand-in providers share this table, so a plan and a rehearsal agree. A type without a rule fails:
a policy document with a hole in it would be judged wrongly.
"""

from collections.abc import Mapping

from pyairtable_infra.engine.computed import (
    account,
    artefacts,
    basics,
    containers,
    data,
    edge,
    kubernetes,
    messaging,
    network,
    registry,
    secrets,
)
from pyairtable_infra.engine.computed.subject import Computed, Rule, Subject
from pyairtable_infra.engine.errors import EngineError

RULES: Mapping[str, Rule] = {
    **account.RULES,
    **artefacts.RULES,
    **basics.RULES,
    **containers.RULES,
    **data.RULES,
    **edge.RULES,
    **messaging.RULES,
    **network.RULES,
    **registry.RULES,
    **secrets.RULES,
}
"""By type."""

PACKAGES: Mapping[str, Rule] = {"kubernetes": kubernetes.anything}
"""By package, where one rule serves all of its types."""

__all__ = ["PACKAGES", "RULES", "Computed", "Subject", "computed"]

_PARTS = 2
"""What a type has after its package: module and name."""


def computed(type_: str, subject: Subject) -> Computed:
    """The computed values of a resource.

    Raises:
        EngineError: Neither the type nor its package has a rule.
    """
    rule = RULES.get(type_) or PACKAGES.get(type_.partition(":")[0])
    if rule is None:
        raise EngineError(f"{subject.urn.rsplit('::', 1)[-1]}: {_unknown(type_)}")
    return rule(subject)


def _unknown(type_: str) -> str:
    package, *others = type_.split(":")
    if len(others) != _PARTS:
        return f"{type_} is no type of a resource. For example: aws:s3/bucket:Bucket"
    packages = sorted({known.split(":")[0] for known in RULES} | PACKAGES.keys())
    if package not in packages:
        return f"{type_}: the offline engine has no provider {package}. It has: {', '.join(packages)}"
    return (
        f"the offline engine does not know what AWS computes for {type_}. "
        "Add a rule to pyairtable_infra/engine/computed"
    )
