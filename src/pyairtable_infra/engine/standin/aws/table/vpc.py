"""EC2: what a network is made of.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/
"""

from pyairtable_infra.engine.standin.aws.calls import Call, Place, apart

TAGS = {"tags": "TagSpecifications[].Tags"}
_ROOT_TAGS = {"tags": "/TagSpecifications[].Tags"}

_RULE = {
    "cidrIpv4": "IpRanges[].CidrIp",
    "cidrIpv6": "Ipv6Ranges[].CidrIpv6",
    "prefixListId": "PrefixListIds[].PrefixListId",
    "referencedSecurityGroupId": "UserIdGroupPairs[].GroupId",
    "securityGroupId": "/GroupId",
    **_ROOT_TAGS,
}
_PERMISSION = {
    "cidrBlocks": "IpRanges[*].CidrIp",
    "ipv6CidrBlocks": "Ipv6Ranges[*].CidrIpv6",
    "prefixListIds": "PrefixListIds[*].PrefixListId",
    "protocol": "IpProtocol",
}
_SAID_OF_EACH = "said of each source"
_INLINE = {
    "ingress": "AuthorizeSecurityGroupIngress:IpPermissions",
    "egress": "AuthorizeSecurityGroupEgress:IpPermissions",
    **{f"{way}.{key}": place for way in ("ingress", "egress") for key, place in _PERMISSION.items()},
    **{f"{way}.securityGroups": "UserIdGroupPairs[*].GroupId" for way in ("ingress", "egress")},
}
_INLINE_ASIDE = {
    **apart(_SAID_OF_EACH, "ingress.description egress.description"),
    **apart("the group itself as a source", "ingress.self egress.self"),
    "revokeRulesOnDelete": "how the group is deleted",
}


def _attributes(operation: str, properties: dict[str, str]) -> dict[str, str]:
    """Properties that another call sets, each as a structure with a value."""
    return {key: f"{operation}:{member}.Value" for key, member in properties.items()}


