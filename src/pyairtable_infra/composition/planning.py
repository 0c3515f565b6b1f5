"""The offline plan of an environment."""

from pathlib import Path

from pyairtable_infra.composition.environment import deploy
from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.run import run
from pyairtable_infra.plan.model import Plan
from pyairtable_infra.profile.profile import EnvironmentProfile
from pyairtable_infra.profile.sources import NAMESPACE


def plan_of(profile: EnvironmentProfile, root: Path) -> Plan:
    """What a deployment of `profile` would make.

    Raises:
        EngineError: A component refuses what the profile says.
    """
    try:
        return run(lambda: deploy(profile), project=NAMESPACE, stack_name=profile.environment, root=root)
    except ValueError as error:  # what a component refuses
        raise EngineError(str(error)) from error
