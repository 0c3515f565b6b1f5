"""What is wrong with a profile, and where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pyairtable_components.workload.credentials import looks_like_credential
from pyairtable_infra.profile.paths import Path

_LONGEST = 60


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
    """A wrong value as a person wrote it, short enough for one line.

    What may be a credential is never shown, nor is what stands in a section or a list.
    """
    if value is None:
        return "an empty value"
    if isinstance(value, Mapping | list | tuple):
        return "a section" if isinstance(value, Mapping) else "a list"
    if hasattr(value, "get_secret_value"):
        return "a secure value"
    if isinstance(value, str) and looks_like_credential("", value):
        return "this value"
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def closest(wrong: Any, right: Iterable[str]) -> str | None:
    """The one of `right` that `wrong` may have been meant for."""
    return next(iter(get_close_matches(str(wrong), right, n=1, cutoff=0.7)), None)
