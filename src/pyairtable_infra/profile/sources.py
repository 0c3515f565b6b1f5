"""Where the values of a profile come from: a stack file, or the engine's configuration."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path as File
from typing import Any

from pyairtable_infra.profile.errors import Problem, ProfileError, closest, shown
from pyairtable_infra.profile.paths import NAMESPACE, Path, dotted
from pyairtable_infra.profile.secure import holds_secure, seal
from pyairtable_infra.profile.yaml_file import YamlFile, read, twice

__all__ = [
    "ACCOUNT",
    "NAMESPACE",
    "NO_FILES",
    "Source",
    "environments",
    "from_engine",
    "from_file",
    "from_text",
    "parsed",
    "stack_file",
    "text_of",
]

NO_FILES = (
    "there is no stack file in this folder. Run it in the folder of Pulumi.yaml, or name that. "
    "For example: -C path/to/pyairtable-infra"
)

ACCOUNT = "account"
"""The stack of what exists once in an account; no environment has this name."""

STACK_FILE_KEYS = ("config", "environment", "encryptionsalt", "encryptedkey", "secretsprovider")
"""What a stack file may hold. https://www.pulumi.com/docs/iac/concepts/projects/stack-settings-file/"""


@dataclass(frozen=True)
class Source:
    """The values of a profile under the project's namespace, and where each stands."""

    environment: str
    values: dict[str, Any]
    file: str
    line: Callable[[Path], int | None]
    problems: tuple[tuple[Path, str], ...] = ()
    """What is wrong with secure values."""
    hidden: frozenset[str] = frozenset()
    """Keys with a secure value somewhere inside: what they hold is not shown."""

    def problem(self, path: Path, message: str) -> Problem:
        """Something wrong at `path`."""
        return Problem(self.file, self.line(path), dotted(path), message)


def stack_file(environment: str, root: File) -> File:
    """The stack file of an environment."""
    return root / f"Pulumi.{environment}.yaml"


def environments(root: File) -> list[str]:
    """The environments that have a stack file below `root`, sorted; the account is none."""
    names = (path.name.removeprefix("Pulumi.").removesuffix(".yaml") for path in root.glob("Pulumi.*.yaml"))
    return sorted(name for name in names if name and "." not in name and name != ACCOUNT)


def from_file(environment: str, root: File) -> Source:
    """The values of `Pulumi.<environment>.yaml`.

    Raises:
        ProfileError: The file is missing, unreadable, or not what `from_text` takes.
    """
    return from_text(environment, text_of(environment, root))


def parsed(environment: str, text: str) -> YamlFile:
    """A stack file as it was written.

    Raises:
        ProfileError: The text is empty, no YAML, or not a stack file.
    """
    name = f"Pulumi.{environment}.yaml"
    example = f"For example: config: {{{NAMESPACE}:owner: platform-engineering}}"
    file = read(text, name)
    top = file.content
    if top is None:
        raise ProfileError([Problem(name, None, "", f"the file is empty. {example}")])
    if not isinstance(top, dict):
        raise ProfileError(
            [Problem(name, 1, "", f"{shown(top)} is wrong here: a section with keys is needed. {example}")]
        )
    problems = [
        Problem(name, file.line((key,)), dotted((key,)), _strange(key)) for key in top if key not in STACK_FILE_KEYS
    ]
    if problems:
        raise ProfileError(problems)
    if not isinstance(top.get("config"), dict):
        raise ProfileError([Problem(name, file.line(("config",)), "", f"there is no config section. {example}")])
    return file


def _strange(key: str) -> str:
    """What is wrong with a key that a stack file does not have."""
    if ":" in key:
        return "this key belongs under config. For example: two spaces before it"
    close = closest(key, STACK_FILE_KEYS)
    if close:
        return f"a stack file has no such key. Did you mean {close}? For example: {close}"
    return f"a stack file has no such key; there is: {', '.join(STACK_FILE_KEYS)}. For example: config"


def from_text(environment: str, text: str) -> Source:
    """The values of a stack file's text.

    Raises:
        ProfileError: The text is empty, no YAML, or not a stack file.
    """
    file = parsed(environment, text)
    written: dict[str, str] = {}
    problems = []
    for key in file.content["config"]:
        name = key.removeprefix(f"{NAMESPACE}:")
        if ":" in key and name == key:
            continue  # another project's or provider's
        if name in written:
            first, second = file.line(("config", written[name])), file.line(("config", key))
            problems.append(Problem(file.name, second, dotted((name or key,)), twice(first, second)))
        written[name] = key
    if problems:
        raise ProfileError(problems)

    def line(at: Path) -> int | None:
        return file.line(("config", written.get(str(at[0]), str(at[0])), *at[1:])) if at else None

    values = {name: _as_engine(file.content["config"][key]) for name, key in written.items()}
    hidden = frozenset(key for key, value in values.items() if holds_secure(value))
    sealed, wrong = seal(values, hidden)
    return Source(environment, sealed, file.name, line, wrong, hidden)


def from_engine() -> Source:
    """The values of the configuration that the engine gave to this program."""
    import pulumi  # noqa: PLC0415 - the tools that read files do without it
    from pulumi.runtime import config  # noqa: PLC0415

    every: Mapping[str, str] = {**config.get_config_env(), **config.CONFIG.get()}
    prefix = f"{NAMESPACE}:"
    values = {key.removeprefix(prefix): _from_text(text) for key, text in every.items() if key.startswith(prefix)}
    secret = config.get_config_secret_keys_env()
    hidden = frozenset(
        name for name in values if config.is_config_secret(f"{prefix}{name}") or f"{prefix}{name}" in secret
    )
    stack = pulumi.get_stack()
    sealed, wrong = seal(values, hidden)
    return Source(stack, sealed, f"the configuration of stack {stack}", lambda _: None, wrong, hidden)


def text_of(environment: str, root: File) -> str:
    """The text of a stack file.

    Raises:
        ProfileError: The file is missing or unreadable.
    """
    path, line = stack_file(environment, root), None
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        there = environments(root)
        example = (
            closest(environment, there) or f"pyairtable-infra init {environment} --like {there[0] if there else 'dev'}"
        )
        message = f"there is no environment {environment!r}; there is: {', '.join(there)}. For example: {example}"
        message = message if there else NO_FILES
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        message = "the file is not UTF-8 text. For example: the same text, saved as UTF-8"
    except OSError as error:
        example = f"chmod u+r {path.name}" if isinstance(error, PermissionError) else "a text file"
        message = f"the file cannot be read ({error.strerror}). For example: {example}"
    raise ProfileError([Problem(path.name, line, "", message)]) from None


def _as_engine(value: Any) -> Any:
    """A top-level scalar as the engine hands it over: as text, and nothing as an empty one."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    return None if value == "" else value


def _from_text(text: str) -> Any:
    """Objects and lists arrive as JSON, everything else as text."""
    if re.match(r"\s*[{\[]", text):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text
    return text or None
