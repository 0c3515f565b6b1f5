"""Clients whose answers a test writes down: botocore's Stubber, for services that moto does not have."""

from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.stub import Stubber

from pyairtable_components.functions.clients import Clients


class Stubbed:
    """Stands in for `Clients`; a service without a stub is moto's."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *services: str) -> None:
        once = Config(retries={"total_max_attempts": 1})
        self.clients = {name: boto3.client(name, region_name="us-east-1", config=once) for name in services}  # type: ignore[call-overload]
        self.stubs = {name: Stubber(client) for name, client in self.clients.items()}
        for stub in self.stubs.values():
            stub.activate()
        real = Clients.client
        monkeypatch.setattr(
            Clients, "client", lambda self_, name, region=None: self.clients.get(name) or real(self_, name, region)
        )

    def answer(self, service: str, method: str, answer: dict[str, Any], expected: dict[str, Any] | None = None) -> None:
        self.stubs[service].add_response(method, answer, expected)

    def fail(self, service: str, method: str, code: str, message: str = "no") -> None:
        self.stubs[service].add_client_error(method, code, message)

    def done(self) -> None:
        """Every answer has been asked for, and no other."""
        for stub in self.stubs.values():
            stub.assert_no_pending_responses()
