"""Project and stack files, as far as any Pulumi program has them.

https://www.pulumi.com/docs/iac/concepts/projects/project-file/
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyairtable_infra.profile.yaml_file import read

SEALED = "[secret]"
"""Stands for a secure value, which only the engine can open."""


class ProjectError(Exception):
    """A folder without a program that can be planned; the message says what is missing."""


@dataclass(frozen=True)
class Project:
    """A Pulumi project in Python."""

    name: str
    main: Path

    @classmethod
    def read(cls, folder: Path) -> "Project":
        """The project of `folder`.

        Raises:
            ProjectError: There is none, or it is in another language.
        """
        file = folder / "Pulumi.yaml"
        content = content_of(file)
        if content is None:
            raise ProjectError(f"{file}: there is no such file. For example: a folder that `pulumi new` has made")
        runtime = content.get("runtime")
        language = runtime.get("name") if isinstance(runtime, dict) else runtime
        if language != "python":
            raise ProjectError(f"{file}: runtime: a program in {language} cannot be planned here. For example: python")
        main = folder / str(content.get("main", "."))
        program = main / "__main__.py" if main.is_dir() else main
        if not program.is_file():
            raise ProjectError(f"{file}: main: there is no {program}. For example: main: src, with src/__main__.py")
        return cls(str(content.get("name", folder.resolve().name)), main)


def project_config(root: Path, project: str) -> dict[str, str]:
    """The configuration that `Pulumi.yaml` below `root` gives to every stack of `project`, as the engine hands it over.

    Empty where there is no such file, or it is another project's.
    """
    content = content_of(root / "Pulumi.yaml")
    if content is None or content.get("name") != project:
        return {}
    values = {_key(key, project): _declared(value) for key, value in (content.get("config") or {}).items()}
    return {key: _text(value) for key, value in values.items() if value is not None}


def stack_config(root: Path, project: str, stack: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """The configuration of `Pulumi.<stack>.yaml`, as the engine hands it over, and which keys of it are secret."""
    content = content_of(root / f"Pulumi.{stack}.yaml") or {}
    values = {_key(key, project): value for key, value in (content.get("config") or {}).items()}
    config = {key: _text(_opened(value)) for key, value in values.items() if value is not None}
    return config, tuple(key for key, value in values.items() if _opened(value) != value)


def content_of(file: Path) -> dict[str, Any] | None:
    """The content of a project or stack file; none where there is no such file."""
    try:
        content = read(file.read_text(encoding="utf-8"), file.name).content
    except FileNotFoundError:
        return None
    return content if isinstance(content, dict) else {}


def _key(key: str, project: str) -> str:
    return key if ":" in key else f"{project}:{key}"


def _declared(value: Any) -> Any:
    """The value of a project's key: written as it is, as `value`, or as the `default` of a type."""
    return value.get("value", value.get("default")) if isinstance(value, dict) else value


def _opened(value: Any) -> Any:
    if isinstance(value, dict):
        return SEALED if set(value) == {"secure"} else {key: _opened(each) for key, each in value.items()}
    return [_opened(each) for each in value] if isinstance(value, list) else value


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(value, separators=(",", ":")) if isinstance(value, dict | list) else str(value)
