"""A registry on this machine, and the command line against it."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from pyairtable_infra.cli.app import _run
from pyairtable_infra.operations.registry.hosts import Hosts
from pyairtable_infra.operations.registry.http import Http
from pyairtable_infra.operations.registry.oci import Registry
from tests.infra.operations.registry.server import TOKEN, World, serving


class Done(NamedTuple):
    code: int
    out: str
    err: str


Type = Callable[..., Done]


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    for name in ("GHCR_USERNAME", "REGISTRY_TOKEN", "REGISTRY_USERNAME"):
        monkeypatch.delenv(name, raising=False)
    with serving(World()) as world:
        monkeypatch.setenv("GHCR_HOST", world.host)
        monkeypatch.setenv("GHCR_TOKEN", TOKEN)
        monkeypatch.setenv("GITHUB_API_URL", f"http://{world.host}/api")
        yield world


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that a program made; none takes time."""
    waited: list[float] = []
    monkeypatch.setattr("time.sleep", waited.append)
    return waited


@pytest.fixture
def registry(world: World, waits: list[float]) -> Registry:
    return Hosts(Http(waits.append)).registry(world.host)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Type:
    """`pyairtable-infra registry ...` in this process, in a folder of its own; it never shows the token."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["pyairtable-infra", "registry", *arguments])
        done = Done(_run(), *capsys.readouterr())
        assert TOKEN not in done.out + done.err
        return done

    return run
