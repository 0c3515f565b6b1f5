"""Addresses, ports, domains, paths."""

from ipaddress import IPv4Network
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from pyairtable_components.vocabulary import Cidr, DomainName, HostedZoneId, Port, UrlPath


def refusal(kind: Any, value: object) -> str:
    """What the vocabulary says against a value; empty where it takes it."""
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        return error.errors()[0]["msg"]
    return ""


blocks = st.sampled_from(["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]).flatmap(
    lambda private: st.integers(IPv4Network(private).prefixlen, 28).flatmap(
        lambda prefix: st.integers(0, 2 ** (prefix - IPv4Network(private).prefixlen) - 1).map(
            lambda index: f"{IPv4Network(private).network_address + index * 2 ** (32 - prefix)}/{prefix}"
        )
    )
)


@given(blocks)
def test_every_private_block_is_taken(block: str) -> None:
    assert refusal(Cidr, block) == ""


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("11.0.0.0/16", "is not a private range"),
        ("172.32.0.0/16", "is not a private range"),
        ("10.0.0.0/7", "is not a private range"),
        ("10.10.1.0/16", "has host bits set"),
        ("10.10.0.0/33", "is not an IPv4 CIDR block"),
        ("fd00::/64", "is not an IPv4 CIDR block"),
        ("10.10.0.0/255.255.0.0", "is 10.10.0.0/16 in CIDR notation"),
        ("10.10.0.0", "is 10.10.0.0/32 in CIDR notation"),
        ("", "is not an IPv4 CIDR block"),
    ],
)
def test_what_aws_refuses_as_a_block_is_refused_with_an_example(value: str, why: str) -> None:
    message = refusal(Cidr, value)
    assert why in message
    assert message.endswith("For example: 10.10.0.0/16")


@pytest.mark.parametrize("value", [0, 65536, -1, "8000", 80.0, True])
def test_a_port_is_a_whole_number_that_tcp_has(value: object) -> None:
    assert refusal(Port, value)


@pytest.mark.parametrize("value", ["dev.example.com", "a-b.c.io", "x." * 60 + "com"])
def test_domain_names_are_taken(value: str) -> None:
    assert refusal(DomainName, value) == ""


@pytest.mark.parametrize(
    "value",
    [
        "example",
        "-a.example.com",
        "a-.example.com",
        "A.example.com",
        "a..com",
        "a.b.",
        "*.a.com",
        f"{'a' * 64}.com",
        "ab." * 90 + "com",
    ],
)
def test_what_no_dns_has_is_refused(value: str) -> None:
    assert refusal(DomainName, value).endswith("For example: dev.example.com")


@pytest.mark.parametrize(("value", "good"), [("Z0123456789ABC", True), ("z0123", False), ("0Z", False), ("Z", False)])
def test_a_hosted_zone_has_the_id_of_one(value: str, good: bool) -> None:
    assert (refusal(HostedZoneId, value) == "") is good


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ("/", True),
        ("/api/*", True),
        ("api", False),
        ("/a b", False),
        (f"/{'a' * 127}", True),
        (f"/{'a' * 128}", False),
        ("/é", False),
    ],
)
def test_a_path_is_one_that_a_listener_rule_takes(value: str, good: bool) -> None:
    assert (refusal(UrlPath, value) == "") is good
