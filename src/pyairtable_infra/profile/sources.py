"""Where the values of a profile come from: a stack file, or the engine's configuration."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path as File
from typing import Any

from pydantic import SecretStr

from pyairtable_infra.profile.errors import Problem, ProfileError
from pyairtable_infra.profile.layers import DEFAULTS
from pyairtable_infra.profile.paths import Path, dotted
from pyairtable_infra.profile.yaml_file import read

NAMESPACE = "pyairtable-infra"
"""The project's name in Pulumi.yaml: the namespace of its configuration keys."""

STACK_FILE_KEYS = frozenset({"config", "environment", "encryptionsalt", "encryptedkey", "secretsprovider"})
"""What a stack file may hold. https://www.pulumi.com/docs/iac/concepts/projects/stack-settings-file/"""

_SEALABLE = frozenset({"services", DEFAULTS, "tasks"})


@dataclass(frozen=True)
class Source:
    """The values of a profile under the project's namespace, and where each stands."""

    environment: str
    values: dict[str, Any]
    file: str
    line: Callable[[Path], int | None]

    def problem(self, path: Path, message: str) -> Problem:
        """Something wrong at `path`."""
        return Problem(self.file, self.line(path), dotted(path), message)


def stack_file(environment: str, root: File) -> File:
    """The stack file of an environment."""
    return root / f"Pulumi.{environment}.yaml"


def environments(root: File) -> list[str]:
    """The environments that have a stack file below `root`, sorted."""
    names = (path.name.removeprefix("Pulumi.").removesuffix(".yaml") for path in root.glob("Pulumi.*.yaml"))
    return sorted(name for name in names if name and "." not in name)


def from_file(environment: str, root: File) -> Source:
    """The values of `Pulumi.<environment>.yaml`.

    Raises:
        ProfileError: The file is missing, unreadable, empty, no YAML, or not a stack file.
    """
    path = stack_file(environment, root)
    parsed = read(_text(path, environment, root), path.name)
    top = parsed.content
    if top is None:
        raise _whole(path, "the file is empty. For example: pyairtable-infra init qa --like dev writes a whole one")
    if not isinstance(top, dict) or not isinstance(top.get("config"), dict):
        raise _whole(path, f"there is no config section. For example: config: {{{NAMESPACE}:owner: platform}}")
    problems = [
        Problem(path.name, parsed.line((key,)), key, "a stack file has no such key. For example: config")
        for key in top
        if key not in STACK_FILE_KEYS
    ]
    if problems:
        raise ProfileError(problems)

    def line(at: Path) -> int | None:
        return parsed.line(("config", f"{NAMESPACE}:{at[0]}", *at[1:])) if at else None

    values = {
        key.removeprefix(f"{NAMESPACE}:"): _as_engine(value)
        for key, value in top["config"].items()
        if key.startswith(f"{NAMESPACE}:") or ":" not in key
    }
    sealed = {key for key, value in values.items() if _holds_secure(value)}
    return _seal(Source(environment, values, path.name, line), sealed)


def from_engine() -> Source:
    """The values of the configuration that the engine gave to this program.

    Raises:
        ProfileError: A secure value stands where it would become plain text.
    """
    import pulumi  # noqa: PLC0415 - the tools that read files do without it
    from pulumi.runtime import config  # noqa: PLC0415

    every: Mapping[str, str] = {**config.get_config_env(), **config.CONFIG.get()}
    prefix = f"{NAMESPACE}:"
    values: dict[str, Any] = {}
    sealed = set()
    for key, text in every.items():
        if key.startswith(prefix):
            name = key.removeprefix(prefix)
            values[name] = _parsed(text)
            if config.is_config_secret(key) or key in config.get_config_secret_keys_env():
                sealed.add(name)
    stack = pulumi.get_stack()
    return _seal(Source(stack, values, f"the configuration of stack {stack}", lambda _: None), sealed)


def _text(path: File, environment: str, root: File) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        there = ", ".join(environments(root)) or "none"
        message = (
            f"there is no environment {environment!r}; there is: {there}. "
            f"For example: pyairtable-infra init {environment} --like dev"
        )
        raise _whole(path, message) from None
    except UnicodeDecodeError:
        raise _whole(path, "the file is not UTF-8 text. For example: save it as UTF-8") from None
    except OSError as error:
        raise _whole(path, f"the file cannot be read: {error.strerror}. For example: chmod u+r {path.name}") from None


def _whole(path: File, message: str) -> ProfileError:
    return ProfileError([Problem(path.name, None, "", message)])


def _as_engine(value: Any) -> Any:
    """A top-level scalar as the engine hands it over: as text."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else value


def _parsed(text: str) -> Any:
    """Objects and lists arrive as JSON, everything else as text."""
    if text[:1] in "{[":
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text


def _is_secure(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"secure"}


def _holds_secure(value: Any) -> bool:
    if _is_secure(value):
        return True
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(map(_holds_secure, children))


def _seal(source: Source, sealed: set[str]) -> Source:
    """Make the variables of a section with a secure value secret: all of them, since the engine tells no finer."""
    wrong = sorted(sealed - _SEALABLE)
    if wrong:
        message = (
            "a secure value here would become plain text in tags and names. "
            "For example: services.api-gateway.environment.LICENSE takes one"
        )
        raise ProfileError([source.problem((key,), message) for key in wrong])
    values = dict(source.values)
    for key in sealed:
        values[key] = _sealed_section(values[key], inside=key == DEFAULTS, source=source, path=(key,))
    return Source(source.environment, values, source.file, source.line)


def _sealed_section(section: Any, *, inside: bool, source: Source, path: Path) -> Any:
    if not isinstance(section, dict):
        return section
    if not inside:
        return {
            name: _sealed_section(each, inside=True, source=source, path=(*path, name))
            for name, each in section.items()
        }
    result = dict(section)
    for key, value in section.items():
        if key == "environment" and isinstance(value, dict):
            result[key] = {name: _secret(each) for name, each in value.items()}
        elif _holds_secure(value):
            message = (
                "only a variable under environment can be secure. For example: environment: {LICENSE: {secure: v1:...}}"
            )
            raise ProfileError([source.problem((*path, key), message)])
    return result


def _secret(value: Any) -> Any:
    if _is_secure(value):
        return SecretStr(str(value["secure"]))
    return SecretStr(value) if isinstance(value, str) else value
