"""The life of an environment, phase after phase, and the phases in which all goes well."""

from pyairtable_components.vocabulary.image import with_tag
from pyairtable_infra.engine.rehearsal import accidents, drift, ending
from pyairtable_infra.engine.rehearsal.phase import changed
from pyairtable_infra.engine.rehearsal.stage import UP, Stage
from pyairtable_infra.plan.services import TASK_DEFINITION


def live(stage: Stage) -> None:
    """Play every phase; of a stack that shows no image of a service, those that need none.

    Raises:
        BrokenExpectationError: The engine did something else than it should.
        EngineError: A command failed.
    """
    for phase in (begin, deploy, deploy_again):
        phase(stage)
    if stage.services():
        for phase in (
            update,
            accidents.interrupted,
            accidents.killed,
            drift.changed_by_hand,
            drift.deleted_by_hand,
            ending.remove_a_task,
        ):
            phase(stage)
    ending.destroy(stage)


def begin(stage: Stage) -> None:
    """A first preview: everything is created, as the offline plan says."""
    with stage.phase("preview") as phase:
        planned = len(stage.planned().resources)
        done = stage.run("preview")
        phase.expect(
            changed(done.heard.counts) == {"create": planned},
            f"the preview shows {changed(done.heard.counts)}, and the offline plan has {planned} resources",
        )
        phase.expect(not stage.cloud.things(), "the preview created something")
        phase.show("it shows as many resources as the offline plan, and creates none")


def deploy(stage: Stage) -> None:
    """A first up."""
    with stage.phase("up"):
        stage.run(*UP)
        stage.agrees()


def deploy_again(stage: Stage) -> None:
    """A second up."""
    with stage.phase("up again") as phase:
        done = stage.run(*UP)
        phase.expect(not changed(done.heard.counts), f"it changes {changed(done.heard.counts)}")
        phase.show("nothing changes")


def update(stage: Stage) -> None:
    """A new image for one service."""
    with stage.phase("update") as phase:
        service = stage.services()[0]
        image = with_tag(service.image, "rehearsal-1")
        stage.file.change(("services", service.name, "image"), image)
        stage.run(*UP)
        stage.agrees()
        running = [
            thing for thing in stage.cloud.things() if thing.type == TASK_DEFINITION and image in str(thing.inputs)
        ]
        phase.expect(len(running) == 1, f"{len(running)} task definitions have the image {image}")
        phase.show(f"{service.name} runs {image}")
