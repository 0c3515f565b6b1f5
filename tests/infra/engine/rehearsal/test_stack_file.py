"""The files that a rehearsal changes are copies."""

import json
from pathlib import Path
from typing import Any

import pytest

from pyairtable_infra.engine.rehearsal.stack_file import StackFile, as_option

PROJECT = "name: pyairtable-infra\nmain: src\nruntime: {name: python, options: {virtualenv: .venv}}\nconfig: {a: b}\n"
STACK = """\
encryptionsalt: v1:abc
config:
  pyairtable-infra:owner: team
  pyairtable-infra:services:
    api-gateway: { environment: { PLAIN: a, LICENSE: { secure: v1:xyz } } }
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "copy").mkdir()
    (tmp_path / "Pulumi.yaml").write_text(PROJECT)
    (tmp_path / "Pulumi.dev.yaml").write_text(STACK)
    return tmp_path


def content(root: Path) -> Any:
    return json.loads((root / "copy/Pulumi.dev.yaml").read_text())


def test_the_project_is_taken_over_without_its_places(root: Path) -> None:
    StackFile(root, root / "copy", "dev")
    project = json.loads((root / "copy/Pulumi.yaml").read_text())
    assert project == {"name": "pyairtable-infra", "config": {"a": "b"}, "runtime": "python"}


def test_secure_values_are_named_and_left_out(root: Path) -> None:
    file = StackFile(root, root / "copy", "dev")
    assert file.secure == (("pyairtable-infra:services", "api-gateway", "environment", "LICENSE"),)
    services = {"api-gateway": {"environment": {"PLAIN": "a"}}}
    assert content(root) == {"config": {"pyairtable-infra:owner": "team", "pyairtable-infra:services": services}}


def test_values_are_written_and_dropped_where_they_belong(root: Path) -> None:
    file = StackFile(root, root / "copy", "dev")
    file.change(("owner",), "other")
    file.change(("services", "frontend", "image"), "x:1")
    file.change(("tasks", "nightly"), {"image": "y:1"})
    config = content(root)["config"]
    assert config["pyairtable-infra:owner"] == "other"
    assert config["pyairtable-infra:services"]["frontend"] == {"image": "x:1"}
    assert config["pyairtable-infra:services"]["api-gateway"] == {"environment": {"PLAIN": "a"}}
    assert config["pyairtable-infra:tasks"] == {"nightly": {"image": "y:1"}}
    file.drop(("tasks", "nightly"))
    file.drop(("owner",))
    config = content(root)["config"]
    assert config["pyairtable-infra:tasks"] == {}
    assert "pyairtable-infra:owner" not in config


def test_the_originals_stay_as_they_are(root: Path) -> None:
    StackFile(root, root / "copy", "dev").change(("owner",), "other")
    assert (root / "Pulumi.yaml").read_text() == PROJECT
    assert (root / "Pulumi.dev.yaml").read_text() == STACK


def test_an_option_quotes_every_key() -> None:
    assert as_option(("shop:services", "api.v1", "list", 0)) == 'shop:services["api.v1"]["list"][0]'
