"""Where a trail keeps its log files."""

from collections.abc import Sequence

from pulumi import Output, ResourceOptions

from pyairtable_components.context import Context
from pyairtable_components.data.bucket import PrivateBucket
from pyairtable_components.data.spec import BucketSpec
from pyairtable_components.identity.policy import Statement

CLOUDTRAIL = "cloudtrail.amazonaws.com"


class TrailBucket(PrivateBucket, token="pyairtable:observability:TrailBucket"):
    """A private bucket with former versions that one trail of CloudTrail may write to, and nobody else.

    CloudTrail encrypts each file with the trail's KMS key. The bucket has none of its own, so no bucket key either:
    with one, CloudTrail would need to decrypt
    (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html).

    Args:
        name: Logical name, and last part of the bucket's name before account and region.
        spec: How long the files are kept.
        context: What holds for the stack.
        trail_arn: The trail, which need not exist yet.
        opts: Resource options.
    """

    def __init__(
        self, name: str, spec: BucketSpec, context: Context, *, trail_arn: str, opts: ResourceOptions | None = None
    ) -> None:
        self._trail_arn = trail_arn
        super().__init__(name, spec, context, opts=opts)

    def statements(self, bucket_arn: Output[str]) -> Sequence[Statement]:
        """https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html."""
        by = {"Service": [CLOUDTRAIL]}
        ours = {"aws:SourceArn": self._trail_arn}
        files = bucket_arn.apply(lambda arn: f"{arn}/AWSLogs/{self.context.account_id}/*")
        owned = {"s3:x-amz-acl": "bucket-owner-full-control", **ours}
        return (
            Statement(["s3:GetBucketAcl"], [bucket_arn], by, {"StringEquals": ours}, sid="TrailLooks"),
            Statement(["s3:PutObject"], [files], by, {"StringEquals": owned}, sid="TrailWrites"),
        )
