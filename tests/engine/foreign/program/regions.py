"""Explicit providers in two regions: named, handed down by components, and by a resource."""

import pulumi
import pulumi_aws as aws
from pulumi import InvokeOptions, Output, ResourceOptions


class Office(pulumi.ComponentResource):
    """A queue, and a component below that has one too."""

    def __init__(self, name: str, depth: int, opts: ResourceOptions) -> None:
        super().__init__("warehouse:index:Office", name, None, opts)
        aws.sqs.Queue(f"{name}-queue", opts=ResourceOptions(parent=self))
        if depth:
            Office(f"{name}-below", depth - 1, ResourceOptions(parent=self))
        self.register_outputs({})


def spread() -> None:
    """Offices by `provider`, by `providers` as a list and as a mapping."""
    tags = aws.ProviderDefaultTagsArgs(tags={"office": "north"})
    north = aws.Provider("north", region="eu-north-1", default_tags=tags)
    south = aws.Provider("south", region="eu-south-1", opts=ResourceOptions(protect=True, depends_on=[north]))
    single = Office("single", 1, ResourceOptions(provider=north))
    Office("listed", 1, ResourceOptions(providers=[south]))
    Office("mapped", 0, ResourceOptions(providers={"aws": north}))

    unsure = aws.Provider(
        "unsure",
        region=aws.sqs.Queue("sign").arn.apply(lambda arn: arn.split(":")[3]),
        access_key="AKIA",
        secret_key=Output.secret("canary-provider-6c1b"),
        opts=ResourceOptions(parent=single),
    )
    aws.sqs.Queue("on-unsure", opts=ResourceOptions(provider=unsure))

    vault = aws.kms.Key("vault", opts=ResourceOptions(provider=south))
    aws.kms.Alias("vault", name="alias/vault", target_key_id=vault.key_id, opts=ResourceOptions(parent=vault))
    aws.sqs.Queue("elsewhere", region="eu-central-1", opts=ResourceOptions(provider=north))
    aws.sqs.Queue("older", opts=ResourceOptions(version="7.0.0"))
    aws.kms.Key.get("found", "0987dcba-09fe-87dc-65ba-ab0987654321", opts=ResourceOptions(provider=south))
    pulumi.export("south", aws.get_region_output(opts=InvokeOptions(provider=south)).region)
