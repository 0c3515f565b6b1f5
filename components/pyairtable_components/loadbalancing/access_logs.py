"""Where a load balancer writes its access logs."""

from collections.abc import Sequence

from pulumi import Output, ResourceOptions

from pyairtable_components.context import Context
from pyairtable_components.data.bucket import PrivateBucket
from pyairtable_components.data.spec import BucketSpec
from pyairtable_components.identity.policy import Statement

PREFIX = "load-balancer"


class AccessLogBucket(PrivateBucket, token="pyairtable:loadbalancing:AccessLogs"):
    """A private bucket that Elastic Load Balancing may write to, emptied as the log retention says.

    Encryption is S3's own (SSE-S3), the only kind that load balancers write to
    (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html).

    Args:
        name: Logical name, and last part of the bucket's name before account and region.
        context: What holds for the stack.
        opts: Resource options.
    """

    def __init__(self, name: str, context: Context, *, opts: ResourceOptions | None = None) -> None:
        kept = BucketSpec(expire_after_days=context.log_retention_days)
        super().__init__(name, kept, context, versioned=False, opts=opts)

    def statements(self, bucket_arn: Output[str]) -> Sequence[Statement]:
        """Load balancers of this account may write."""
        logs = bucket_arn.apply(lambda arn: f"{arn}/{PREFIX}/AWSLogs/{self.context.account_id}/*")
        load_balancers = self.context.arn("elasticloadbalancing", "loadbalancer/*")
        return (
            Statement(
                ["s3:PutObject"],
                [logs],
                {"Service": ["logdelivery.elasticloadbalancing.amazonaws.com"]},
                {"ArnLike": {"aws:SourceArn": load_balancers}},
                sid="LoadBalancersWrite",
            ),
        )
