"""A VPC with its subnets and routes."""

from pulumi import Output, ResourceOptions
from pulumi_aws import ec2

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.network.allocator import Subnet, allocate
from pyairtable_components.network.endpoints import Endpoints
from pyairtable_components.network.flow_logs import FlowLogs
from pyairtable_components.network.nat_gateway import NatGateways
from pyairtable_components.network.nat_instance import NatInstanceGroup
from pyairtable_components.network.refs import NetworkRefs
from pyairtable_components.network.spec import NatGateway, NatInstance, NetworkSpec, PublicIp

ANYWHERE = "0.0.0.0/0"


class Network(Component, token="pyairtable:network:Network"):
    """A VPC with public, private and isolated subnets, one way out, and endpoints.

    Creates: the VPC with DNS; its default security group emptied; an internet gateway; a subnet per tier and zone;
    one route table for the public tier, one for the isolated tier, one per zone for the private tier; what the
    chosen egress needs; gateway endpoints for S3 and DynamoDB (free); the interface endpoints of the list; flow logs
    (rejected traffic at monitoring level enhanced, all traffic at full).

    Args:
        name: Logical name, and prefix of its children.
        spec: Block, zones, egress, endpoints.
        context: What holds for the stack; `context.zones` names the zones.
        log_key_arn: KMS key of the flow logs.
        opts: Resource options.

    Raises:
        ValueError: The context names fewer zones than the spec asks for.
    """

    def __init__(
        self,
        name: str,
        spec: NetworkSpec,
        context: Context,
        *,
        log_key_arn: Output[str] | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        if len(context.zones) < spec.zones:
            raise ValueError(
                f"{name} needs {spec.zones} zones, and the context names {len(context.zones)}. "
                "For example: zones=('us-east-1a', 'us-east-1b')"
            )
        self.spec = spec
        self._name_prefix = name
        self.vpc = ec2.Vpc(
            f"{name}-vpc",
            region=context.region,
            cidr_block=spec.cidr,
            enable_dns_support=True,
            enable_dns_hostnames=True,
            tags=self.tags(Name=context.name(name)),
            opts=self.own(protect=True) if context.strict else self.own(),
        )
        ec2.DefaultSecurityGroup(
            f"{name}-default",
            region=context.region,
            vpc_id=self.vpc.id,
            ingress=[],
            egress=[],
            tags=self.tags(Name=context.name(name, "default-closed")),
            opts=self.own(),
        )
        self._subnets = {(subnet.tier, subnet.zone): self._subnet(subnet) for subnet in allocate(spec.cidr, spec.zones)}
        public_table = self._public_routes()
        private_tables = [self._table("private", zone) for zone in range(spec.zones)]
        isolated_table = self._table("isolated", *range(spec.zones))
        self._egress(private_tables)
        Endpoints(
            f"{name}-endpoints",
            context,
            vpc_id=self.vpc.id,
            vpc_cidr=spec.cidr,
            route_table_ids=[table.id for table in (public_table, *private_tables, isolated_table)],
            interfaces=spec.interface_endpoints,
            subnet_ids=self._ids("private"),
            opts=self.own(),
        )
        if context.monitoring != "basic":
            FlowLogs(f"{name}-flow-logs", context, vpc_id=self.vpc.id, key_arn=log_key_arn, opts=self.own())
        self.refs = NetworkRefs(
            vpc_id=self.vpc.id,
            public_subnet_ids=self._ids("public"),
            private_subnet_ids=self._ids("private"),
            isolated_subnet_ids=self._ids("isolated"),
            tasks_have_public_ip=isinstance(spec.egress, PublicIp),
        )
        self.register_outputs(
            {
                "vpcId": self.refs.vpc_id,
                "publicSubnetIds": self.refs.public_subnet_ids,
                "privateSubnetIds": self.refs.private_subnet_ids,
                "isolatedSubnetIds": self.refs.isolated_subnet_ids,
            }
        )

    def _ids(self, tier: str) -> list[Output[str]]:
        return [subnet.id for (its_tier, _), subnet in self._subnets.items() if its_tier == tier]

    def _subnet(self, subnet: Subnet) -> ec2.Subnet:
        zone = self.context.zones[subnet.zone]
        return ec2.Subnet(
            f"{self._name_prefix}-{subnet.tier}-{subnet.zone + 1}",
            region=self.context.region,
            vpc_id=self.vpc.id,
            cidr_block=subnet.cidr,
            availability_zone=zone,
            map_public_ip_on_launch=False,
            tags=self.tags(Name=self.context.name(self._name_prefix, subnet.tier, zone)),
            opts=self.own(),
        )

    def _table(self, tier: str, *zones: int) -> ec2.RouteTable:
        suffix = f"{tier}-{zones[0] + 1}" if tier == "private" else tier
        table = ec2.RouteTable(
            f"{self._name_prefix}-{suffix}",
            region=self.context.region,
            vpc_id=self.vpc.id,
            tags=self.tags(Name=self.context.name(self._name_prefix, suffix)),
            opts=self.own(),
        )
        for zone in zones:
            ec2.RouteTableAssociation(
                f"{self._name_prefix}-{tier}-{zone + 1}",
                region=self.context.region,
                route_table_id=table.id,
                subnet_id=self._subnets[tier, zone].id,  # type: ignore[index]
                opts=self.own(),
            )
        return table

    def _public_routes(self) -> ec2.RouteTable:
        gateway = ec2.InternetGateway(
            f"{self._name_prefix}-internet",
            region=self.context.region,
            vpc_id=self.vpc.id,
            tags=self.tags(Name=self.context.name(self._name_prefix)),
            opts=self.own(),
        )
        table = self._table("public", *range(self.spec.zones))
        ec2.Route(
            f"{self._name_prefix}-public-internet",
            region=self.context.region,
            route_table_id=table.id,
            destination_cidr_block=ANYWHERE,
            gateway_id=gateway.id,
            opts=self.own(),
        )
        return table

    def _egress(self, private_tables: list[ec2.RouteTable]) -> None:
        match self.spec.egress:
            case NatGateway(per_zone=per_zone):
                gateways = NatGateways(
                    f"{self._name_prefix}-nat",
                    self.context,
                    public_subnet_ids=self._ids("public")[: None if per_zone else 1],
                    opts=self.own(),
                )
                ways = [{"nat_gateway_id": id_} for id_ in gateways.ids]
            case NatInstance() as instance:
                group = NatInstanceGroup(
                    f"{self._name_prefix}-nat",
                    instance,
                    self.context,
                    vpc_id=self.vpc.id,
                    vpc_cidr=self.spec.cidr,
                    public_subnet_id=self._ids("public")[0],
                    opts=self.own(),
                )
                ways = [{"network_interface_id": group.interface_id}]
            case PublicIp():
                return
        for zone, table in enumerate(private_tables):
            ec2.Route(
                f"{self._name_prefix}-private-{zone + 1}-out",
                region=self.context.region,
                route_table_id=table.id,
                destination_cidr_block=ANYWHERE,
                **ways[zone % len(ways)],
                opts=self.own(),
            )
