"""What a person decides about the public load balancer."""

from typing import Annotated, Literal

from pydantic import Field

from pyairtable_components.spec import Spec
from pyairtable_components.vocabulary import Arn, DomainName, HostedZoneId


class GivenCertificate(Spec):
    """TLS with a certificate that exists in ACM already."""

    kind: Literal["given"]
    domain: DomainName
    """Where users reach it; its DNS record is somebody else's."""
    certificate_arn: Arn


class IssuedCertificate(Spec):
    """TLS with a certificate that ACM issues, validated by DNS, and a record that points here."""

    kind: Literal["issued"]
    domain: DomainName
    hosted_zone: DomainName
    """The Route 53 zone that holds the domain, by name."""
    hosted_zone_id: HostedZoneId | None = None
    """The zone's id. Without it the zone is looked up by its name."""


class NoTls(Spec):
    """Plain HTTP. Only for environments in which nothing is secret."""

    kind: Literal["none"]


Tls = Annotated[
    GivenCertificate | IssuedCertificate | NoTls,
    Field(
        discriminator="kind",
        examples=[{"kind": "issued", "domain": "dev.example.com", "hosted_zone": "example.com"}],
    ),
]


class Firewall(Spec):
    """An AWS WAF web ACL, $5 a month and $1 for each rule."""

    requests_per_five_minutes: Annotated[int, Field(strict=True, ge=10, le=2_000_000_000, examples=[2000])] = 2000
    """More from one address are blocked."""
    managed_rules: bool = False
    """AWS's rules against common attacks and known bad input as well."""


class LoadBalancerSpec(Spec):
    """An Application Load Balancer open to the internet."""

    tls: Tls
    """How TLS ends here; `kind: none` only where the profile says so."""
    firewall: Firewall | None = None
    idle_timeout: Annotated[int, Field(strict=True, ge=1, le=4000, examples=[60])] = 60
    """Seconds."""
