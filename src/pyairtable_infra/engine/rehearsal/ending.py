"""How an environment shrinks and ends, and what outlives it."""

from pyairtable_infra.engine.rehearsal.accidents import ADDED
from pyairtable_infra.engine.rehearsal.phase import Phase
from pyairtable_infra.engine.rehearsal.stage import UP, Stage

_PROTECTED = "protected"


def remove_a_task(stage: Stage) -> None:
    """The task that was added goes; what holds its history stays where protection is strict."""
    with stage.phase("removal") as phase:
        plan = stage.planned()
        going = [one for one in plan.resources if one.custom and one.name.startswith(ADDED)]
        stage.file.drop(("tasks", ADDED))
        for resource in (one for one in going if one.protect):
            if not phase.shown:
                stage.refused(*UP, because=_PROTECTED)
                phase.show("up is refused: it would delete what is protected")
            stage.run("state", "unprotect", resource.urn, "--yes")
        stage.run(*UP)
        _retained(stage, phase, {one.urn for one in going if one.retain_on_delete})


def destroy(stage: Stage) -> None:
    """The whole environment goes; where it is protected, only after the protection is lowered."""
    with stage.phase("destroy") as phase:
        plan = stage.planned()
        if any(resource.protect for resource in plan.resources):
            stage.refused("destroy", "--yes", "--skip-preview", because=_PROTECTED)
            phase.show(f"destroy is refused: {sum(one.protect for one in plan.resources)} resources are protected")
        before = len(stage.cloud.things())
        stage.file.change(("protection",), "none")
        stage.run(*UP)
        stage.run("destroy", "--yes", "--skip-preview")
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
