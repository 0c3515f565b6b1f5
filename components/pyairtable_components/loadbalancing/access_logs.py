"""Where a load balancer writes its access logs."""

from collections.abc import Sequence

from pulumi import Output

from pyairtable_components.data.bucket import LogBucket
from pyairtable_components.identity.policy import Statement

PREFIX = "load-balancer"


class AccessLogBucket(LogBucket, token="pyairtable:loadbalancing:AccessLogs"):
    """A log bucket that Elastic Load Balancing may write to.

    Encryption is S3's own (SSE-S3), the only kind that load balancers write to
    (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html).
    """

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
