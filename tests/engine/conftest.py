"""The real engine, where there is one."""

import os
from pathlib import Path

import pytest

from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.rehearsal.pulumi import Pulumi, find
from tests.conftest import ROOT
from tests.engine.workspace import Workspace


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.engine)


@pytest.fixture(scope="session")
def pulumi() -> Pulumi:
    """The CLI. Without one, these tests cannot run, and in CI that is a failure."""
    try:
        return find(ROOT)
    except EngineError as error:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"the real engine is missing: {error}")


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory, pulumi: Pulumi) -> Workspace:
    return Workspace.create(tmp_path_factory.mktemp("engine"), pulumi)
