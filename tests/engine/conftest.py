"""The real engine, where there is one."""

import os
from pathlib import Path

import pytest

from tests.engine.workspace import HOW, Workspace, cli


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.engine)


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    pulumi = cli()
    if pulumi is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"in CI the real engine has to be there: {HOW}")
        pytest.skip(f"no pulumi here: {HOW}")
    return Workspace.create(tmp_path_factory.mktemp("engine"), pulumi)
