"""Elastic Load Balancing, and what the internet takes from behind it.

https://aws.amazon.com/elasticloadbalancing/pricing/
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from pyairtable_infra.cost.model import Line
from pyairtable_infra.cost.money import HOURS
from pyairtable_infra.cost.services.fargate import PUBLIC_IPV4
from pyairtable_infra.cost.services.transfer import OUT
from pyairtable_infra.cost.subject import Rule, Subject
from pyairtable_infra.plan.model import Resource

LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer"
FORMER = "aws:alb/loadBalancer:LoadBalancer"
CLASSIC = "aws:elb/loadBalancer:LoadBalancer"
# An LCU is 25 new connections a second, or 1 GB an hour: the larger of the two is charged.
CONNECTIONS, GIGABYTES = 25, 1
SECONDS_OF_HOUR = 3600

PRICES = (
    *("elb/ALB", "elb/ALB LCU", "elb/NLB", "elb/NLB LCU", "elb/GLB", "elb/GLB LCU", "elb/Classic", "elb/Classic data"),
    PUBLIC_IPV4,
    *(key for key, _ in OUT),
)

_KINDS = {"application": "ALB", "network": "NLB", "gateway": "GLB"}


def load_balancer(subject: Subject) -> Iterator[Line]:
    """A load balancer: hours, capacity units, the public addresses of its zones, and its part of the traffic out.

    Requests are taken as spread evenly, each on a connection of its own.
    """
    kind = _KINDS.get(subject.text("loadBalancerType", "application"), "ALB")
    yield subject.hourly(kind, f"elb/{kind}")
    gigabytes, requests = _traffic(subject)
    units = max(requests / (HOURS * SECONDS_OF_HOUR) / CONNECTIONS, gigabytes / HOURS / GIGABYTES)
    yield subject.priced("capacity units", f"elb/{kind} LCU", units * HOURS, usage=True)
    if _public(subject.resource):
        if kind == "ALB":
            zones = len(subject.inputs.get("subnets") or subject.inputs.get("subnetMappings") or (1, 2))
            yield subject.hourly("public IPv4 in each zone", PUBLIC_IPV4, zones)
        elif kind == "NLB":
            own = [each for each in subject.inputs.get("subnetMappings") or () if not each.get("allocationId")]
            zones = len(subject.inputs.get("subnets") or own)
            yield subject.hourly("public IPv4 in each zone", PUBLIC_IPV4, zones)
        yield from subject.tiered("to the internet", OUT, gigabytes)


def classic(subject: Subject) -> Iterator[Line]:
    """A Classic Load Balancer."""
    yield subject.hourly("Classic", "elb/Classic")
    gigabytes, _ = _traffic(subject)
    yield subject.priced("data", "elb/Classic data", gigabytes, usage=True)
    if _public(subject.resource):
        yield from subject.tiered("to the internet", OUT, gigabytes)


def _public(resource: Resource) -> bool:
    return resource.inputs.get("internal") not in (True, "true") and (
        resource.inputs.get("loadBalancerType") != "gateway"
    )


def _traffic(subject: Subject) -> tuple[Decimal, Decimal]:
    """Its part of the environment's gigabytes and requests: the public load balancers share them."""
    public = [one for type_ in (LOAD_BALANCER, FORMER, CLASSIC) for one in subject.all(type_) if _public(one)]
    share = Decimal(len(public)) if _public(subject.resource) else Decimal(0)
    gigabytes = subject.of_all("internet_gb") / share if share else Decimal(0)
    requests = subject.of_all("requests") / share if share else Decimal(0)
    return subject.usage("gb", gigabytes), subject.usage("requests", requests)


RULES: Mapping[str, Rule] = {
    LOAD_BALANCER: load_balancer,
    FORMER: load_balancer,
    CLASSIC: classic,
}
FREE = (
    *(
        f"aws:{module}/{kind}"
        for module in ("lb", "alb")
        for kind in (
            "listener:Listener",
            "listenerCertificate:ListenerCertificate",
            "listenerRule:ListenerRule",
            "targetGroup:TargetGroup",
            "targetGroupAttachment:TargetGroupAttachment",
        )
    ),
    "aws:acm/certificate:Certificate",
    "aws:acm/certificateValidation:CertificateValidation",
)
