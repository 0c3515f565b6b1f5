"""Mistakes, one at a time: the configuration says which."""

import pulumi
import pulumi_aws as aws


class Odd(pulumi.CustomResource):
    """A resource of any type."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind, "odd", {})


def _twice() -> None:
    for _ in range(2):
        aws.sqs.Queue("twice")


def _unknown_package() -> None:
    Odd("nowhere:index/thing:Thing")


def _unknown_type() -> None:
    Odd("aws:nowhere/thing:Thing")


def _no_type() -> None:
    Odd("Thing")


def _raises() -> None:
    aws.sqs.Queue("first")
    raise ValueError("out of cheese")


def _raises_later() -> None:
    aws.sqs.Queue("first").arn.apply(lambda _: 1 / 0)


def _unanswered() -> None:
    aws.ec2.get_ami(owners=["amazon"])


def _unknown_stack() -> None:
    pulumi.StackReference("organization/nowhere/dev")


def _no_file() -> None:
    aws.s3.BucketObjectv2("file", bucket="b", key="k", source=pulumi.FileAsset("nowhere.txt"))


globals()[f"_{pulumi.Config().require('mistake')}"]()
