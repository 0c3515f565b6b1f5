"""What other components need to know of a secret."""

from dataclasses import dataclass

from pulumi import Input


@dataclass(frozen=True)
class SecretRefs:
    """A secret that stands. Its value is nowhere in the graph."""

    arn: Input[str]
    name: str
    key_arn: Input[str]
    """The KMS key that encrypts it."""
