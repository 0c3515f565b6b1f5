"""A private bucket."""

from collections.abc import Sequence
from typing import Any

from pulumi import Input, Output, ResourceOptions
from pulumi_aws import s3

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.data.refs import BucketRefs
from pyairtable_components.data.spec import BucketSpec
from pyairtable_components.identity.policy import Statement, document
from pyairtable_components.vocabulary import physical_name

LEFTOVERS_DAYS = 1
"""How long the parts of an upload that nobody finished stay."""


class PrivateBucket(Component, token="pyairtable:data:PrivateBucket"):
    """A bucket that is closed to the public, encrypted, and answers over TLS only; access lists are off.

    Creates: the bucket, its public access block, ownership, encryption (a KMS key with a bucket key, or S3's own),
    versioning where asked for, lifecycle, policy, and access logs where there is a bucket for them. At protection
    level `none` it is deleted with what it holds; at `strict` it is kept.

    Args:
        name: Logical name, and last part of the bucket's name before account and region.
        spec: How long objects and their former versions are kept.
        context: What holds for the stack.
        key_arn: KMS key. Without one S3's own key encrypts, the only one that AWS's log services write with.
        versioned: Whether former versions are kept.
        access_logs: Name of the bucket that gets the access logs.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        spec: BucketSpec,
        context: Context,
        *,
        key_arn: Input[str] | None = None,
        versioned: bool = True,
        access_logs: Input[str] | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
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
            name, region=context.region, bucket=bucket.bucket, rules=[_encryption(key_arn)], opts=self.own()
        )
        waits: list[Any] = []
        if versioned:
            versioning = s3.BucketVersioning(
                name,
                region=context.region,
                bucket=bucket.bucket,
                versioning_configuration={"status": "Enabled"},
                opts=self.own(),
            )
            # https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configuration-examples.html
            waits.append(versioning)
        s3.BucketLifecycleConfiguration(
            name,
            region=context.region,
            bucket=bucket.bucket,
            rules=[_lifecycle(spec, versioned=versioned)],
            opts=self.own(depends_on=waits) if waits else self.own(),
        )
        policy = s3.BucketPolicy(
            name,
            region=context.region,
            bucket=bucket.bucket,
            policy=document(*self.statements(bucket.arn), _tls_only(bucket.arn)),
            opts=self.own(depends_on=[closed]),
        )
        if access_logs is not None:
            s3.BucketLogging(
                name,
                region=context.region,
                bucket=bucket.bucket,
                target_bucket=access_logs,
                target_prefix=f"{name}/",
                opts=self.own(),
            )
        # Whoever writes waits until it may.
        self.bucket_name: Output[str] = Output.all(bucket.bucket, policy.id).apply(lambda both: str(both[0]))
        self.refs = BucketRefs(self.bucket_name, bucket.arn, key_arn)
        """What a client needs."""
        self.register_outputs({"bucket": bucket.bucket})

    def statements(self, bucket_arn: Output[str]) -> Sequence[Statement]:
        """More statements of the bucket's policy; a bucket that an AWS service writes to has one."""
        del bucket_arn
        return ()


class LogBucket(PrivateBucket, token="pyairtable:data:Logs"):
    """A private bucket for logs, emptied as the log retention says, and encrypted by S3 itself.

    Args:
        name: Logical name, and last part of the bucket's name before account and region.
        context: What holds for the stack.
        opts: Resource options.
    """

    def __init__(self, name: str, context: Context, *, opts: ResourceOptions | None = None) -> None:
        kept = BucketSpec(expire_after_days=context.log_retention_days)
        super().__init__(name, kept, context, versioned=False, opts=opts)


class ServerLogBucket(LogBucket, token="pyairtable:data:ServerLogs"):
    """A log bucket for the accesses to other buckets of this environment.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
    """

    def statements(self, bucket_arn: Output[str]) -> Sequence[Statement]:
        """S3's log service may write, for buckets of this environment."""
        ours = f"arn:{self.context.partition}:s3:::{self.context.name('*')}"
        return (
            Statement(
                ["s3:PutObject"],
                [bucket_arn.apply(lambda arn: f"{arn}/*")],
                {"Service": ["logging.s3.amazonaws.com"]},
                {"ArnLike": {"aws:SourceArn": ours}, "StringEquals": {"aws:SourceAccount": self.context.account_id}},
                sid="AccessLogs",
            ),
        )


def _encryption(key_arn: Input[str] | None) -> Any:
    if key_arn is None:
        return {"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}
    # With a bucket key, S3 asks KMS once in a while instead of for each object.
    # https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
    return {
        "apply_server_side_encryption_by_default": {"sse_algorithm": "aws:kms", "kms_master_key_id": key_arn},
        "bucket_key_enabled": True,
    }


def _lifecycle(spec: BucketSpec, *, versioned: bool) -> Any:
    rule: dict[str, Any] = {
        "id": "expire" if spec.expire_after_days else "tidy",
        "status": "Enabled",
        "filter": {"prefix": ""},
        "abort_incomplete_multipart_upload": {"days_after_initiation": LEFTOVERS_DAYS},
    }
    if spec.expire_after_days:
        rule["expiration"] = {"days": spec.expire_after_days}
    if spec.infrequent_after_days:
        rule["transitions"] = [{"days": spec.infrequent_after_days, "storage_class": "STANDARD_IA"}]
    if versioned:
        rule["noncurrent_version_expiration"] = {"noncurrent_days": spec.former_versions_days}
    return rule


def _tls_only(bucket_arn: Output[str]) -> Statement:
    everything = bucket_arn.apply(lambda arn: f"{arn}/*")
    return Statement(
        ["s3:*"],
        [bucket_arn, everything],
        {"AWS": ["*"]},
        {"Bool": {"aws:SecureTransport": "false"}},
        effect="Deny",
        sid="TlsOnly",
    )
