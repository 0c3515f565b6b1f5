"""A bad profile: a committed file with a small change, and what a person is told about it."""

import re
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

_MARK = re.compile("«(.*?)»")


@dataclass(frozen=True)
class Bad:
    """One row of the table.

    In a message, «...» stands for the number of the first line that holds this text: the files may grow.
    """

    name: str
    old: str = ""
    """What is replaced; without it, `new` is added at the end."""
    new: str = ""
    message: str = ""
    environment: str = "dev"
    right: str | None = None
    """What the example says, in the place of `new`: then the profile is good."""
    text: str | None = None
    """The whole file instead."""

    def file(self) -> str:
        """The text of the bad file."""
        return self._with(self.new)

    def fixed(self) -> str:
        """The text of the file as its example wants it."""
        return self._with(self.right or "")

    def _with(self, new: str) -> str:
        if self.text is not None:
            return self.text
        original = committed(self.environment)
        if not self.old:
            return original + new
        assert self.old in original
        return original.replace(self.old, new, 1)

    def expected(self) -> str:
        """The whole message."""
        text = self.file()
        return _MARK.sub(lambda mark: str(_line(mark[1], text)), self.message)


def _line(words: str, text: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def committed(environment: str) -> str:
    """The text of a committed file."""
    return (ROOT / f"Pulumi.{environment}.yaml").read_text(encoding="utf-8")


def service(name: str, *lines: str) -> str:
    """A section `services` with one service."""
    return _section("services", name, lines)


def task(name: str, *lines: str) -> str:
    """A section `tasks` with one task."""
    return _section("tasks", name, lines)


def _section(section: str, name: str, lines: tuple[str, ...]) -> str:
    inside = "".join(f"      {line}\n" for line in lines)
    return f"  pyairtable-infra:{section}:\n    {name}:\n{inside}"


def folder(path: Path, **files: str) -> Path:
    """A folder with the committed files, and those of `files` instead or as well."""
    for name in ("dev", "staging", "prod"):
        (path / f"Pulumi.{name}.yaml").write_text(files.pop(name, committed(name)), encoding="utf-8")
    for name, text in files.items():
        (path / f"Pulumi.{name}.yaml").write_text(text, encoding="utf-8")
    return path


SECURE = service("api-gateway", "environment: { LICENSE: { secure: v1:hunter2 }, LEVEL: info }")
"""A secure value beside a plain one."""
