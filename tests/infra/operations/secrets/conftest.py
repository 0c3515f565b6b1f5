"""An environment with secrets."""

import pytest

from tests.infra.operations.account import Recorded
from tests.infra.operations.secrets.making import Environment


@pytest.fixture
def environment(account: Recorded) -> Environment:
    made = Environment(account)
    account.calls.clear()
    return made
