"""A place where the real engine runs and touches nothing else: its own backend, home, plug-ins and account."""

import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.rehearsal import language_host
from pyairtable_infra.engine.rehearsal.pulumi import Pulumi
from pyairtable_infra.engine.standin import plugin
from pyairtable_infra.engine.standin.cloud import Cloud

_LANGUAGE_HOST = "pulumi-language-python"
_PATIENCE = 10.0
"""Seconds in which the plug-ins of a killed engine notice that it is gone."""


@dataclass(frozen=True)
class Sealed:
    """One such place.

    Args:
        folder: All of it lies in here.
        environment: The variables of every command; nothing of the user's but PATH.
        cloud: The account that the stand-in providers play.
    """

    folder: Path
    environment: Mapping[str, str]
    cloud: Cloud

    @property
    def project(self) -> Path:
        """Where Pulumi.yaml is."""
        return self.folder / "project"

    @property
    def plugins(self) -> Path:
        """What the engine finds first on PATH."""
        return self.folder / "plugins"

    @property
    def backend(self) -> Path:
        """The file backend: states, history, locks."""
        return self.folder / "backend"


def make(folder: Path, pulumi: Pulumi) -> Sealed:
    """Make such a place in `folder`, which is empty.

    Raises:
        EngineError: The folder cannot be written.
    """
    account = folder / "account.db"
    home, temporary = folder / "home", folder / "temporary"
    environment = {
        "PATH": os.pathsep.join(map(str, (folder / "plugins", pulumi.path.parent, os.environ.get("PATH", os.defpath)))),
        "HOME": str(home),
        "TMPDIR": str(temporary),
        "PULUMI_HOME": str(home),
        "PULUMI_BACKEND_URL": (folder / "backend").as_uri(),
        "PULUMI_CONFIG_PASSPHRASE": secrets.token_hex(),
        "GOGC": "400",  # the CLI lives for seconds: a quarter of its time was looking for garbage
        "PULUMI_DEBUG_COMMANDS": "true",  # else there is no --event-log
        "PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS": "true",
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        "PULUMI_DISABLE_REGISTRY_RESOLVE": "true",
        plugin.CLOUD: str(account),
    }
    try:
        for made in (home, temporary, folder / "project", folder / "plugins", folder / "backend"):
            made.mkdir()
        plugin.install(folder / "plugins")
        if shutil.which(_LANGUAGE_HOST) is None:
            plugin.executable(folder / "plugins" / _LANGUAGE_HOST, language_host.__name__)
    except OSError as error:
        raise _unwritable(folder, error) from None
    return Sealed(folder, environment, Cloud(account))


@contextmanager
def sealed(pulumi: Pulumi) -> Iterator[Sealed]:
    """Such a place in a temporary folder; at the end nothing is left of it, no file and no process.

    Raises:
        EngineError: There is no folder for temporary files that can be written.
    """
    above = os.environ.get("TMPDIR")  # tempfile would pass over one that cannot be written
    try:
        folder = Path(tempfile.mkdtemp(prefix="pyairtable-rehearsal-", dir=above)).resolve()
    except OSError as error:
        raise _unwritable(Path(above or "/tmp"), error) from None  # noqa: S108 - named, not used
    try:
        place = make(folder, pulumi)
        try:
            yield place
        finally:
            _wait_for_the_end(place)
            place.cloud.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for_the_end(place: Sealed) -> None:
    """Wait until no plug-in of `place` runs any more: each ends with its engine."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and any(map(alive, plugin.started(place.plugins))):
        time.sleep(0.1)


def alive(process: int) -> bool:
    """Whether there is a process of this number."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def _unwritable(folder: Path, error: OSError) -> EngineError:
    return EngineError(
        f"{folder}: temporary files cannot be written here ({error.strerror}). "
        "For example: TMPDIR=/var/tmp, or another folder that you may write"
    )
