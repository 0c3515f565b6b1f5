"""IAM, KMS, CloudWatch, CloudTrail, S3."""

import uuid
from collections.abc import Mapping

from pyairtable_infra.engine.computed.subject import Computed, Rule, Subject


def _role(subject: Subject) -> Computed:
    path = subject.text("path", "/")
    arn = subject.arn("iam", f"role{path}{subject.name}", region="")
    return Computed(subject.name, {"arn": arn, "name": subject.name, "uniqueId": f"AROA{subject.hex(17).upper()}"})


def _managed_policy(subject: Subject) -> Computed:
    arn = subject.arn("iam", f"policy{subject.text('path', '/')}{subject.name}", region="")
    return Computed(arn, {"arn": arn, "name": subject.name, "policyId": f"ANPA{subject.hex(17).upper()}"})


def _instance_profile(subject: Subject) -> Computed:
    arn = subject.arn("iam", f"instance-profile/{subject.name}", region="")
    return Computed(subject.name, {"arn": arn, "name": subject.name, "uniqueId": f"AIPA{subject.hex(17).upper()}"})


def _key(subject: Subject) -> Computed:
    id_ = subject.existing or str(uuid.uuid5(uuid.NAMESPACE_URL, subject.seed))
    return Computed(id_, {"arn": subject.arn("kms", f"key/{id_}"), "keyId": id_})


def _alias(subject: Subject) -> Computed:
    name = subject.name
    target = subject.arn("kms", f"key/{subject.text('targetKeyId')}")
    return Computed(name, {"arn": subject.arn("kms", name), "targetKeyArn": target})


def _log_group(subject: Subject) -> Computed:
    return Computed(subject.name, {"arn": subject.arn("logs", f"log-group:{subject.name}"), "name": subject.name})


def _alarm(subject: Subject) -> Computed:
    return Computed(subject.name, {"arn": subject.arn("cloudwatch", f"alarm:{subject.name}"), "name": subject.name})


def _dashboard(subject: Subject) -> Computed:
    """https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html."""
    name = subject.text("dashboardName")
    return Computed(name, {"dashboardArn": subject.arn("cloudwatch", f"dashboard/{name}", region="")})


def _trail(subject: Subject) -> Computed:
    """https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html."""
    arn = subject.existing or subject.arn("cloudtrail", f"trail/{subject.name}")
    return Computed(arn, {"arn": arn, "homeRegion": subject.region, "name": arn.rpartition("/")[2]})


def _bucket(subject: Subject) -> Computed:
    name = subject.existing or subject.text("bucket") or subject.name
    outputs = {
        "arn": subject.arn("s3", name, region="", account=""),
        "bucket": name,
        "bucketDomainName": f"{name}.s3.amazonaws.com",
        "bucketRegionalDomainName": f"{name}.s3.{subject.region}.amazonaws.com",
    }
    return Computed(name, outputs)


def _of_bucket(subject: Subject) -> Computed:
    return Computed(subject.text("bucket"))


RULES: Mapping[str, Rule] = {
    "aws:cloudtrail/trail:Trail": _trail,
    "aws:cloudwatch/dashboard:Dashboard": _dashboard,
    "aws:cloudwatch/logGroup:LogGroup": _log_group,
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": lambda s: Computed(s.name, {"name": s.name}),
    "aws:cloudwatch/metricAlarm:MetricAlarm": _alarm,
    "aws:iam/instanceProfile:InstanceProfile": _instance_profile,
    "aws:iam/policy:Policy": _managed_policy,
    "aws:iam/role:Role": _role,
    "aws:iam/rolePolicy:RolePolicy": lambda s: Computed(f"{s.text('role')}:{s.name}", {"name": s.name}),
    "aws:kms/alias:Alias": _alias,
    "aws:kms/key:Key": _key,
    "aws:s3/bucket:Bucket": _bucket,
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": _of_bucket,
    "aws:s3/bucketLogging:BucketLogging": _of_bucket,
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": _of_bucket,
    "aws:s3/bucketPolicy:BucketPolicy": _of_bucket,
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": _of_bucket,
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": _of_bucket,
    "aws:s3/bucketVersioning:BucketVersioning": _of_bucket,
}
