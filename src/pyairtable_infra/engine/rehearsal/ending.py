"""How an environment shrinks and ends, and what outlives it."""

from pyairtable_infra.engine.rehearsal.accidents import ADDED
from pyairtable_infra.engine.rehearsal.phase import Phase
from pyairtable_infra.engine.rehearsal.stage import UP, Stage
from pyairtable_infra.engine.standin.guards import guarded

_PROTECTED = "protected"
_DESTROY = ("destroy", "--yes")
"""With its preview, which is where the engine refuses: without one, it deletes until it meets what is protected.

https://github.com/pulumi/pulumi/blob/v3.259.0/pkg/resource/deploy/step.go (DeleteStep.Apply)
"""


def remove_a_task(stage: Stage) -> None:
    """The task that was added goes; what holds its history stays where protection is strict."""
    with stage.phase("removal") as phase:
        plan = stage.planned()
        going = [one for one in plan.resources if one.custom and one.name.startswith(ADDED)]
        stage.file.drop(("tasks", ADDED))
        for resource in (one for one in going if one.protect):
            if not phase.shown:
                stage.refused("up", "--yes", because=_PROTECTED)
                phase.show("up is refused: it would delete what is protected")
            stage.run("state", "unprotect", resource.urn, "--yes")
        stage.run(*UP)
        _retained(stage, phase, {one.urn for one in going if one.retain_on_delete})


def destroy(stage: Stage) -> None:
    """The whole environment goes; where it is protected, only after the protection is lowered."""
    with stage.phase("destroy") as phase:
        plan = stage.planned()
        protected = sum(resource.protect for resource in plan.resources)
        if protected:
            stage.refused(*_DESTROY, because=_PROTECTED)
            stage.agrees()
            phase.show(f"destroy is refused, and deletes nothing; protected resources: {protected}")
        before = len(stage.cloud.things())
        if protected or any(map(guarded, stage.cloud.things())):
            stage.file.change(("protection",), "none")
            stage.run(*UP)
            phase.show("the protection is lowered in the profile, with an up of its own")
        stage.run(*_DESTROY)
        phase.expect(not stage.state()["deployment"].get("resources"), "the state is not empty")
        _retained(stage, phase, set())
        leaks = stage.leaks()
        phase.expect(not leaks, f"a secret value is in plain text in {', '.join(leaks)}")
        phase.show(f"{before - len(stage.cloud.things())} resources are gone, and {len(stage.retained)} are left")


def _retained(stage: Stage, phase: Phase, wanted: set[str]) -> None:
    """Expect that what left the state is gone, but for what is wanted to stay; show that."""
    left = stage.holdings()
    phase.expect(not left.lost and not left.pending, f"state and account differ: {left}")
    there = {thing.urn for thing in left.orphans}
    phase.expect(there == wanted, f"these stay in the account: {sorted(there)}, and these were to: {sorted(wanted)}")
    stage.retained |= {(thing.type, thing.key) for thing in left.orphans}
    for thing in left.orphans:
        phase.show(f"retained: {thing.type} {thing.id}")
