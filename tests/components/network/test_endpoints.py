"""Private ways to AWS services."""

from pyairtable_infra.plan.model import Plan
from tests.components.network.making import CIDR, a_network
from tests.components.reading import every, names, only, uses


def of_type(plan: Plan, type_: str) -> set[str]:
    return {e.inputs["serviceName"] for e in every(plan, "VpcEndpoint") if e.inputs["vpcEndpointType"] == type_}


def test_s3_and_dynamodb_are_always_reached_without_charge() -> None:
    plan = a_network()
    assert of_type(plan, "Gateway") == {"com.amazonaws.us-east-1.s3", "com.amazonaws.us-east-1.dynamodb"}
    assert of_type(plan, "Interface") == set(), "an interface endpoint costs money in each zone"


def test_a_gateway_endpoint_serves_every_private_and_isolated_subnet() -> None:
    plan = a_network(zones=3)
    tables = {table.urn for table in every(plan, "RouteTable")} - {only(plan, "RouteTable", "network-public").urn}
    for endpoint in every(plan, "VpcEndpoint"):
        assert set(endpoint.property_dependencies["routeTableIds"]) >= tables, "else S3 is paid for at the NAT gateway"
        assert uses(endpoint, "vpcId", only(plan, "Vpc"))


def test_an_interface_endpoint_answers_under_the_public_name_in_every_private_subnet() -> None:
    plan = a_network(zones=3, interface_endpoints=["secretsmanager", "ecr.api"])
    assert of_type(plan, "Interface") == {"com.amazonaws.us-east-1.secretsmanager", "com.amazonaws.us-east-1.ecr.api"}
    private = {only(plan, "Subnet", f"network-private-{zone}").urn for zone in (1, 2, 3)}
    for endpoint in every(plan, "VpcEndpoint"):
        if endpoint.inputs["vpcEndpointType"] == "Interface":
            assert endpoint.inputs["privateDnsEnabled"], "else every client would need another address"
            assert set(endpoint.property_dependencies["subnetIds"]) == private
            assert uses(
                endpoint, "securityGroupIds", only(plan, "ec2/securityGroup:SecurityGroup", "network-endpoints")
            )


def test_interface_endpoints_admit_https_from_the_vpc_and_nothing_else() -> None:
    plan = a_network(interface_endpoints=["secretsmanager"])
    group = only(plan, "ec2/securityGroup:SecurityGroup", "network-endpoints")
    (rule,) = (rule for rule in every(plan, "SecurityGroupIngressRule") if uses(rule, "securityGroupId", group))
    assert (rule.inputs["ipProtocol"], rule.inputs["fromPort"], rule.inputs["toPort"]) == ("tcp", 443, 443)
    assert rule.inputs["cidrIpv4"] == CIDR


def test_without_interface_endpoints_there_is_no_group_for_them() -> None:
    assert "network-endpoints" not in names(every(a_network(), "ec2/securityGroup:SecurityGroup"))
