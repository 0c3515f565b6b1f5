"""Stack outputs of every kind."""

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws
from pulumi import Output, ResourceOptions


def tell(vpc: aws.ec2.Vpc, subnets: Sequence[aws.ec2.Subnet], component: pulumi.ComponentResource) -> None:
    """Plain values, outputs, nested ones, resources and files."""
    plain = {
        "text": "t",
        "empty": "",
        "int": 1,
        "float": 1.5,
        "whole": 2.0,
        "yes": True,
        "no": False,
        "none": None,
        "big": 2**53,
        "huge": 1e21,
        "small": 1e-7,
        "negative": -3,
    }
    for name, value in plain.items():
        pulumi.export(name, value)
    pulumi.export("list", [1, "two", [], {}, None])
    pulumi.export("nested", {"ids": [subnet.id for subnet in subnets], "vpc": {"arn": vpc.arn, "none": None}})
    pulumi.export(
        "all", Output.all(vpc=vpc.id, first=subnets[0].arn).apply(lambda both: f"{both['vpc']} {both['first']}")
    )
    pulumi.export("resource", subnets[0])
    pulumi.export("component", component)
    pulumi.export("asset", pulumi.StringAsset("hello"))
    pulumi.export("nothing", Output.from_input(None))
    pulumi.export("urn", vpc.urn)
    pulumi.export("unicode", "ä€ \u2028")
    pulumi.export("again", vpc.urn.apply(_cidr_of))


def _cidr_of(urn: str) -> Output[str]:
    return aws.ec2.Vpc("again", opts=ResourceOptions(urn=urn)).cidr_block
