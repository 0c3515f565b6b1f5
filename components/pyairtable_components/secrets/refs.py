"""What other components need to know of a secret."""

from collections.abc import Mapping
from dataclasses import dataclass

from pulumi import Input

from pyairtable_components.identity.policy import Statement


@dataclass(frozen=True)
class SecretRefs:
    """A secret that stands. Its value is nowhere in the graph."""

    arn: Input[str]
    name: str
    key_arn: Input[str]
    """The KMS key that encrypts it."""


@dataclass(frozen=True)
class SecretReading:
    """What a task needs to read its secrets when it starts."""

    variables: Mapping[str, Input[str]]
    """References by the name of a variable, in the form of
    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
    """
    grants: tuple[Statement, ...]
    """What the execution role needs for it."""
