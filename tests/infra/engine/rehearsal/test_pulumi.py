"""Which CLI is used, and what is said where there is none that will do."""

from pathlib import Path

import pytest

from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.rehearsal.pulumi import find

INSTALL = "https://www.pulumi.com/docs/iac/download-install/"


def a_cli(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder where PATH leads to `bin`, and nowhere else but to the shell."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return tmp_path


def test_what_is_on_path_comes_first(folder: Path) -> None:
    on_path = a_cli(folder / "bin/pulumi", "echo v3.300.1")
    a_cli(folder / ".bin/pulumi", "echo v3.259.0")
    found = find(folder)
    assert (found.path, found.version) == (on_path, "v3.300.1")


def test_what_make_has_built_comes_second(folder: Path) -> None:
    a_cli(folder / ".bin/pulumi", "echo v3.259.0")
    assert find(folder).version == "v3.259.0"


@pytest.mark.parametrize(
    ("script", "message"),
    [
        (None, f"there is no pulumi on PATH. For example: {INSTALL}, or, with Go: make .bin/pulumi"),
        ("echo v3.205.9", "PULUMI is v3.205.9, and 3.206.0 or newer is needed. " + f"For example: {INSTALL}"),
        ("echo hello", f"PULUMI is hello, and 3.206.0 or newer is needed. For example: {INSTALL}"),
        ("true", f"PULUMI is no Pulumi, and 3.206.0 or newer is needed. For example: {INSTALL}"),
    ],
)
def test_a_cli_that_will_not_do_is_told(folder: Path, script: str | None, message: str) -> None:
    path = folder / "bin/pulumi"
    if script is not None:
        a_cli(path, script)
    with pytest.raises(EngineError) as raised:
        find(folder)
    assert str(raised.value) == message.replace("PULUMI", str(path))


def test_a_cli_that_does_not_run_is_told(folder: Path) -> None:
    path = a_cli(folder / "bin/pulumi", "exit 3")
    with pytest.raises(EngineError, match=f"{path} does not run: .*For example: install it anew, {INSTALL}"):
        find(folder)
