"""Addresses, ports, domains, paths."""

import ipaddress
from typing import Annotated

from pydantic import AfterValidator, Field

from pyairtable_components.vocabulary.checks import matching

_EXAMPLE = "10.10.0.0/16"

_PRIVATE = tuple(ipaddress.IPv4Network(block) for block in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))


def _private_block(value: str) -> str:
    try:
        network = ipaddress.IPv4Network(value)
    except ValueError as error:
        raise ValueError(f"{value!r} is not an IPv4 CIDR block: {error}. For example: {_EXAMPLE}") from None
    if str(network) != value:
        raise ValueError(f"{value!r} is {network} in CIDR notation. For example: {_EXAMPLE}")
    if not any(network.subnet_of(block) for block in _PRIVATE):
        raise ValueError(f"{value!r} is not a private range (RFC 1918). For example: {_EXAMPLE}")
    return value


Cidr = Annotated[str, AfterValidator(_private_block), Field(examples=[_EXAMPLE])]
"""A private IPv4 block in CIDR notation, without host bits."""

Port = Annotated[int, Field(strict=True, ge=1, le=65535, examples=[8000])]

DomainName = Annotated[
    str,
    matching(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", "a domain name", "dev.example.com"),
    Field(examples=["dev.example.com"]),
]

HostedZoneId = Annotated[
    str, matching(r"Z[A-Z0-9]{1,31}", "a Route 53 hosted zone id", "Z0123456789ABC"), Field(examples=["Z0123456789ABC"])
]

UrlPath = Annotated[
    str,
    # https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#path-conditions
    matching(r"/[A-Za-z0-9_\-.$/~\"'@:+&*?]{0,127}", "a URL path pattern that begins with /", "/api/*"),
    Field(examples=["/api/*"]),
]
