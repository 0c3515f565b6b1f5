"""Amazon VPC: NAT gateways, endpoints, public addresses.

https://aws.amazon.com/vpc/pricing/
"""

from collections.abc import Iterator, Mapping

from pyairtable_infra.cost.model import Gap, Line
from pyairtable_infra.cost.services.fargate import PUBLIC_IPV4
from pyairtable_infra.cost.services.transfer import BETWEEN_ZONES
from pyairtable_infra.cost.subject import Rule, Subject

VPC = "aws:ec2/vpc:Vpc"
NAT = "aws:ec2/natGateway:NatGateway"
PETABYTE = 1024 * 1024

PRICES = (BETWEEN_ZONES, "nat/*", "vpc-endpoint/*", PUBLIC_IPV4)


def nat_gateway(subject: Subject) -> Iterator[Line]:
    """A NAT gateway: its hours, and its part of what the environment sends through NAT.

    Unless usage says otherwise, as much goes through NAT as goes to the internet.
    """
    yield subject.hourly("NAT gateway", "nat/gateway")
    through = subject.of_all("nat_gb", subject.of_all("internet_gb"))
    yield subject.priced("data processed", "nat/data processed", through / len(subject.all(NAT)), usage=True)


def network(subject: Subject) -> Iterator[Line]:
    """A VPC is free; what its zones send each other is charged on both sides.

    Unless usage says otherwise, as much crosses a zone as goes to the internet.
    """
    gigabytes = subject.of_all("between_zones_gb", subject.of_all("internet_gb")) / len(subject.all(VPC))
    if gigabytes:
        yield subject.priced("between zones, both directions", BETWEEN_ZONES, 2 * gigabytes, usage=True)


def elastic_ip(subject: Subject) -> Iterator[Line]:
    """A public IPv4 address costs the same in use and idle; one of an own pool costs nothing."""
    if not subject.text("publicIpv4Pool") or subject.text("publicIpv4Pool") == "amazon":
        yield subject.hourly("public IPv4", PUBLIC_IPV4)


def endpoint(subject: Subject) -> Iterator[Line]:
    """An interface endpoint costs for each zone; a gateway endpoint is free."""
    kind = subject.text("vpcEndpointType", "Gateway")
    zones = max(1, len(subject.inputs.get("subnetIds") or subject.inputs.get("subnetConfigurations") or ()))
    if kind == "Interface":
        yield subject.hourly("interface endpoint in each zone", "vpc-endpoint/interface endpoint per AZ", zones)
        tiers = (
            ("vpc-endpoint/interface data, first 1 PB", PETABYTE),
            ("vpc-endpoint/interface data, next 4 PB", 4 * PETABYTE),
            ("vpc-endpoint/interface data, over 5 PB", None),
        )
        yield from subject.tiered("data", tiers, subject.usage("gb"))
    elif kind == "GatewayLoadBalancer":
        yield subject.hourly("endpoint in each zone", "vpc-endpoint/gateway load balancer endpoint", zones)
        yield subject.used("data", "vpc-endpoint/gateway load balancer endpoint data", "gb")
    elif kind != "Gateway":
        yield Gap(f"an endpoint of the kind {kind} has no price here")


RULES: Mapping[str, Rule] = {
    VPC: network,
    NAT: nat_gateway,
    "aws:ec2/eip:Eip": elastic_ip,
    "aws:ec2/vpcEndpoint:VpcEndpoint": endpoint,
}
FREE = (
    "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
    "aws:ec2/defaultRouteTable:DefaultRouteTable",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    "aws:ec2/defaultSubnet:DefaultSubnet",
    "aws:ec2/defaultVpc:DefaultVpc",
    "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
    "aws:ec2/eipAssociation:EipAssociation",
    "aws:ec2/internetGateway:InternetGateway",
    "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment",
    "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
    "aws:ec2/managedPrefixList:ManagedPrefixList",
    "aws:ec2/networkAcl:NetworkAcl",
    "aws:ec2/networkAclRule:NetworkAclRule",
    "aws:ec2/networkInterface:NetworkInterface",
    "aws:ec2/route:Route",
    "aws:ec2/routeTable:RouteTable",
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    "aws:ec2/subnet:Subnet",
    "aws:ec2/vpcDhcpOptions:VpcDhcpOptions",
    "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation",
    "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
    "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
    "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
)
