"""Subnet arithmetic; no Pulumi here.

A VPC block is cut into four quarters: public, private, isolated, and one in reserve. Each quarter is cut into four,
one for each zone. So a third zone never moves the subnets of the first two, and a fourth tier still fits.
"""

from dataclasses import dataclass
from ipaddress import IPv4Network
from typing import Literal, get_args

Tier = Literal["public", "private", "isolated"]
TIERS: tuple[Tier, ...] = get_args(Tier)
MAX_ZONES = 4

# https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
LARGEST_VPC = 16
# A load balancer's subnet is a /27 or larger, with 8 free addresses; a /23 cut twice by four gives /27.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer
SMALLEST_VPC = 23


@dataclass(frozen=True)
class Subnet:
    """One subnet: its tier, the index of its zone, and its block."""

    tier: Tier
    zone: int
    cidr: str


def allocate(vpc: str, zones: int) -> tuple[Subnet, ...]:
    """The subnets of a VPC block, tier by tier and zone by zone.

    Raises:
        ValueError: The block is smaller than /23 or larger than /16, or there are more than four zones.
    """
    block = IPv4Network(vpc)
    if block.prefixlen > SMALLEST_VPC:
        raise ValueError(
            f"{vpc} is too small: a load balancer's subnets need at least a /{SMALLEST_VPC} VPC. "
            f"For example: {IPv4Network(f'{block.network_address}/{LARGEST_VPC}', strict=False)}"
        )
    if block.prefixlen < LARGEST_VPC:
        raise ValueError(
            f"{vpc} is too large: AWS allows at most a /{LARGEST_VPC} VPC. "
            f"For example: {block.network_address}/{LARGEST_VPC}"
        )
    if not 1 <= zones <= MAX_ZONES:
        raise ValueError(f"{zones} zones cannot be allocated, 1 to {MAX_ZONES} can. For example: 3")
    quarters = block.subnets(prefixlen_diff=2)
    return tuple(
        Subnet(tier, zone, str(part))
        for tier, quarter in zip(TIERS, quarters, strict=False)
        for zone, part in zip(range(zones), quarter.subnets(prefixlen_diff=2), strict=False)
    )


def overlap(one: str, other: str) -> bool:
    """Whether two blocks share an address."""
    return IPv4Network(one).overlaps(IPv4Network(other))
