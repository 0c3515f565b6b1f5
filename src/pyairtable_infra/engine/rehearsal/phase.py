"""One phase of a rehearsal, and what it has shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pyairtable_infra.engine.rehearsal.command import Done

_KINDS = ("create", "import", "update", "replace", "delete")
"""The kinds that people count, in the order in which they are told."""


class BrokenExpectationError(Exception):
    """The engine did something else than it should; the message says what."""


@dataclass
class Phase:
    """One phase.

    Args:
        name: What happens in it.
        commands: The commands that a person would type for it.
        counts: How many resources they created, updated, replaced, deleted; those of commands that succeeded.
        shown: What was seen, a sentence each.
        seconds: How long it took.
        failure: What should have been seen and was not; empty if all was well.
    """

    name: str
    commands: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)
    seconds: float = 0.0
    failure: str = ""

    def take(self, done: Done, end: str = "") -> None:
        """Note a command that has ended; `end` says how, where it did not simply succeed."""
        self.commands.append(f"{done.line}  # {end}" if end else done.line)
        if done.code == 0:
            for kind, count in done.heard.counts.items():
                self.counts[kind] = self.counts.get(kind, 0) + count

    def show(self, text: str) -> None:
        """Note what was seen."""
        self.shown.append(text)

    def expect(self, good: bool, text: str) -> None:
        """Go on only if `good`; `text` says what is wrong otherwise.

        Raises:
            BrokenExpectationError: It is not.
        """
        if not good:
            raise BrokenExpectationError(text)


def changed(counts: Mapping[str, int]) -> dict[str, int]:
    """What a command changed, by kind: neither what stayed the same, nor the steps that a replacement consists of."""
    return {kind: counts[kind] for kind in _KINDS if counts.get(kind)}
