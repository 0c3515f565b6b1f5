"""Secure values: allowed where they stay secret to the end, and nowhere else."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import SecretStr

from pyairtable_infra.profile.layers import DEFAULTS
from pyairtable_infra.profile.paths import Path

_WHERE = "only a variable under environment can be secure; here it would become plain text."
_WHOLE = "the section is encrypted as a whole, so it cannot be read."

_SEALABLE = (DEFAULTS, "services", "tasks")

Wrong = tuple[tuple[Path, str], ...]


def seal(values: Mapping[str, Any], sealed: frozenset[str]) -> tuple[dict[str, Any], Wrong]:
    """Make the variables of each section in `sealed` secret: all of them, since the engine tells no finer.

    Returns the values, and each place where a secure value does not stay secret (without an example). The engine
    hands over decrypted text, so there only the key of such a place is known.
    """
    result = dict(values)
    wrong: list[tuple[Path, str]] = []
    for key in sorted(sealed):
        value = values[key]
        if key in _SEALABLE and is_secure(value):
            wrong.append(((key,), _WHOLE))
        elif key == DEFAULTS:
            result[key] = _container(value)
        elif key in _SEALABLE and isinstance(value, dict):
            result[key] = {name: _container(section) for name, section in value.items()}
        elif key not in _SEALABLE and not holds_secure(value):
            wrong.append(((key,), _WHERE))
        wrong += [(path, _WHERE) for path in secure_paths(result[key], (key,)) if ((key,), _WHOLE) not in wrong]
    return result, tuple(wrong)


def is_secure(value: Any) -> bool:
    """Whether this is a secure value of a stack file."""
    return isinstance(value, dict) and set(value) == {"secure"} and isinstance(value["secure"], str)


def holds_secure(value: Any) -> bool:
    """Whether there is a secure value anywhere inside."""
    return next(secure_paths(value, ()), None) is not None


def secure_paths(value: Any, path: Path) -> Iterator[Path]:
    """The path of every secure value inside `value`, which stands at `path`."""
    if is_secure(value):
        yield path
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from secure_paths(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from secure_paths(inner, (*path, index))


def _container(section: Any) -> Any:
    """A service or task with secret variables."""
    if not isinstance(section, dict) or not isinstance(section.get("environment"), dict):
        return section
    variables = {name: _secret(value) for name, value in section["environment"].items()}
    return {**section, "environment": section["environment"] if is_secure(section["environment"]) else variables}


def _secret(value: Any) -> Any:
    if is_secure(value):
        return SecretStr(value["secure"])
    return SecretStr(value) if isinstance(value, str) else value
