"""What a person decides about a network."""

from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from pyairtable_components.network.allocator import allocate, overlap
from pyairtable_components.spec import Spec
from pyairtable_components.vocabulary import Cidr, Zone
from pyairtable_components.vocabulary.checks import matching

# https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html: these two, without charge
GATEWAYS = ("s3", "dynamodb")

InterfaceEndpoint = Annotated[
    str,
    matching(
        r"(?!com\.amazonaws)[a-z0-9.-]+",
        "the short name of an AWS service (small letters, digits, dots and hyphens, without com.amazonaws)",
        "secretsmanager",
    ),
    Field(examples=["secretsmanager"]),
]


class NatGateway(Spec):
    """Private tasks go out through managed NAT gateways, about $33 a month each before traffic."""

    kind: Literal["nat_gateway"]
    per_zone: bool = False
    """One gateway per zone survives the loss of a zone; one gateway for all is cheaper."""


class NatInstance(Spec):
    """Private tasks go out through one small ARM instance that replaces itself, about $3 a month and its IPv4."""

    kind: Literal["nat_instance"]
    instance_type: Annotated[str, Field(pattern=r"^[a-z]+\d+g[a-z]*\.[a-z0-9]+$", examples=["t4g.nano"])] = "t4g.nano"
    """An ARM (Graviton) instance type."""


class PublicIp(Spec):
    """Tasks stand in public subnets with an IPv4 of their own ($3.65 a month each) and closed inbound rules."""

    kind: Literal["public_ip"]


Egress = Annotated[NatGateway | NatInstance | PublicIp, Field(discriminator="kind", examples=[{"kind": "nat_gateway"}])]


class NetworkSpec(Spec):
    """A VPC of its own, with public, private and isolated subnets in two or three zones."""

    cidr: Cidr
    """The block of the VPC, /16 to /23. No other environment or region may overlap it."""
    recovery_cidr: Cidr | None = None
    """The block of the VPC in the recovery region."""
    zones: Annotated[int, Field(strict=True, ge=2, le=3, examples=[2])] = 2
    """How many availability zones are used."""
    zone_names: tuple[Zone, ...] = ()
    """The zones by name. Without them, the first ones that the region offers are looked up."""
    egress: Egress = NatGateway(kind="nat_gateway")
    """How tasks reach the internet: exactly one way."""
    interface_endpoints: tuple[InterfaceEndpoint, ...] = ()
    """AWS services reached privately ($7.30 a month per zone each), for example `secretsmanager`, `ecr.api`."""

    @field_validator("cidr", "recovery_cidr")
    @classmethod
    def _large_enough(cls, value: str | None) -> str | None:
        if value is not None:
            allocate(value, zones=1)
        return value

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if self.recovery_cidr and overlap(self.cidr, self.recovery_cidr):
            raise ValueError(
                f"recovery_cidr {self.recovery_cidr} overlaps cidr {self.cidr}. For example: cidr: 10.10.0.0/16 "
                "and recovery_cidr: 10.11.0.0/16"
            )
        if self.zone_names and len(self.zone_names) != self.zones:
            raise ValueError(
                f"zones is {self.zones}, but zone_names has {len(self.zone_names)}. "
                "For example: zones: 2 and zone_names: [us-east-1a, us-east-1b]"
            )
        if len(set(self.zone_names)) < len(self.zone_names):
            raise ValueError(
                f"zone_names names {_twice(self.zone_names)} twice. For example: zone_names: [us-east-1a, us-east-1b]"
            )
        return self

    @field_validator("interface_endpoints")
    @classmethod
    def _each_once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for service in value:
            if service in GATEWAYS:
                raise ValueError(f"{service} has a gateway endpoint already, without charge. For example: ecr.api")
        if len(set(value)) < len(value):
            raise ValueError(f"{_twice(value)} is there twice. For example: [ecr.api, ecr.dkr]")
        return value


def _twice(names: tuple[str, ...]) -> str:
    return next(name for name in names if names.count(name) > 1)
