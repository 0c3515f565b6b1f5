"""The offline plans that commands are about."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyairtable_infra.engine.assumptions import Assumptions
    from pyairtable_infra.plan.model import Plan
    from pyairtable_infra.profile.loader import Profile


def planned(environment: str, root: Path, assumptions: "Assumptions | None" = None) -> "Plan":
    """The plan of an environment whose file is below `root`."""
    return profile_and_plan(environment, root, assumptions)[1]


def profile_and_plan(environment: str, root: Path, assumptions: "Assumptions | None" = None) -> "tuple[Profile, Plan]":
    """The profile of an environment or of the account, and its plan.

    Raises:
        ProfileError: The file is wrong.
        EngineError: A component refuses it, or it cannot be planned.
    """
    from pyairtable_infra.profile.loader import load_stack  # noqa: PLC0415 - imported when needed

    profile = load_stack(environment, root)  # before Pulumi is imported: a bad profile is told at once
    from pyairtable_infra.composition.planning import plan_of  # noqa: PLC0415

    return profile, plan_of(profile, root, assumptions)
