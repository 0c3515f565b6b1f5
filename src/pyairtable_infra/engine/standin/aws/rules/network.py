"""Security groups, flow logs, routes, listeners."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pyairtable_infra.engine.standin.aws.given import is_open
from pyairtable_infra.engine.standin.aws.messages import listed, not_one_of, problem, shown
from pyairtable_infra.engine.standin.problems import Problem

Inputs = Mapping[str, Any]
Rule = Callable[[Inputs], Iterator[Problem]]

_DESCRIPTION = re.compile(r"[A-Za-z0-9. _\-:/()#,@\[\]+=&;{}!$*]{0,255}")
_OTHER = re.compile(r"[^A-Za-z0-9. _\-:/()#,@\[\]+=&;{}!$*]+")
_SOURCES = {
    "cidrIpv4": '"10.0.0.0/16"',
    "cidrIpv6": '"2001:db8::/56"',
    "prefixListId": '"pl-0123456789abcdef0"',
    "referencedSecurityGroupId": '"sg-0123456789abcdef0"',
}
_DESTINATIONS = {"destinationCidrBlock": '"0.0.0.0/0"', "destinationIpv6CidrBlock": "", "destinationPrefixListId": ""}
_TARGETS = {
    "gatewayId": '"igw-0123456789abcdef0"',
    **dict.fromkeys(
        (
            *("carrierGatewayId", "coreNetworkArn", "egressOnlyGatewayId", "localGatewayId", "natGatewayId"),
            *("networkInterfaceId", "odbNetworkArn", "transitGatewayId", "vpcEndpointId", "vpcPeeringConnectionId"),
        ),
        "",
    ),
}
_LOGGED = {
    "vpcId": '"vpc-0123456789abcdef0"',
    **dict.fromkeys(
        ("eniId", "regionalNatGatewayId", "subnetId", "transitGatewayAttachmentId", "transitGatewayId"), ""
    ),
}


def _exactly_one(noun: str, properties: Mapping[str, str]) -> Rule:
    """One of some properties has to be given, and no second one; the first has an example."""

    def rule(inputs: Inputs) -> Iterator[Problem]:
        given = [key for key in properties if inputs.get(key) not in (None, "")]
        first, example = next(iter(properties.items()))
        if not given:
            yield problem(first, f"{noun} is needed: one of {listed(properties)}", example)
        for key in given[1:]:
            yield Problem(key, f"there is {given[0]} too, and {noun} is one. For example: leave {key} out")

    return rule


def _description(inputs: Inputs) -> Iterator[Problem]:
    """The characters that a description of a group or a rule may have.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
    """
    text = inputs.get("description")
    if isinstance(text, str) and not is_open(text) and not _DESCRIPTION.fullmatch(text):
        said = "has characters that EC2 does not take, or more than 255"
        yield problem("description", f"{shown('description', text)} {said}", f'"{_OTHER.sub(" ", text).strip()[:60]}"')


def _ports(inputs: Inputs) -> Iterator[Problem]:
    """A rule has both ports, unless it is for every protocol, or for ICMPv6.

    https://www.pulumi.com/registry/packages/aws/api-docs/vpc/securitygroupingressrule/
    """
    low, high, protocol = (inputs.get(key) for key in ("fromPort", "toPort", "ipProtocol"))
    if is_open(protocol) or protocol in (None, "-1", "icmpv6", "58"):
        return
    for key, value in (("fromPort", low), ("toPort", high)):
        if value is None:
            yield problem(key, f"{protocol} needs a port", "443")
    if isinstance(low, int) and isinstance(high, int) and protocol in ("tcp", "udp", "6", "17") and low > high:
        yield problem("toPort", f"it is {high}, and fromPort is {low}", str(low))


def _way(inputs: Inputs) -> Iterator[Problem]:
    """Which way a rule is for.

    https://www.pulumi.com/registry/packages/aws/api-docs/ec2/securitygrouprule/
    """
    way = inputs.get("type")
    if way is not None and not is_open(way) and way not in ("ingress", "egress"):
        yield not_one_of("type", way, ("ingress", "egress"))


def _certificate(inputs: Inputs) -> Iterator[Problem]:
    """A listener for HTTPS or TLS has a certificate.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html
    """
    if inputs.get("protocol") in ("HTTPS", "TLS") and not inputs.get("certificateArn"):
        example = '"arn:aws:acm:us-east-1:123456789012:certificate/0f29564a-1328-53a7-97ce-a2f43a8fb00b"'
        yield problem("certificateArn", f"{inputs['protocol']} needs a certificate", example)


# https://www.pulumi.com/registry/packages/aws/api-docs/vpc/securitygroupingressrule/
_ONE_SOURCE = _exactly_one("a source", _SOURCES)
# https://www.pulumi.com/registry/packages/aws/api-docs/vpc/securitygroupegressrule/
_ONE_DESTINATION = _exactly_one("a destination", _SOURCES)

RULES: Mapping[str, tuple[Rule, ...]] = {
    # https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html
    "aws:ec2/flowLog:FlowLog": (_exactly_one("what is logged", _LOGGED),),
    # https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html
    "aws:ec2/route:Route": (_exactly_one("a destination", _DESTINATIONS), _exactly_one("a target", _TARGETS)),
    "aws:ec2/securityGroup:SecurityGroup": (_description,),
    "aws:ec2/securityGroupRule:SecurityGroupRule": (_way, _description),
    "aws:lb/listener:Listener": (_certificate,),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": (_ONE_DESTINATION, _ports, _description),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": (_ONE_SOURCE, _ports, _description),
}
