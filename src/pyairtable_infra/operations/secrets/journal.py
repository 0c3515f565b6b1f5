"""What was done to a secret, and why: a file of lines of JSON, one for each step, without any value."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from pyairtable_infra.operations.errors import OperationError

FOLDER = "revocations"


@dataclass
class Journal:
    """The journal of one secret. A run that did not come to its end is taken up again.

    Args:
        path: The file.
        reason: Why the secret is revoked.
        clock: The time.
        done: Steps of the run that has not come to its end.
        version: The version that is to be revoked.
    """

    path: Path
    reason: str
    clock: Callable[[], datetime]
    done: list[str] = field(default_factory=list)
    version: str = ""
    begun: bool = False

    @classmethod
    def of(cls, name: str, root: Path, reason: str, clock: Callable[[], datetime]) -> "Journal":
        """The journal of the secret `name` under the project's folder.

        Raises:
            OperationError: There is no reason, or the file is no journal.
        """
        if not reason.strip():
            raise OperationError(f"{name}: nobody would know why. For example: --reason 'the token was in a log'")
        journal = cls(root / FOLDER / f"{name.replace('/', '.')}.jsonl", reason, clock)
        for number, line in enumerate(journal._lines(), start=1):
            try:
                journal._read(json.loads(line))
            except (ValueError, KeyError, TypeError):
                raise OperationError(
                    f"{journal.path}:{number}: this is no line of a journal. For example: move the file away, and "
                    "run the same command again"
                ) from None
        return journal

    def begin(self, *, version: str) -> None:
        """Begin a run, unless one is taken up again."""
        if not self.begun:
            self.version = version
            self._append({"step": "begin", "version": version, "reason": self.reason})
            self.begun = True

    def write(self, step: str) -> None:
        """A step is done."""
        self.done.append(step)
        self._append({"step": step})

    def end(self) -> None:
        """All steps are done."""
        self._append({"step": "end"})

    def _read(self, entry: dict[str, Any]) -> None:
        step = entry["step"]
        if step == "begin":
            self.begun, self.version, self.done = True, entry["version"], []
        elif step == "end":
            self.begun, self.version, self.done = False, "", []
        else:
            self.done.append(step)

    def _lines(self) -> list[str]:
        return self.path.read_text(encoding="utf-8").splitlines() if self.path.exists() else []

    def _append(self, entry: dict[str, str]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"time": self.clock().isoformat(timespec="seconds"), **entry}) + "\n")
