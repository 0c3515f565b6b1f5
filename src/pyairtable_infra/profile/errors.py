"""What is wrong with a profile, and where."""

from dataclasses import dataclass
from typing import Any

from pyairtable_infra.profile.paths import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong: the file, the line where it is known, the key, and a sentence with an example."""

    file: str
    line: int | None
    key: str
    message: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.key}: {self.message}" if self.key else f"{place}: {self.message}"


class ProfileError(Exception):
    """A profile that cannot be used. `problems` holds everything that is wrong with it, in the file's order."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems), key=lambda problem: (problem.line or 0, problem.key, problem.message))
        super().__init__("\n".join(map(str, self.problems)))


class RuleError(ValueError):
    """Rules between sections that do not hold: pairs of a path in the profile and a sentence."""

    def __init__(self, findings: list[tuple[Path, str]]) -> None:
        self.findings = findings
        super().__init__("; ".join(message for _, message in findings))


def shown(value: Any) -> str:
    """A wrong value, short enough for one line; a secret never."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004 - a line's length
