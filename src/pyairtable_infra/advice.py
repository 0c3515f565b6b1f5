"""What would make an environment cheaper, and by how much: each alternative is planned and estimated whole."""

from pathlib import Path

from pyairtable_infra.cost.errors import CostError
from pyairtable_infra.cost.estimate import estimate, largest_savings_plan
from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.plan.model import Plan
from pyairtable_infra.profile.account import AccountProfile
from pyairtable_infra.profile.alternatives import alternatives
from pyairtable_infra.profile.loader import Profile
from pyairtable_infra.report.cost import Suggestion


def suggestions(profile: Profile, plan: Plan, root: Path) -> tuple[Suggestion, ...]:
    """The changes of `profile` that save something, the largest saving first.

    Each saving is that of the change alone: two changes together may save less than both. The account has nothing to
    choose.
    """
    if isinstance(profile, AccountProfile):
        return ()
    from pyairtable_infra.composition.planning import plan_of  # noqa: PLC0415 - it imports the provider's SDK

    monthly = estimate(plan).monthly
    found = []
    for alternative in alternatives(profile, largest_savings_plan(plan)):
        try:
            cheaper = estimate(plan_of(alternative.profile, root)).monthly
        except (CostError, EngineError):
            continue
        if cheaper < monthly:
            found.append(Suggestion(key=alternative.key, saving=monthly - cheaper))
    return tuple(sorted(found, key=lambda one: (-one.saving, one.key)))