CALLS = (
    Call(
        "aws:ec2/vpc:Vpc",
        "ec2.CreateVpc",
        places={
            **TAGS,
            **_attributes(
                "ModifyVpcAttribute",
                {
                    "enableDnsHostnames": "EnableDnsHostnames",
                    "enableDnsSupport": "EnableDnsSupport",
                    "enableNetworkAddressUsageMetrics": "EnableNetworkAddressUsageMetrics",
                },
            ),
            "assignGeneratedIpv6CidrBlock": "AmazonProvidedIpv6CidrBlock",
        },
    ),
    Call(
        "aws:ec2/subnet:Subnet",
        "ec2.CreateSubnet",
        places={
            **TAGS,
            **_attributes(
                "ModifySubnetAttribute",
                {
                    "assignIpv6AddressOnCreation": "AssignIpv6AddressOnCreation",
                    "enableDns64": "EnableDns64",
                    "enableResourceNameDnsARecordOnLaunch": "EnableResourceNameDnsARecordOnLaunch",
                    "enableResourceNameDnsAaaaRecordOnLaunch": "EnableResourceNameDnsAAAARecordOnLaunch",
                    "mapCustomerOwnedIpOnLaunch": "MapCustomerOwnedIpOnLaunch",
                    "mapPublicIpOnLaunch": "MapPublicIpOnLaunch",
                },
            ),
            "customerOwnedIpv4Pool": "ModifySubnetAttribute:CustomerOwnedIpv4Pool",
            "enableLniAtDeviceIndex": "ModifySubnetAttribute:EnableLniAtDeviceIndex",
            "privateDnsHostnameTypeOnLaunch": "ModifySubnetAttribute:PrivateDnsHostnameTypeOnLaunch",
        },
    ),
    Call(
        "aws:ec2/internetGateway:InternetGateway",
        "ec2.CreateInternetGateway",
        places={**TAGS, "vpcId": "AttachInternetGateway:VpcId"},
    ),
    Call("aws:ec2/natGateway:NatGateway", "ec2.CreateNatGateway", places={**TAGS, "privateIp": "PrivateIpAddress"}),
    Call(
        "aws:ec2/eip:Eip",
        "ec2.AllocateAddress",
        places={
            **TAGS,
            "associateWithPrivateIp": "AssociateAddress:PrivateIpAddress",
            "instance": "AssociateAddress:InstanceId",
            "networkInterface": "AssociateAddress:NetworkInterfaceId",
        },
    ),
    Call(
        "aws:ec2/networkInterface:NetworkInterface",
        "ec2.CreateNetworkInterface",
        places={
            **TAGS,
            "enaSrdSpecification": "AttachNetworkInterface:EnaSrdSpecification",
            "ipv6AddressLists": "Ipv6Addresses[*].Ipv6Address",
            "ipv6Addresses": "Ipv6Addresses[*].Ipv6Address",
            "ipv4Prefixes": "Ipv4Prefixes[*].Ipv4Prefix",
            "ipv6Prefixes": "Ipv6Prefixes[*].Ipv6Prefix",
            "privateIp": "PrivateIpAddress",
            "privateIpLists": "PrivateIpAddresses[*].PrivateIpAddress",
            "privateIps": "PrivateIpAddresses[*].PrivateIpAddress",
            "privateIpsCount": "SecondaryPrivateIpAddressCount",
            "securityGroups": "Groups",
            "sourceDestCheck": "ModifyNetworkInterfaceAttribute:SourceDestCheck.Value",
        },
        aside={
            "attachments": "each is made by AttachNetworkInterface",
            **apart("which of two properties is looked at", "ipv6AddressListEnabled privateIpListEnabled"),
        },
    ),
    Call(
        "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
        "ec2.CreateEgressOnlyInternetGateway",
        places=TAGS,
    ),
    Call(
        "aws:ec2/route:Route",
        "ec2.CreateRoute",
        places={"egressOnlyGatewayId": "EgressOnlyInternetGatewayId"},
    ),
    Call(
        "aws:ec2/routeTable:RouteTable",
        "ec2.CreateRouteTable",
        places=TAGS,
        aside={
            "propagatingVgws": "each is set by EnableVgwRoutePropagation",
            "routes": "each is made by CreateRoute",
        },
    ),
    Call("aws:ec2/routeTableAssociation:RouteTableAssociation", "ec2.AssociateRouteTable"),
    Call(
        "aws:ec2/vpcEndpoint:VpcEndpoint",
        "ec2.CreateVpcEndpoint",
        places={**TAGS, "policy": Place("PolicyDocument", policy="resource")},
        aside={"autoAccept": "whether AcceptVpcEndpointConnections is called"},
    ),
    Call(
        "aws:ec2/flowLog:FlowLog",
        "ec2.CreateFlowLogs",
        places={
            **TAGS,
            "iamRoleArn": "DeliverLogsPermissionArn",
            **dict.fromkeys(
                (
                    "eniId",
                    "regionalNatGatewayId",
                    "subnetId",
                    "transitGatewayAttachmentId",
                    "transitGatewayId",
                    "vpcId",
                ),
                "ResourceIds[]",
            ),
        },
        supplied=("ResourceIds", "ResourceType"),
    ),
    Call(
        "aws:ec2/securityGroup:SecurityGroup",
        "ec2.CreateSecurityGroup",
        places={**TAGS, **_INLINE, "name": "GroupName"},
        aside={**_INLINE_ASIDE, "namePrefix": "the beginning of the name"},
        supplied=("Description",),
    ),
    Call(
        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        "ec2.AuthorizeSecurityGroupIngress",
        places={**_INLINE, "ingress": "IpPermissions", "tags": "CreateTags:Tags"},
        aside={**_INLINE_ASIDE, "vpcId": "whose default group is adopted"},
    ),
    Call(
        "aws:ec2/securityGroupRule:SecurityGroupRule",
        "ec2.AuthorizeSecurityGroupIngress",
        into="IpPermissions[]",
        places={
            **_PERMISSION,
            "securityGroupId": "/GroupId",
            "sourceSecurityGroupId": "UserIdGroupPairs[].GroupId",
        },
        aside={
            "description": _SAID_OF_EACH,
            "self": "the group itself as a source",
            "type": "which of two calls it is",
        },
    ),
    Call(
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        "ec2.AuthorizeSecurityGroupEgress",
        into="IpPermissions[]",
        places=_RULE,
        aside={"description": _SAID_OF_EACH},
    ),
    Call(
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        "ec2.AuthorizeSecurityGroupIngress",
        into="IpPermissions[]",
        places=_RULE,
        aside={"description": _SAID_OF_EACH},
    ),
)
