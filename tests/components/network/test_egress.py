"""The one way out of the private subnets."""

from typing import Any

import pytest

from pyairtable_components import EcsService, Network, NetworkRefs, NetworkSpec
from pyairtable_infra.plan.model import Plan, Resource
from tests.components.network.making import a_network
from tests.components.reading import every, names, only, plan_of, uses
from tests.components.standing import CLUSTER, PRIVATE, VPC, a_service
from tests.conftest import a_context

ANYWHERE = "0.0.0.0/0"


def ways_out(plan: Plan, zones: int) -> list[Resource]:
    """The default route of each private table, zone by zone."""
    routes = []
    for zone in range(1, zones + 1):
        table = only(plan, "RouteTable", f"network-private-{zone}")
        found = [route for route in every(plan, "Route") if uses(route, "routeTableId", table)]
        assert [route.inputs["destinationCidrBlock"] for route in found] == [ANYWHERE], f"one way out of zone {zone}"
        routes += found
    return routes


@pytest.mark.parametrize("zones", [2, 3])
def test_one_nat_gateway_serves_all_zones(zones: int) -> None:
    plan = a_network(zones=zones, egress={"kind": "nat_gateway"})
    gateway = only(plan, "NatGateway")
    assert uses(gateway, "subnetId", only(plan, "Subnet", "network-public-1")), "a private subnet has no internet"
    assert uses(gateway, "allocationId", only(plan, "Eip"))
    assert all(uses(route, "natGatewayId", gateway) for route in ways_out(plan, zones))


@pytest.mark.parametrize("zones", [2, 3])
def test_with_a_gateway_per_zone_no_traffic_leaves_its_zone(zones: int) -> None:
    plan = a_network(zones=zones, egress={"kind": "nat_gateway", "per_zone": True})
    assert len(every(plan, "NatGateway")) == len(every(plan, "Eip")) == zones
    for zone, route in enumerate(ways_out(plan, zones), start=1):
        gateway = only(plan, "NatGateway", f"network-nat-{zone}")
        assert uses(route, "natGatewayId", gateway)
        assert uses(gateway, "subnetId", only(plan, "Subnet", f"network-public-{zone}"))
        assert uses(gateway, "allocationId", only(plan, "Eip", f"network-nat-{zone}"))


def test_a_gateway_per_zone_keeps_the_one_that_there_was() -> None:
    one = every(a_network(egress={"kind": "nat_gateway"}), "NatGateway")
    each = every(a_network(egress={"kind": "nat_gateway", "per_zone": True}), "NatGateway")
    assert {gateway.urn for gateway in one} < {gateway.urn for gateway in each}, (
        "its address may be on a list somewhere"
    )


@pytest.mark.parametrize("zones", [2, 3])
def test_the_nat_instance_is_reached_through_its_fixed_interface(zones: int) -> None:
    plan = a_network(zones=zones, egress={"kind": "nat_instance"})
    fixed = only(plan, "NetworkInterface")
    assert all(uses(route, "networkInterfaceId", fixed) for route in ways_out(plan, zones)), "it outlives the instance"


def test_with_public_addresses_there_is_no_way_out_of_the_private_subnets() -> None:
    plan = a_network(egress={"kind": "public_ip"})
    assert names(every(plan, "Route")) == {"network-public-internet"}


@pytest.mark.parametrize(
    ("egress", "kinds"),
    [
        ({"kind": "nat_gateway"}, {"NatGateway", "Eip"}),
        ({"kind": "nat_instance"}, {"NetworkInterface", "LaunchTemplate", "Group"}),
        ({"kind": "public_ip"}, set()),
    ],
)
def test_only_the_chosen_way_out_is_paid_for(egress: dict[str, Any], kinds: set[str]) -> None:
    paid = {"NatGateway", "Eip", "NetworkInterface", "LaunchTemplate", "Group"}
    found = {resource.type.rsplit(":", 1)[-1] for resource in a_network(egress=egress).resources}
    assert found & paid == kinds


@pytest.mark.parametrize("kind", ["nat_gateway", "nat_instance", "public_ip"])
def test_tasks_stand_where_they_have_a_way_out(kind: str) -> None:
    spec = NetworkSpec.model_validate({"cidr": "10.10.0.0/16", "egress": {"kind": kind}})

    def make() -> None:
        network = Network("network", spec, a_context())
        EcsService("cart", a_service(), a_context(), cluster=CLUSTER, network=network.refs)

    plan = plan_of(make)
    found = only(plan, "ecs/service:Service").inputs["networkConfiguration"]
    tier = "public" if kind == "public_ip" else "private"
    assert found["subnets"] == [only(plan, "Subnet", f"network-{tier}-{zone}").id for zone in (1, 2)]
    assert found["assignPublicIp"] is (kind == "public_ip")


def test_the_private_subnets_of_an_existing_vpc_are_taken_to_have_a_way_out() -> None:
    refs = NetworkRefs.existing(vpc_id=VPC, private_subnet_ids=PRIVATE)
    assert refs.task_subnet_ids == PRIVATE
    assert not refs.tasks_have_public_ip
