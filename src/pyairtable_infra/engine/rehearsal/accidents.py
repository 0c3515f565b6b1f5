"""A deployment that is stopped in the middle, and how it goes on.

What is typed then: docs/rehearsal.md.
"""

from signal import Signals

from pyairtable_components.vocabulary.image import with_tag
from pyairtable_infra.engine.rehearsal.holdings import import_file
from pyairtable_infra.engine.rehearsal.phase import changed
from pyairtable_infra.engine.rehearsal.stage import UP, Stage
from pyairtable_infra.engine.standin.faults import Fault
from pyairtable_infra.plan.services import TASK_DEFINITION, Service

ADDED = "rehearsal"
"""The task that a rehearsal adds."""
_IN_THE_MIDDLE = 3


def interrupted(stage: Stage) -> None:
    """New images for all services, and Ctrl-C while one of the new task definitions is being made."""
    with stage.phase("Ctrl-C") as phase:
        for service in stage.services():
            stage.file.change(("services", service.name, "image"), with_tag(service.image, "rehearsal-2"))
        fault = Fault(kind="hang", method="Create", urn=TASK_DEFINITION, call=_IN_THE_MIDDLE)
        done = stage.interrupted(*UP, by=Signals.SIGINT, fault=fault)
        phase.expect(not stage.holdings().pending, "an operation is left pending")
        phase.show(f"stopped after {len(done.heard.changes)} operations, with none left pending")
        stage.run(*UP)
        stage.agrees()


def killed(stage: Stage) -> None:
    """A new task, and SIGKILL while AWS makes one of its resources: nobody hears that it exists."""
    with stage.phase("SIGKILL") as phase:
        _add_a_task(stage, stage.services()[0])
        fault = Fault(kind="lost", method="Create", urn=ADDED, call=_IN_THE_MIDDLE)
        stage.interrupted(*UP, by=Signals.SIGKILL, fault=fault)
        stage.refused(*UP, because="locked")
        phase.show("the next up is refused: the stack is locked")
        stage.run("cancel", "--yes")
        left = stage.holdings()
        phase.show(
            f"{len(left.pending)} operations are pending; {len(left.orphans)} resources exist and are in no state"
        )
        stage.run("refresh", "--clear-pending-creates", "--yes", "--skip-preview")
        _adopt(stage)
        stage.run(*UP)
        stage.agrees()


def _add_a_task(stage: Stage, like: Service) -> None:
    """A scheduled task with a secret variable, whose value must be found nowhere afterwards."""
    stage.file.change(("tasks", ADDED), {"image": like.image, "schedule": "cron(0 3 * * ? *)"})
    stage.plant(("tasks", ADDED, "environment", "LICENSE"))


def _adopt(stage: Stage) -> None:
    """Import what exists and is in no state."""
    orphans = stage.holdings().orphans
    if not orphans:
        return
    file = stage.engine.place.project / "orphans.json"
    file.write_text(import_file(orphans, stage.planned()), encoding="utf-8")
    done = stage.run(
        "import", "--file", file.name, "--yes", "--skip-preview", "--protect=false", "--generate-code=false"
    )
    imported = changed(done.heard.counts).get("import", 0)
    stage.phases[-1].expect(imported == len(orphans), f"{imported} of {len(orphans)} resources were imported")
