"""What a person decides about the most that the roles of a stack may ever do."""

from typing import Annotated, Literal

from pydantic import Field, field_validator

from pyairtable_components.spec import Spec
from pyairtable_components.vocabulary import PolicyReference, Region


class GivenBoundary(Spec):
    """A managed policy that is in the account already, or one of AWS."""

    kind: Literal["given"]
    policy: PolicyReference
    """By its name in the account, or by its ARN."""


class AccountBoundary(Spec):
    """The policy that the stack `account` makes. It has to stand before the environment."""

    kind: Literal["managed"]


class ManagedBoundary(Spec):
    """A policy that allows what the platform's roles may ever do, and denies what none of them may."""

    kind: Literal["managed"]
    regions: Annotated[tuple[Region, ...], Field(min_length=1)] = ("us-east-1", "us-west-2")
    """Where roles may act: the regions of all environments and of their recovery."""

    @field_validator("regions")
    @classmethod
    def _once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for one in value:
            if value.count(one) > 1:
                raise ValueError(f"{one} is there twice. For example: [{', '.join(dict.fromkeys(value))}]")
        return value


EnvironmentBoundary = Annotated[
    AccountBoundary | GivenBoundary, Field(discriminator="kind", examples=[{"kind": "managed"}])
]
AccountWideBoundary = Annotated[
    ManagedBoundary | GivenBoundary, Field(discriminator="kind", examples=[{"kind": "managed"}])
]
