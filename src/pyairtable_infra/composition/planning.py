"""The offline plan of a stack."""

from pathlib import Path

from pyairtable_infra.composition.program import deploy
from pyairtable_infra.engine.assumptions import Assumptions
from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.run import run
from pyairtable_infra.plan.model import Plan
from pyairtable_infra.profile.account import AccountProfile
from pyairtable_infra.profile.loader import Profile
from pyairtable_infra.profile.sources import ACCOUNT, NAMESPACE


def plan_of(profile: Profile, root: Path, assumptions: Assumptions | None = None) -> Plan:
    """What a deployment of `profile` would make.

    Args:
        profile: The environment, or the account.
        root: The project's folder.
        assumptions: What is taken for granted about the account.

    Raises:
        EngineError: A component refuses what the profile says.
    """
    try:
        return run(
            lambda: deploy(profile),
            project=NAMESPACE,
            stack_name=ACCOUNT if isinstance(profile, AccountProfile) else profile.environment,
            root=root,
            assumptions=assumptions or Assumptions(),
        )
    except ValueError as error:  # what a component refuses
        raise EngineError(str(error)) from error
