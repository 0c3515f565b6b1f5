"""Plans for commands."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyairtable_infra.engine.assumptions import Assumptions
    from pyairtable_infra.plan.model import Plan


def plan_of(environment: str, root: Path, assumptions: "Assumptions | None" = None) -> "Plan":
    """The offline plan of an environment whose file is below `root`.

    Raises:
        ProfileError: The file is wrong.
        EngineError: A component refuses it, or it cannot be planned.
    """
    from pyairtable_infra.profile.loader import load  # noqa: PLC0415

    profile = load(environment, root)  # before Pulumi is imported: a bad profile is told at once
    from pyairtable_infra.composition.environment import deploy  # noqa: PLC0415
    from pyairtable_infra.engine.assumptions import Assumptions  # noqa: PLC0415
    from pyairtable_infra.engine.errors import EngineError  # noqa: PLC0415
    from pyairtable_infra.engine.run import run  # noqa: PLC0415
    from pyairtable_infra.profile.sources import NAMESPACE  # noqa: PLC0415

    try:
        return run(
            lambda: deploy(profile),
            project=NAMESPACE,
            stack_name=environment,
            root=root,
            assumptions=assumptions or Assumptions(),
        )
    except ValueError as error:  # what a component refuses
        raise EngineError(str(error)) from error
