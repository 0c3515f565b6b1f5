"""The VPC, its subnets, and the routes that no egress decides."""

import pytest

from pyairtable_components import Network, NetworkSpec
from pyairtable_components.network.allocator import allocate
from pyairtable_infra.plan.model import Plan, Resource
from tests.components.network.making import CIDR, a_network
from tests.components.reading import below, every, names, only, plan_of, uses
from tests.conftest import a_context


@pytest.fixture(scope="module")
def plan() -> Plan:
    return a_network(zones=3)


def table_of(plan: Plan, subnet: str) -> Resource:
    """The route table that the subnet with this name is associated with."""
    found = only(plan, "RouteTableAssociation", subnet)
    assert uses(found, "subnetId", only(plan, "Subnet", subnet))
    return next(table for table in every(plan, "RouteTable") if uses(found, "routeTableId", table))


def test_the_vpc_resolves_names(plan: Plan) -> None:
    vpc = only(plan, "Vpc")
    assert vpc.inputs["cidrBlock"] == CIDR
    assert vpc.inputs["enableDnsSupport"]
    assert vpc.inputs["enableDnsHostnames"], "private DNS of interface endpoints needs both"


def test_the_default_security_group_admits_nobody_and_lets_nobody_out(plan: Plan) -> None:
    group = only(plan, "DefaultSecurityGroup")
    assert uses(group, "vpcId", only(plan, "Vpc"))
    assert group.inputs["ingress"] == []
    assert group.inputs["egress"] == [], "without the empty lists AWS's own rules would stay"


def test_the_subnets_are_those_of_the_allocator_in_the_zones_of_the_context(plan: Plan) -> None:
    found = {
        (subnet.name, subnet.inputs["cidrBlock"], subnet.inputs["availabilityZone"]) for subnet in every(plan, "Subnet")
    }
    assert found == {
        (f"network-{subnet.tier}-{subnet.zone + 1}", subnet.cidr, f"us-east-1{'abc'[subnet.zone]}")
        for subnet in allocate(CIDR, 3)
    }
    assert all(uses(subnet, "vpcId", only(plan, "Vpc")) for subnet in every(plan, "Subnet"))


def test_nothing_gets_a_public_address_by_itself(plan: Plan) -> None:
    assert not any(subnet.inputs["mapPublicIpOnLaunch"] for subnet in every(plan, "Subnet"))


def test_the_public_subnets_share_one_table_that_leads_to_the_internet(plan: Plan) -> None:
    tables = {table_of(plan, f"network-public-{zone}").name for zone in (1, 2, 3)}
    assert tables == {"network-public"}
    route = only(plan, "Route", "network-public-internet")
    assert route.inputs["destinationCidrBlock"] == "0.0.0.0/0"
    assert uses(route, "routeTableId", only(plan, "RouteTable", "network-public"))
    assert uses(route, "gatewayId", only(plan, "InternetGateway"))


def test_each_private_subnet_has_a_table_of_its_own(plan: Plan) -> None:
    tables = {table_of(plan, f"network-private-{zone}").name for zone in (1, 2, 3)}
    assert len(tables) == 3, "so that a zone can have a gateway of its own"


def test_the_isolated_subnets_have_no_way_out(plan: Plan) -> None:
    isolated = {table_of(plan, f"network-isolated-{zone}").urn for zone in (1, 2, 3)}
    assert len(isolated) == 1
    assert not any(set(route.property_dependencies["routeTableId"]) & isolated for route in every(plan, "Route"))


def test_everything_stands_below_the_network(plan: Plan) -> None:
    network = only(plan, "network:Network")
    others = [resource for resource in plan.resources if resource.type.startswith(("aws:", "pyairtable:"))]
    assert all(resource is network or below(plan, resource, network) for resource in others)


def test_the_network_tells_what_was_made(plan: Plan) -> None:
    network = only(plan, "network:Network")
    assert network.outputs["vpcId"] == only(plan, "Vpc").id
    for tier in ("public", "private", "isolated"):
        wanted = [only(plan, "Subnet", f"network-{tier}-{zone}").id for zone in (1, 2, 3)]
        assert network.outputs[f"{tier}SubnetIds"] == wanted, f"the {tier} subnets, zone by zone"


def test_a_third_zone_moves_no_subnet(plan: Plan) -> None:
    def blocks(of: Plan) -> dict[str, tuple[str, str]]:
        return {s.urn: (s.inputs["cidrBlock"], s.inputs["availabilityZone"]) for s in every(of, "Subnet")}

    two = blocks(a_network(zones=2))
    assert two.items() <= blocks(plan).items()
    assert len(two) == 6


def test_names_carry_the_environment_and_logical_names_do_not(plan: Plan) -> None:
    assert only(plan, "Vpc").inputs["tags"]["Name"] == "shop-dev-network"
    assert not any("dev" in resource.name for resource in plan.resources if resource.type.startswith("aws:"))


@pytest.mark.parametrize(("protection", "protected"), [("none", False), ("standard", False), ("strict", True)])
def test_the_vpc_is_protected_where_protection_is_strict(protection: str, *, protected: bool) -> None:
    assert only(a_network(protection=protection), "Vpc").protect is protected


def test_fewer_zones_in_the_context_than_wanted_are_refused() -> None:
    context = a_context(zones=("us-east-1a",))
    with pytest.raises(ValueError, match=r"network needs 2 zones, and the context names 1\. For example: zones="):
        plan_of(lambda: Network("network", NetworkSpec(cidr=CIDR), context))


def test_two_networks_stand_side_by_side() -> None:
    def both() -> None:
        Network("one", NetworkSpec(cidr="10.10.0.0/16"), a_context())
        Network("two", NetworkSpec(cidr="10.20.0.0/16"), a_context())

    assert names(every(plan_of(both), "Vpc")) == {"one-vpc", "two-vpc"}
