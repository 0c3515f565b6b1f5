"""Subnet arithmetic."""

from ipaddress import IPv4Network
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyairtable_components.network.allocator import MAX_ZONES, TIERS, allocate, overlap

# A load balancer's subnet: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
SMALLEST_SUBNET = 27

vpcs = st.integers(16, 23).flatmap(
    lambda prefix: st.integers(0, 2 ** (prefix - 8) - 1).map(
        lambda index: f"{IPv4Network('10.0.0.0/8').network_address + index * 2 ** (32 - prefix)}/{prefix}"
    )
)
zones = st.integers(1, MAX_ZONES)


@given(vpcs, zones)
def test_every_subnet_lies_inside_the_vpc(vpc: str, zones: int) -> None:
    assert all(IPv4Network(subnet.cidr).subnet_of(IPv4Network(vpc)) for subnet in allocate(vpc, zones))


@given(vpcs, zones)
def test_no_two_subnets_share_an_address(vpc: str, zones: int) -> None:
    blocks = [subnet.cidr for subnet in allocate(vpc, zones)]
    assert not any(overlap(one, other) for one, other in combinations(blocks, 2))


@given(vpcs, zones)
def test_there_is_one_subnet_for_each_tier_and_zone(vpc: str, zones: int) -> None:
    wanted = [(tier, zone) for tier in TIERS for zone in range(zones)]
    assert [(subnet.tier, subnet.zone) for subnet in allocate(vpc, zones)] == wanted


@given(vpcs, zones)
def test_every_subnet_holds_a_load_balancer(vpc: str, zones: int) -> None:
    assert all(IPv4Network(subnet.cidr).prefixlen <= SMALLEST_SUBNET for subnet in allocate(vpc, zones))


@given(vpcs, st.integers(1, MAX_ZONES - 1))
def test_a_further_zone_moves_no_subnet(vpc: str, zones: int) -> None:
    assert set(allocate(vpc, zones)) <= set(allocate(vpc, zones + 1)), (
        "a moved subnet is replaced, with all that is in it"
    )


@given(vpcs)
def test_a_quarter_is_left_for_a_fourth_tier(vpc: str) -> None:
    reserve = list(IPv4Network(vpc).subnets(prefixlen_diff=2))[-1]
    assert not any(overlap(subnet.cidr, str(reserve)) for subnet in allocate(vpc, MAX_ZONES))


def test_the_subnets_of_a_slash_16_are_these() -> None:
    found = {f"{subnet.tier}-{subnet.zone + 1}": subnet.cidr for subnet in allocate("10.10.0.0/16", 2)}
    assert found == {
        "public-1": "10.10.0.0/20",
        "public-2": "10.10.16.0/20",
        "private-1": "10.10.64.0/20",
        "private-2": "10.10.80.0/20",
        "isolated-1": "10.10.128.0/20",
        "isolated-2": "10.10.144.0/20",
    }, "other numbers would replace every subnet that is deployed"


@pytest.mark.parametrize(
    ("vpc", "zones", "message"),
    [
        ("10.10.0.0/24", 2, r"10\.10\.0\.0/24 is too small: .* For example: 10\.10\.0\.0/16$"),
        ("10.10.4.0/24", 2, r"is too small: .* For example: 10\.10\.0\.0/16$"),
        ("10.0.0.0/15", 2, r"10\.0\.0\.0/15 is too large: .* For example: 10\.0\.0\.0/16$"),
        ("10.10.0.0/16", 0, r"0 zones cannot be allocated, 1 to 4 can\. For example: 3$"),
        ("10.10.0.0/16", 5, r"5 zones cannot be allocated"),
    ],
)
def test_what_cannot_be_allocated_is_refused_with_an_example(vpc: str, zones: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        allocate(vpc, zones)


@given(vpcs, vpcs)
def test_two_blocks_overlap_exactly_if_one_holds_the_first_address_of_the_other(one: str, other: str) -> None:
    a, b = IPv4Network(one), IPv4Network(other)
    assert overlap(one, other) is (a.network_address in b or b.network_address in a)
    assert overlap(one, other) is overlap(other, one)
