"""Secrets Manager in memory, and servers that start once."""

from collections.abc import Iterator

import pytest

from tests.components.functions.rotation.rotating import secrets_manager
from tests.components.functions.rotation.servers import LocalPostgres


@pytest.fixture(autouse=True)
def _secrets_manager() -> Iterator[None]:
    with secrets_manager():
        yield


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPostgres]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
        server = LocalPostgres(tmp_path_factory.mktemp("postgres"))
        yield server
        server.stop()
