"""A load balancer to test, before two services: `shop` at everything, `cart` at /cart/*."""

from collections.abc import Mapping
from typing import Any

from pyairtable_components import LoadBalancerSpec, PublicLoadBalancer, ServiceSpec
from pyairtable_infra.plan.model import Plan
from tests.components.reading import plan_of
from tests.components.standing import ACCOUNT, NETWORK, a_service
from tests.conftest import a_context

NO_TLS = {"kind": "none"}
CERTIFICATE = f"arn:aws:acm:us-east-1:{ACCOUNT}:certificate/0f1e2d3c"
GIVEN = {"kind": "given", "domain": "shop.example.com", "certificate_arn": CERTIFICATE}
ISSUED = {"kind": "issued", "domain": "shop.example.com", "hosted_zone": "example.com"}
ZONE = "Z0123456789ABC"


def exposed(*paths: str, hosts: tuple[str, ...] = (), **spec: Any) -> ServiceSpec:
    return a_service(**{"runtime": {"exposure": {"paths": paths, "hosts": hosts}}} | spec)


SERVICES = {"shop": exposed("/*", port=3000), "cart": exposed("/cart/*"), "mail": a_service(port=8001)}


def balancer_plan(
    tls: Mapping[str, Any] = GIVEN,
    context: dict[str, Any] | None = None,
    services: Mapping[str, ServiceSpec] = SERVICES,
    zone: str | None = ZONE,
    **spec: Any,
) -> Plan:
    """The plan of one load balancer."""
    whole = LoadBalancerSpec.model_validate({"tls": tls} | spec)
    where = a_context(**(context or {}))
    return plan_of(
        lambda: PublicLoadBalancer("public", whole, where, network=NETWORK, services=services, hosted_zone_id=zone)
    )
