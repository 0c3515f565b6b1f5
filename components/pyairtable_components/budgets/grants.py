"""What the functions about costs may do."""

from pulumi import Input, Output

from pyairtable_components.context import Context
from pyairtable_components.data.refs import BucketRefs
from pyairtable_components.identity.policy import Statement, allow

COST_EXPLORER = allow("ce:GetCostAndUsage", on=["*"])
COMMITMENTS = allow("ce:GetReservationPurchaseRecommendation", "ce:GetSavingsPlansPurchaseRecommendation", on=["*"])
_USE_KEY = ("kms:Decrypt", "kms:GenerateDataKey")


def publishing(topic_arn: Input[str], key_arn: Input[str], bucket: BucketRefs | None) -> tuple[Statement, ...]:
    """Publish to an encrypted topic, and write below `cost/` of a bucket where there is one.

    https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#sns-what-permissions-for-sse
    """
    told = (allow("sns:Publish", on=[topic_arn]), allow(*_USE_KEY, on=[key_arn]))
    if bucket is None:
        return told
    kept = allow("s3:PutObject", on=[Output.concat(bucket.arn, "/cost/*")])
    return (*told, kept, *((allow("kms:GenerateDataKey", on=[bucket.key_arn]),) if bucket.key_arn is not None else ()))


def recommendations(context: Context) -> tuple[Statement, ...]:
    """Read what Compute Optimizer and Cost Optimization Hub say, and what those look up for it.

    https://docs.aws.amazon.com/compute-optimizer/latest/ug/security-iam.html
    """
    return (
        allow(
            "compute-optimizer:GetECSServiceRecommendations",
            "compute-optimizer:GetIdleRecommendations",
            "compute-optimizer:GetRDSDatabaseRecommendations",
            "cost-optimization-hub:GetRecommendation",
            "cost-optimization-hub:ListRecommendations",
            "ecs:ListClusters",
            "ecs:ListServices",
            on=["*"],
        ),
        allow(
            "rds:DescribeDBClusters",
            "rds:DescribeDBInstances",
            on=[context.arn("rds", "cluster:*"), context.arn("rds", "db:*")],
        ),
    )
