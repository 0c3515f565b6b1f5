"""The audit trail of an account."""

from collections.abc import Sequence

from pulumi import Input, Output, ResourceOptions
from pulumi_aws import cloudtrail, cloudwatch

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.data.spec import BucketSpec
from pyairtable_components.encryption.key import EncryptionKey
from pyairtable_components.identity.policy import allow
from pyairtable_components.identity.service_role import ServiceRole
from pyairtable_components.observability.alarms import Alarm, watch
from pyairtable_components.observability.audit_filters import TrailFilter, told_of
from pyairtable_components.observability.audit_spec import AuditTrailSpec
from pyairtable_components.observability.log_group import LogGroup
from pyairtable_components.observability.trail_bucket import CLOUDTRAIL, TrailBucket


class AuditTrail(Component, token="pyairtable:observability:AuditTrail"):
    """A CloudTrail trail of all regions, with alarms on who reads, changes and deletes secrets.

    Creates: a KMS key; a private bucket for the log files, with digests that show whether a file was changed; a log
    group with the same events, as long as the monitoring level says; the role that CloudTrail writes with; for each
    filter a metric and an alarm. `told_of` says of what, and who is known.

    The trail has all management events, those that read included: `GetSecretValue` is one
    (https://docs.aws.amazon.com/secretsmanager/latest/userguide/cloudtrail_log_entries.html). An event arrives
    about five minutes after the call
    (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html), from whichever
    region, and an alarm needs up to five more. One of these for an account.

    Args:
        name: Logical name; also the last part of the trail's, the bucket's and the key's names.
        spec: What a person decides.
        context: What holds for the stack.
        environments: The environments of the account.
        topic_arn: Who is told.
        opts: Resource options.

    Raises:
        ValueError: There are more environments and roles than a pattern can name.
    """

    def __init__(
        self,
        name: str,
        spec: AuditTrailSpec,
        context: Context,
        *,
        environments: Sequence[str],
        topic_arn: Input[str],
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        filters = told_of(
            spec,
            environments,
            project=context.project,
            account_id=context.account_id,
            partition=context.partition,
        )
        trail_arn = context.arn("cloudtrail", f"trail/{context.name(name)}")
        key = EncryptionKey(name, context, log_groups=True, trails=[trail_arn], through=["s3"], opts=self.own())
        kept = BucketSpec(expire_after_days=spec.archive_days)
        bucket = TrailBucket(name, kept, context, trail_arn=trail_arn, opts=self.own())
        logs = LogGroup(f"{name}-logs", context, path=f"{name}/events", key_arn=key.arn, opts=self.own())
        trail = cloudtrail.Trail(
            name,
            region=context.region,
            name=context.name(name),
            s3_bucket_name=bucket.bucket_name,
            kms_key_id=key.arn,
            is_multi_region_trail=True,
            include_global_service_events=True,
            enable_log_file_validation=True,
            cloud_watch_logs_group_arn=logs.arn.apply(lambda arn: f"{arn}:*"),
            cloud_watch_logs_role_arn=self._writer(name, logs).arn,
            tags=self.tags(),
            opts=self.own(),
        )
        self._tell(name, filters, logs, topic_arn)
        self.arn: Output[str] = trail.arn
        self.register_outputs({"arn": self.arn})

    def _writer(self, name: str, logs: LogGroup) -> ServiceRole:
        """https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html."""
        stream = f"log-stream:{self.context.account_id}_CloudTrail_{self.context.region}*"
        streams = [logs.arn.apply(lambda arn: f"{arn}:{stream}")]
        granted = (allow("logs:CreateLogStream", "logs:PutLogEvents", on=streams),)
        return ServiceRole(f"{name}-logs", self.context, principal=CLOUDTRAIL, statements=granted, opts=self.own())

    def _tell(self, name: str, filters: Sequence[TrailFilter], logs: LogGroup, topic_arn: Input[str]) -> None:
        namespace = f"{self.context.project}/{name}"
        for each in filters:
            cloudwatch.LogMetricFilter(
                f"{name}-{each.name}",
                region=self.context.region,
                name=self.context.name(name, each.name),
                log_group_name=logs.group_name,
                pattern=each.pattern,
                metric_transformation={"name": each.name, "namespace": namespace, "value": "1"},
                opts=self.own(),
            )
        alarms = [
            Alarm(each.name, each.name, 0, each.says, statistic="Sum", minutes=5, always=True) for each in filters
        ]
        watch(self, name, namespace, {}, alarms, topic_arn=topic_arn)
