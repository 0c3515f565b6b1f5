"""The real engine, where there is one."""

import os
from pathlib import Path

import pytest

from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.rehearsal.pulumi import Pulumi, find
from tests.conftest import ROOT
from tests.engine.workspace import Workspace

LONGEST = ("test_rehearsal_prod.py", "test_rehearsal_staging.py", "test_rehearsal_dev.py")
"""Minutes each: they begin first, so that no core waits for another one at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.engine)
    first = [item for name in LONGEST for item in items if item.path == here / name]
    items[:] = [*first, *(item for item in items if item not in first)]


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
