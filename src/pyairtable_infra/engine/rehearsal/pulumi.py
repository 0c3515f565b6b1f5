"""The Pulumi CLI of this machine."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from pyairtable_infra.engine.errors import EngineError

OLDEST = (3, 206, 0)
"""The first version that sends its events over gRPC: https://github.com/pulumi/pulumi/releases/tag/v3.206.0."""

_BUILT = Path(".bin/pulumi")
_INSTALL = "https://www.pulumi.com/docs/iac/download-install/"


@dataclass(frozen=True)
class Pulumi:
    """One CLI: where it is, and its version."""

    path: Path
    version: str


def find(root: Path) -> Pulumi:
    """The CLI on PATH, else the one that `make .bin/pulumi` has built below `root`.

    Raises:
        EngineError: There is none, it does not run, or it is too old.
    """
    path = located(root)
    if path is None:
        raise EngineError(f"there is no pulumi on PATH. For example: {_INSTALL}, or, with Go: make {_BUILT}")
    try:
        done = subprocess.run([path, "version"], capture_output=True, text=True, check=True, timeout=60)  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        raise EngineError(f"{path} does not run: {error}. For example: install it anew, {_INSTALL}") from None
    version = done.stdout.strip()
    if _numbers(version) < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise EngineError(
            f"{path} is {version or 'no Pulumi'}, and {oldest} or newer is needed. For example: {_INSTALL}"
        )
    return Pulumi(path, version)


def located(root: Path) -> Path | None:
    """Where the CLI is, if there is one."""
    found = shutil.which("pulumi")
    if found:
        return Path(found)
    built = (root / _BUILT).resolve()
    return built if os.access(built, os.X_OK) else None


def _numbers(version: str) -> tuple[int, ...]:
    match = re.match(r"v?(\d+)\.(\d+)\.(\d+)", version)
    return tuple(map(int, match.groups())) if match else ()
