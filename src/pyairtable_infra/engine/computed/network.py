"""VPC and EC2."""

from collections.abc import Mapping

from pyairtable_infra.engine.computed.subject import Computed, Rule, Subject


def _ec2(prefix: str, resource: str = "", *, owned: bool = True, **others: str) -> Rule:
    """A resource with an id `prefix-...`; if given, the ARN `resource/id`, and if owned, the account.

    `others` are outputs that are ids of their own.
    """

    def make(subject: Subject) -> Computed:
        id_ = subject.identifier(prefix)
        outputs = {key: f"{kind}-{subject.hex(17, key)}" for key, kind in others.items()}
        if resource:
            outputs["arn"] = subject.arn("ec2", f"{resource}/{id_}")
        if owned:
            outputs["ownerId"] = subject.account
        return Computed(id_, outputs)

    return make


def _route(subject: Subject) -> Computed:
    table = subject.text("routeTableId")
    return Computed(f"r-{table}{int(subject.hex(8), 16)}", {"origin": "CreateRoute", "state": "active"})


def _rule(subject: Subject) -> Computed:
    id_ = subject.identifier("sgr")
    return Computed(id_, {"arn": subject.arn("ec2", f"security-group-rule/{id_}"), "securityGroupRuleId": id_})


def _eip(subject: Subject) -> Computed:
    id_ = subject.identifier("eipalloc")
    address = f"192.0.2.{int(subject.hex(2), 16)}"
    return Computed(id_, {"arn": subject.arn("ec2", f"elastic-ip/{id_}"), "allocationId": id_, "publicIp": address})


def _launch_template(subject: Subject) -> Computed:
    id_ = subject.identifier("lt")
    outputs = {"arn": subject.arn("ec2", f"launch-template/{id_}"), "latestVersion": 1, "defaultVersion": 1}
    return Computed(id_, outputs)


def _group(subject: Subject) -> Computed:
    uid = subject.hex(32)
    name = subject.name
    return Computed(
        name, {"arn": subject.arn("autoscaling", f"autoScalingGroup:{uid}:autoScalingGroupName/{name}"), "name": name}
    )


RULES: Mapping[str, Rule] = {
    "aws:autoscaling/group:Group": _group,
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": _ec2("sg", "security-group"),
    "aws:ec2/eip:Eip": _eip,
    "aws:ec2/flowLog:FlowLog": _ec2("fl", "vpc-flow-log", owned=False),
    "aws:ec2/internetGateway:InternetGateway": _ec2("igw", "internet-gateway"),
    "aws:ec2/launchTemplate:LaunchTemplate": _launch_template,
    "aws:ec2/natGateway:NatGateway": _ec2("nat", owned=False, networkInterfaceId="eni"),
    "aws:ec2/networkInterface:NetworkInterface": _ec2("eni", "network-interface"),
    "aws:ec2/route:Route": _route,
    "aws:ec2/routeTable:RouteTable": _ec2("rtb", "route-table"),
    "aws:ec2/routeTableAssociation:RouteTableAssociation": lambda s: Computed(s.identifier("rtbassoc")),
    "aws:ec2/securityGroup:SecurityGroup": _ec2("sg", "security-group"),
    "aws:ec2/subnet:Subnet": _ec2("subnet", "subnet"),
    "aws:ec2/vpc:Vpc": _ec2(
        "vpc",
        "vpc",
        defaultSecurityGroupId="sg",
        defaultRouteTableId="rtb",
        mainRouteTableId="rtb",
        defaultNetworkAclId="acl",
        dhcpOptionsId="dopt",
    ),
    "aws:ec2/vpcEndpoint:VpcEndpoint": _ec2("vpce", "vpc-endpoint", prefixListId="pl"),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": _rule,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": _rule,
}
