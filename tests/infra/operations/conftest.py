"""Credentials that open nothing, and an account in memory."""

from collections.abc import Iterator

import pytest

from tests.conftest import share_models
from tests.infra.operations.account import Recorded, as_nobody, empty_account, with_what_moto_lacks

share_models()


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    as_nobody(monkeypatch)


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorded]:
    """An empty account, and a session in it."""
    with_what_moto_lacks(monkeypatch)
    with empty_account():
        yield Recorded()
