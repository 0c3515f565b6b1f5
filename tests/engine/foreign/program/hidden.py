"""Secrets: from the configuration, made here, inside lists and mappings, and by option."""

import pulumi
import pulumi_aws as aws
from pulumi import Output, ResourceOptions


def keep(config: pulumi.Config) -> None:
    """Put each kind of secret into inputs and stack outputs."""
    password = config.require_secret("password")
    accounts = config.require_secret_object("accounts")
    made = Output.secret("canary-made-8c2b")
    aws.sqs.Queue(
        "secretive",
        name=password.apply(lambda text: f"q{len(text)}"),
        redrive_allow_policy=Output.json_dumps({"redrivePermission": "denyAll", "password": password}),
        tags={"open": "yes", "password": password, "reader": accounts["reader"]},
    )
    marked = aws.sqs.Queue("marked", opts=ResourceOptions(additional_secret_outputs=["url", "tags"]), tags={"a": "b"})
    aws.ec2.SecurityGroup(
        "listed-secret",
        description="lists",
        ingress=[{"protocol": "tcp", "from_port": 1, "to_port": 1, "cidr_blocks": ["10.0.0.0/8", made]}],
        tags={"of": marked.url, "both": Output.all(marked.arn, made).apply("-".join)},
    )
    aws.s3.BucketObjectv2(
        "sealed", bucket="nobody", key="sealed", source=Output.secret(pulumi.StringAsset("canary-asset-41d7"))
    )
    pulumi.export("password", password)
    pulumi.export("hidden", {"list": ["open", made], "url": marked.url, "unsecret": Output.unsecret(made).apply(len)})
