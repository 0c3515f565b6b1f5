"""Configuration that Pulumi.yaml gives to every stack. Each text here was read from the engine."""

from pathlib import Path

import pulumi
import pytest

from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.project import project_config
from pyairtable_infra.engine.run import run
from tests.infra.engine.programs import bucket

FILE = """\
name: shop
runtime: python
config:
  short: 7
  shop:typed: {type: integer, default: 8}
  needed: {type: string}
  flag: true
  aws:maxRetries: 3
  aws:skipRegionValidation: {value: false}
  pulumi:disable-default-providers: ["*"]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "Pulumi.yaml").write_text(FILE)
    return tmp_path


def test_values_and_defaults_are_found(root: Path) -> None:
    assert project_config(root, "shop") == {
        "shop:short": "7",
        "shop:typed": "8",
        "shop:flag": "true",
        "aws:maxRetries": "3",
        "aws:skipRegionValidation": "false",
        "pulumi:disable-default-providers": '["*"]',
    }


def test_another_project_and_a_missing_file_give_nothing(root: Path) -> None:
    assert project_config(root, "other") == {}
    assert project_config(root / "nowhere", "shop") == {}


@pytest.mark.parametrize("text", ["", "just text", "name: shop", "name: shop\nconfig:"])
def test_a_file_without_configuration_gives_nothing(text: str, root: Path) -> None:
    (root / "Pulumi.yaml").write_text(text)
    assert project_config(root, "shop") == {}


def test_a_run_has_it_and_the_stack_goes_before(root: Path) -> None:
    seen: dict[str, int] = {}

    def program() -> None:
        config = pulumi.Config()
        seen.update(short=config.require_int("short"), typed=config.require_int("typed"))

    run(program, project="shop", stack_name="dev", root=root, config={"shop:short": "70"})
    assert seen == {"short": 70, "typed": 8}


def test_default_providers_are_disabled_by_the_project(root: Path) -> None:
    def program() -> None:
        bucket("one")

    with pytest.raises(EngineError, match=r"default providers are disabled for aws"):
        run(program, project="shop", stack_name="dev", root=root)
