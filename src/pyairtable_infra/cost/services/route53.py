"""Amazon Route 53, and AWS Cloud Map with it.

https://aws.amazon.com/route53/pricing/
"""

from collections.abc import Iterator, Mapping

from pyairtable_infra.cost.model import Line
from pyairtable_infra.cost.subject import Rule, Subject, truth
from pyairtable_infra.plan.services import SERVICE

MILLION = 1_000_000
BILLION = 1_000

PRICES = (
    "route53/hosted zone, first 25",
    "route53/standard queries, first billion",
    "route53/standard queries, over a billion",
    "route53/health check*",
    "route53/Resolver endpoint per network interface",
    "cloud-map/registered resource",
)


def zone(subject: Subject) -> Iterator[Line]:
    """A hosted zone and its queries; the price of the first 25 zones of an account is taken for each."""
    yield subject.priced("hosted zone", "route53/hosted zone, first 25", 1)
    tiers = (
        ("route53/standard queries, first billion", BILLION),
        ("route53/standard queries, over a billion", None),
    )
    yield from subject.tiered("queries", tiers, subject.usage("queries") / MILLION)


def health_check(subject: Subject) -> Iterator[Line]:
    """A health check and its options; an endpoint is taken to lie outside AWS."""
    kind = subject.text("type")
    if kind in ("CALCULATED", "CLOUDWATCH_METRIC", "RECOVERY_CONTROL"):
        yield subject.priced("health check", "route53/health check, AWS endpoint", 1)
        return
    yield subject.priced("health check", "route53/health check, other endpoint", 1)
    fast = subject.number("requestInterval", 30) == 10  # noqa: PLR2004 - the two intervals that there are
    options = sum((kind.startswith("HTTPS"), "STR_MATCH" in kind, fast, truth(subject.inputs.get("measureLatency"))))
    if options:
        yield subject.priced("its options", "route53/health check option, other endpoint", options)


def resolver_endpoint(subject: Subject) -> Iterator[Line]:
    """A Resolver endpoint costs for each network interface."""
    addresses = len(subject.inputs.get("ipAddresses") or (1, 2))
    yield subject.hourly("network interfaces", "route53/Resolver endpoint per network interface", addresses)


def discovery(subject: Subject) -> Iterator[Line]:
    """A Cloud Map service: what ECS registers is free, anything else has no price here.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html#service-discovery-pricing
    """
    if not subject.users(SERVICE, "serviceRegistries"):
        yield subject.priced("registered resources", "cloud-map/registered resource", 1)


RULES: Mapping[str, Rule] = {
    "aws:route53/zone:Zone": zone,
    "aws:route53/healthCheck:HealthCheck": health_check,
    "aws:route53/resolverEndpoint:ResolverEndpoint": resolver_endpoint,
    # A DNS namespace is a hosted zone.
    "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": zone,
    "aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace": zone,
    "aws:servicediscovery/service:Service": discovery,
}
FREE = (
    "aws:route53/record:Record",  # its queries are charged at the zone
    "aws:route53/zoneAssociation:ZoneAssociation",
    "aws:servicediscovery/httpNamespace:HttpNamespace",
)
