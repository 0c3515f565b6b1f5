"""Where a load balancer writes its access logs."""

from pulumi import Output, ResourceOptions
from pulumi_aws import s3

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.identity.policy import Statement, document
from pyairtable_components.vocabulary import physical_name

PREFIX = "load-balancer"


class AccessLogBucket(Component, token="pyairtable:loadbalancing:AccessLogs"):
    """A private bucket that Elastic Load Balancing may write to, emptied as the log retention says.

    Encryption is S3's own (SSE-S3), the only kind that load balancers write to
    (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html).

    Args:
        name: Logical name, and last part of the bucket's name before account and region.
        context: What holds for the stack.
        opts: Resource options.
    """

    def __init__(self, name: str, context: Context, *, opts: ResourceOptions | None = None) -> None:
        super().__init__(name, context, opts)
        bucket = s3.Bucket(
            name,
            region=context.region,
            bucket=physical_name("S3 bucket", context.name(name, context.account_id, context.region)),
            force_destroy=not context.protects,
            tags=self.tags(),
            opts=self.lasting(),
        )
        closed = s3.BucketPublicAccessBlock(
            name,
            region=context.region,
            bucket=bucket.bucket,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
            opts=self.own(),
        )
        s3.BucketOwnershipControls(
            name,
            region=context.region,
            bucket=bucket.bucket,
            rule={"object_ownership": "BucketOwnerEnforced"},
            opts=self.own(),
        )
        s3.BucketServerSideEncryptionConfiguration(
            name,
            region=context.region,
            bucket=bucket.bucket,
            rules=[{"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}],
            opts=self.own(),
        )
        s3.BucketLifecycleConfiguration(
            name,
            region=context.region,
            bucket=bucket.bucket,
            rules=[
                {
                    "id": "expire",
                    "status": "Enabled",
                    "filter": {"prefix": ""},
                    "expiration": {"days": context.log_retention_days},
                    "abort_incomplete_multipart_upload": {"days_after_initiation": 1},
                }
            ],
            opts=self.own(),
        )
        policy = s3.BucketPolicy(
            name,
            region=context.region,
            bucket=bucket.bucket,
            policy=document(*_statements(bucket.arn, context)),
            opts=self.own(depends_on=[closed]),
        )
        # Whoever writes waits until it may.
        self.bucket_name: Output[str] = Output.all(bucket.bucket, policy.id).apply(lambda both: str(both[0]))
        self.register_outputs({"bucket": bucket.bucket})


def _statements(bucket_arn: Output[str], context: Context) -> tuple[Statement, Statement]:
    logs = bucket_arn.apply(lambda arn: f"{arn}/{PREFIX}/AWSLogs/{context.account_id}/*")
    everything = bucket_arn.apply(lambda arn: f"{arn}/*")
    load_balancers = context.arn("elasticloadbalancing", "loadbalancer/*")
    return (
        Statement(
            ["s3:PutObject"],
            [logs],
            {"Service": ["logdelivery.elasticloadbalancing.amazonaws.com"]},
            {"ArnLike": {"aws:SourceArn": load_balancers}},
            sid="LoadBalancersWrite",
        ),
        Statement(
            ["s3:*"],
            [bucket_arn, everything],
            {"AWS": ["*"]},
            {"Bool": {"aws:SecureTransport": "false"}},
            effect="Deny",
            sid="TlsOnly",
        ),
    )
