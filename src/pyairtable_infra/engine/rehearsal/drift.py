"""Changes that somebody makes by hand: what a deployment sees of them, and how they are undone."""

from pyairtable_infra.engine.rehearsal.phase import changed
from pyairtable_infra.engine.rehearsal.stage import UP, Stage
from pyairtable_infra.engine.standin.cloud import Thing

_LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"
_BY_HAND = 1
"""Days that the logs are kept after somebody saved money."""


def changed_by_hand(stage: Stage) -> None:
    """A property changed in the console: only a refresh sees it, and then it is undone.

    https://www.pulumi.com/docs/iac/cli/commands/pulumi_up/ (--refresh)
    """
    with stage.phase("drift") as phase:
        thing = _a_log_group(stage)
        wanted = thing.inputs["retentionInDays"]
        stage.cloud.drift(thing, {"retentionInDays": _BY_HAND})
        unseen = stage.run(*UP)
        phase.expect(
            not changed(unseen.heard.counts), f"an up without a refresh changes {changed(unseen.heard.counts)}"
        )
        phase.show("an up without --refresh does not see it")
        stage.run(*UP, "--refresh")
        mended = _a_log_group(stage).inputs["retentionInDays"]
        phase.expect(mended == wanted, f"the logs are kept {mended} days, and {wanted} were wanted")
        stage.agrees()


def deleted_by_hand(stage: Stage) -> None:
    """A resource deleted in the console: a refresh sees that it is gone, and it is made again."""
    with stage.phase("deletion by hand") as phase:
        thing = _a_log_group(stage)
        stage.cloud.remove(thing.type, thing.key)
        done = stage.run(*UP, "--refresh")
        phase.expect(changed(done.heard.counts).get("create") == 1, f"it changes {changed(done.heard.counts)}")
        stage.settled()
        phase.show("it is made again")


def _a_log_group(stage: Stage) -> Thing:
    return next(thing for thing in stage.cloud.things() if thing.type == _LOG_GROUP)
