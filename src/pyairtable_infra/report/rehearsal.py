"""A rehearsal for people: what happens while it runs, and what each phase has shown."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.status import Status
from rich.text import Text

from pyairtable_infra.engine.rehearsal.phase import Phase, changed
from pyairtable_infra.engine.rehearsal.rehearse import Rehearsal
from pyairtable_infra.report.wording import counted

_DONE = {
    "create": "created",
    "update": "updated",
    "replace": "replaced",
    "delete": "deleted",
    "import": "imported",
}
_NAME = 18


class Display:
    """Tells each phase on `out` as it ends, and on `progress`, where that is a terminal, how far the present one is."""

    def __init__(self, out: Console, progress: Console) -> None:
        self._out = out
        self._status = Status("", console=progress)
        self._told = 0
        if progress.is_terminal:
            self._status.start()

    def watch(self, phases: tuple[Phase, ...], resources: int) -> None:
        """Show how far the last of `phases` is, and tell those that have ended."""
        self._tell(phases[:-1])
        self._status.update(f"{phases[-1].name:{_NAME}}{counted(resources, 'resource')}")

    def end(self, phases: tuple[Phase, ...]) -> None:
        """Tell the phases that are left."""
        self._status.stop()
        self._tell(phases)

    def stop(self) -> None:
        """Leave the terminal as it was."""
        self._status.stop()

    def _tell(self, phases: tuple[Phase, ...]) -> None:
        for phase in phases[self._told :]:
            self._out.print(told(phase))
        self._told = len(phases)


def told(phase: Phase) -> RenderableType:
    """A phase that has ended: how long it took, what it changed, what was typed, and what was seen."""
    mark, colour = ("✗", "bold red") if phase.failure else ("✓", "green")
    head = Text.assemble((mark, colour), f" {phase.name:{_NAME}}{phase.seconds:6.1f} s  {changes(phase.counts)}")
    lines = [Text(f"    $ {line}", style="dim") for line in phase.commands]
    lines += [Text(f"    {line}") for line in phase.shown]
    if phase.failure:
        lines.append(Text(f"    {phase.failure}", style="red"))
    return Group(head, *lines)


def changes(counts: Mapping[str, int]) -> str:
    """What a phase changed, in words."""
    return ", ".join(f"{count} {_DONE[kind]}" for kind, count in changed(counts).items()) or "nothing changed"


def summary(rehearsal: Rehearsal) -> str:
    """What came of it, in one sentence."""
    seconds = sum(phase.seconds for phase in rehearsal.phases)
    found = next(
        (f"FAILED in {phase.name}" for phase in rehearsal.phases if phase.failure), "every one as it should be"
    )
    return (
        f"{rehearsal.environment}: {counted(len(rehearsal.phases), 'phase')} in {seconds:.0f} s with pulumi "
        f"{rehearsal.pulumi}, {found}. Nothing was deployed, and nothing is left."
    )


def as_data(rehearsal: Rehearsal) -> dict[str, Any]:
    """The rehearsal as JSON takes it."""
    return {
        "environment": rehearsal.environment,
        "pulumi": rehearsal.pulumi,
        "passed": rehearsal.passed,
        "seconds": round(sum(phase.seconds for phase in rehearsal.phases), 3),
        "phases": [
            {
                "name": phase.name,
                "seconds": round(phase.seconds, 3),
                "commands": phase.commands,
                "counts": phase.counts,
                "shown": phase.shown,
                "failure": phase.failure,
            }
            for phase in rehearsal.phases
        ],
    }
