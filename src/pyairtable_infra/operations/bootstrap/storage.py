"""The key and the bucket, as they are to be."""

from collections.abc import Mapping, Sequence
from typing import Any

from pyairtable_infra.operations.aws import Call
from pyairtable_infra.operations.bootstrap.documents import canonical
from pyairtable_infra.operations.bootstrap.fences import bucket_policy, key_policy
from pyairtable_infra.operations.bootstrap.model import Resource, pairs, setting, tags
from pyairtable_infra.operations.bootstrap.site import Site

KEPT_DAYS = 90
"""How long an overwritten or deleted state can be had back. The current one is kept for ever."""
UPLOAD_DAYS = 7

# Only AWS's four switches together close a bucket, whatever a policy says.
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
CLOSED = {"BlockPublicAcls": True, "BlockPublicPolicy": True, "IgnorePublicAcls": True, "RestrictPublicBuckets": True}
OWNERSHIP = "BucketOwnerEnforced"
"""No ACLs. https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html"""
CLASSIC_REGION = "us-east-1"
"""The region that CreateBucket takes for granted, and refuses by name.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
"""


def key_title(site: Site) -> str:
    """How the key is called before and after it has an id."""
    return f"KMS key of {site.alias}"


def alias_title(site: Site) -> str:
    """How the alias is called."""
    return f"KMS alias {site.alias}"


def bucket_title(site: Site) -> str:
    """How the bucket is called."""
    return f"S3 bucket {site.bucket}"


def key(site: Site, environments: Sequence[str], previewed: Sequence[str], marks: Mapping[str, str]) -> Resource:
    """A symmetric key that serves the bucket and Pulumi's secrets, rotated by AWS every year.

    One key for both, because whoever may read a state needs its secrets too; the encryption context keeps the
    environments apart. Rotation keeps the old material, so nothing has to be encrypted anew
    (https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html).
    """
    policy = key_policy(site, environments, previewed)
    named: dict[str, Any] = {"KeyId": site.key_arn}
    description = f"State and secrets of the Pulumi stacks of {site.project}"
    at_first: dict[str, Any] = {"Description": description, "Policy": policy}
    return Resource(
        key_title(site),
        Call("kms", "CreateKey", {**at_first, "Tags": pairs(marks, "TagKey", "TagValue")}),
        (
            tags(
                marks, lambda whole: Call("kms", "TagResource", {**named, "Tags": pairs(whole, "TagKey", "TagValue")})
            ),
            setting(
                "description",
                description,
                Call("kms", "UpdateKeyDescription", {**named, "Description": description}),
                created=True,
            ),
            setting(
                "policy",
                canonical(policy),
                Call("kms", "PutKeyPolicy", {**named, "PolicyName": "default", "Policy": policy}),
                created=True,
            ),
            setting("rotation", True, Call("kms", "EnableKeyRotation", named)),
        ),
    )


def alias(site: Site) -> Resource:
    """The name under which the key stands in stack files."""
    return Resource(
        alias_title(site),
        Call("kms", "CreateAlias", {"AliasName": site.alias, "TargetKeyId": site.key_arn}),
        (),
    )


def bucket(site: Site, environments: Sequence[str], previewed: Sequence[str], marks: Mapping[str, str]) -> Resource:
    """A versioned, encrypted bucket that is closed to the public, and to whoever comes without TLS."""
    ours = {"Bucket": site.bucket, "ExpectedBucketOwner": site.account}
    policy = bucket_policy(site, environments, previewed)
    encryption = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": site.key_arn, "BucketKeyEnabled": True}
    return Resource(
        bucket_title(site),
        Call("s3", "CreateBucket", _new_bucket(site, marks)),
        (
            tags(marks, lambda whole: Call("s3", "PutBucketTagging", {**ours, "Tagging": {"TagSet": pairs(whole)}})),
            setting(
                "ownership",
                OWNERSHIP,
                Call(
                    "s3",
                    "PutBucketOwnershipControls",
                    {**ours, "OwnershipControls": {"Rules": [{"ObjectOwnership": OWNERSHIP}]}},
                ),
                created=True,
            ),
            setting(
                "public access",
                CLOSED,
                Call("s3", "PutPublicAccessBlock", {**ours, "PublicAccessBlockConfiguration": CLOSED}),
            ),
            setting(
                "encryption",
                encryption,
                Call("s3", "PutBucketEncryption", {**ours, "ServerSideEncryptionConfiguration": _encrypted(site)}),
            ),
            setting(
                "versioning",
                "Enabled",
                Call("s3", "PutBucketVersioning", {**ours, "VersioningConfiguration": {"Status": "Enabled"}}),
            ),
            setting("policy", canonical(policy), Call("s3", "PutBucketPolicy", {**ours, "Policy": policy})),
            setting(
                "lifecycle",
                _lifecycle(),
                Call(
                    "s3",
                    "PutBucketLifecycleConfiguration",
                    {**ours, "LifecycleConfiguration": {"Rules": [*_lifecycle().values()]}},
                ),
            ),
        ),
    )


def _new_bucket(site: Site, marks: Mapping[str, str]) -> dict[str, Any]:
    """The tags come with the creation, so that a run which ends right after it knows the bucket again."""
    place = {} if site.region == CLASSIC_REGION else {"LocationConstraint": site.region}
    return {
        "Bucket": site.bucket,
        "ObjectOwnership": OWNERSHIP,
        "CreateBucketConfiguration": {**place, "Tags": pairs(marks)},
    }


def _encrypted(site: Site) -> dict[str, Any]:
    """SSE-KMS with a bucket key: one call of KMS for many objects, and the bucket's ARN as the context.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
    """
    default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": site.key_arn}
    return {"Rules": [{"ApplyServerSideEncryptionByDefault": default, "BucketKeyEnabled": True}]}


def _lifecycle() -> dict[str, Any]:
    """Old versions go after a time, and with them the markers that every released lock leaves behind.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
    """
    everything = {"Status": "Enabled", "Filter": {"Prefix": ""}}
    rules: list[dict[str, Any]] = [
        {"ID": "old-versions", **everything, "NoncurrentVersionExpiration": {"NoncurrentDays": KEPT_DAYS}},
        {"ID": "deletion-markers", **everything, "Expiration": {"ExpiredObjectDeleteMarker": True}},
        {"ID": "uploads", **everything, "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": UPLOAD_DAYS}},
    ]
    return {str(rule["ID"]): rule for rule in rules}
