"""Rotation of API keys: what issues them is a provider. Keys that no provider issues are renewed by a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from pyairtable_components.functions.rotation.passwords import password
from pyairtable_components.functions.rotation.protocol import RotationError, Value


class Provider(Protocol):
    """Who issues keys of one kind."""

    def issue(self) -> str:
        """A new key, beside those there are."""

    def admit(self, key: str) -> None:
        """Let a key be used that was issued before; nothing where issuing it was enough."""

    def works(self, key: str) -> bool:
        """Whether the key opens what it should."""


class Generated:
    """A key that only services of the platform show to each other: random, and known to nobody else."""

    def issue(self) -> str:
        """A random key."""
        return password()

    def admit(self, key: str) -> None:
        """Its readers find it in the secret."""

    def works(self, key: str) -> bool:
        """Whether it is long enough to be random."""
        return len(key) == len(password())


PROVIDERS: Mapping[str, Provider] = {"generated": Generated()}
"""The providers by name. One for an outside API is a class with three methods, and a row here."""


@dataclass(frozen=True)
class ApiKeyRotator:
    """A key from a provider, as the secret's `value`."""

    provider: Provider

    def create(self, current: Value | None) -> Value:
        """A new key."""
        del current
        return {"value": self.provider.issue()}

    def set(self, current: Value | None, pending: Value) -> None:
        """Let it be used; the current key goes on working."""
        del current
        self.provider.admit(pending["value"])

    def test(self, pending: Value) -> None:
        """Use it once."""
        if not self.provider.works(pending["value"]):
            raise RotationError("the provider does not take the key that it has issued")
