"""The project and stack files of a rehearsal: copies that may be changed, without what only the original can open."""

import json
from pathlib import Path as File
from typing import Any

from pyairtable_infra.engine.project import content_of
from pyairtable_infra.profile.paths import NAMESPACE, Path
from pyairtable_infra.profile.secure import is_secure, secure_paths

_OF_THE_ORIGINAL = ("encryptionsalt", "encryptedkey", "secretsprovider", "environment")
"""What belongs to the secrets of the original stack file."""
_ELSEWHERE = ("main", "backend", "plugins", "runtime")
"""What a project says about where things lie; a rehearsal has its own places."""


class StackFile:
    """The files of one stack, in the folder of a rehearsal.

    Args:
        root: The folder of the original files; nothing is written there.
        folder: Where the copies go. They are JSON, which is YAML.
        stack: The stack's name.
    """

    def __init__(self, root: File, folder: File, stack: str) -> None:
        self._file = folder / f"Pulumi.{stack}.yaml"
        project = content_of(root / "Pulumi.yaml") or {}
        original = content_of(root / self._file.name) or {}
        self.secure = tuple(secure_paths(original.get("config") or {}, ()))
        """Where the original has a secure value, below `config`."""
        _write(folder / "Pulumi.yaml", {**_without(project, _ELSEWHERE), "runtime": "python"})
        _write(self._file, _without(_opened(original), _OF_THE_ORIGINAL))

    @property
    def text(self) -> str:
        """What the stack's file says now."""
        return self._file.read_text(encoding="utf-8")

    def change(self, path: Path, value: Any) -> None:
        """Write `value` at `path` of the profile, with the sections that lead there."""
        content, section, last = self._at(path)
        section[last] = value
        _write(self._file, content)

    def drop(self, path: Path) -> None:
        """Take out what is at `path` of the profile."""
        content, section, last = self._at(path)
        del section[last]
        _write(self._file, content)

    def _at(self, path: Path) -> tuple[dict[str, Any], dict[str | int, Any], str | int]:
        """The whole file, in it the section around `path`, and the key there."""
        content = content_of(self._file) or {}
        section = content["config"]
        *above, last = (key_of(path), *path[1:])
        for key in above:
            section = section.setdefault(key, {})
        return content, section, last


def key_of(path: Path) -> str:
    """The configuration key of a path in the profile."""
    return f"{NAMESPACE}:{path[0]}"


def as_option(path: Path) -> str:
    """A path below `config` as `pulumi config set --path` takes it."""
    first, *others = path
    return str(first) + "".join(f"[{part}]" if isinstance(part, int) else f'["{part}"]' for part in others)


def _opened(value: Any) -> Any:
    """`value` without its secure values: they are set anew, since they cannot be read."""
    if isinstance(value, dict):
        return {key: _opened(each) for key, each in value.items() if not is_secure(each)}
    return [_opened(each) for each in value] if isinstance(value, list) else value


def _without(content: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: value for key, value in content.items() if key not in keys}


def _write(file: File, content: dict[str, Any]) -> None:
    file.write_text(json.dumps(content, indent=1), encoding="utf-8")
