"""The key and the bucket, as they are."""

from typing import Any

from pyairtable_infra.operations.aws import Aws, AwsError, Call
from pyairtable_infra.operations.bootstrap import conflicts
from pyairtable_infra.operations.bootstrap.documents import canonical
from pyairtable_infra.operations.bootstrap.marks import ours, read
from pyairtable_infra.operations.bootstrap.model import Found, Seen
from pyairtable_infra.operations.bootstrap.site import Site
from pyairtable_infra.operations.bootstrap.storage import CLASSIC_REGION, alias_title, bucket_title, key_title

MISSING_BUCKET = ("404", "NoSuchBucket")
FORBIDDEN = ("403", "AccessDenied")


def key(aws: Aws, site: Site) -> Seen:
    """The key and whether the alias points at it.

    Without the alias it is the key that an interrupted run made: the oldest one with our tags.

    Raises:
        ConflictError: The alias is another key's, or the key cannot be used.
    """
    aliased = aws.run(Call("kms", "DescribeKey", {"KeyId": site.alias}), absent=["NotFoundException"])
    about = aliased["KeyMetadata"] if aliased else _nameless(aws, site)
    if about is None:
        return Seen({key_title(site): None, alias_title(site): None})
    tags = _tags_of_key(aws, about["Arn"])
    if not ours(site.project, tags):
        raise conflicts.foreign_alias(site, about["Arn"], (_nameless(aws, site) or {}).get("Arn"))
    _usable(site, about)
    alias: Found | None = {} if aliased else None
    return Seen({key_title(site): _key(aws, about, tags), alias_title(site): alias}, key_arn=about["Arn"])


def _usable(site: Site, about: dict[str, Any]) -> None:
    if about["KeyState"] == "PendingDeletion":
        raise conflicts.dying_key(site, about["Arn"], about.get("DeletionDate"))
    if about["KeyState"] != "Enabled":
        raise conflicts.unusable_key(site, about["Arn"], about["KeyState"])


def _key(aws: Aws, about: dict[str, Any], marks: dict[str, str]) -> Found:
    arn = about["Arn"]
    return {
        "tags": marks,
        "description": about.get("Description"),
        "policy": canonical(aws.ask("kms", "GetKeyPolicy", KeyId=arn, PolicyName="default")["Policy"]),
        "rotation": aws.ask("kms", "GetKeyRotationStatus", KeyId=arn)["KeyRotationEnabled"],
    }


def _nameless(aws: Aws, site: Site) -> dict[str, Any] | None:
    """The oldest key with our tags, whatever points at it; one that works before one that somebody disabled.

    A key that lost its alias and will be deleted was given up on purpose.
    """
    made = []
    for each in aws.ask("kms", "ListKeys").get("Keys", []):
        if ours(site.project, _tags_of_key(aws, each["KeyArn"])):
            about: dict[str, Any] = aws.ask("kms", "DescribeKey", KeyId=each["KeyArn"])["KeyMetadata"]
            if about["KeyState"] != "PendingDeletion":
                made.append(about)
    return min(made, key=lambda about: (about["KeyState"] != "Enabled", about["CreationDate"]), default=None)


def _tags_of_key(aws: Aws, arn: str) -> dict[str, str]:
    """The tags of a key; none where its policy shows them to nobody of the account, as ours never does."""
    hidden = ["AccessDeniedException", "NotFoundException"]
    answer = aws.run(Call("kms", "ListResourceTags", {"KeyId": arn, "Limit": 50}), absent=hidden)
    return read(answer["Tags"], "TagKey", "TagValue") if answer else {}


def bucket(aws: Aws, site: Site) -> Seen:
    """The bucket.

    Raises:
        ConflictError: The name is somebody else's, or the bucket is elsewhere, or bootstrap did not make it.
    """
    owned = {"Bucket": site.bucket, "ExpectedBucketOwner": site.account}
    try:
        there = aws.run(Call("s3", "HeadBucket", owned), absent=MISSING_BUCKET)
    except AwsError as error:
        if error.code in FORBIDDEN:
            raise conflicts.name_taken(site) from None
        raise
    if there is None:
        return Seen({bucket_title(site): None})
    region = there.get("BucketRegion") or CLASSIC_REGION
    if region != site.region:
        raise conflicts.elsewhere(site, region)
    return Seen({bucket_title(site): _bucket(aws, site, owned)})


def _bucket(aws: Aws, site: Site, owned: dict[str, str]) -> Found:
    def told(operation: str, part: str, absent: str = "") -> Any:
        return (aws.run(Call("s3", operation, owned), absent=[absent]) or {}).get(part)

    tags = read(told("GetBucketTagging", "TagSet", "NoSuchTagSet") or [])
    if not ours(site.project, tags):
        raise conflicts.foreign_bucket(site)
    ownership = told("GetBucketOwnershipControls", "OwnershipControls", "OwnershipControlsNotFoundError") or {}
    encryption = told(
        "GetBucketEncryption",
        "ServerSideEncryptionConfiguration",
        "ServerSideEncryptionConfigurationNotFoundError",
    )
    policy = told("GetBucketPolicy", "Policy", "NoSuchBucketPolicy")
    rules = told("GetBucketLifecycleConfiguration", "Rules", "NoSuchLifecycleConfiguration") or []
    closed = "PublicAccessBlockConfiguration"
    return {
        "tags": tags,
        "ownership": next((rule["ObjectOwnership"] for rule in ownership.get("Rules", [])), None),
        "public access": told("GetPublicAccessBlock", closed, f"NoSuch{closed}"),
        "encryption": _encryption(encryption or {}),
        "versioning": told("GetBucketVersioning", "Status"),
        "policy": canonical(policy) if policy else None,
        "lifecycle": {str(rule.get("ID", number)): _rule(rule) for number, rule in enumerate(rules)} or None,
    }


def _rule(rule: dict[str, Any]) -> dict[str, Any]:
    """A lifecycle rule; an empty filter and an empty prefix both mean every object."""
    return {**rule, "Filter": rule.get("Filter") or {"Prefix": ""}}


def _encryption(configuration: dict[str, Any]) -> dict[str, Any] | None:
    rule = next(iter(configuration.get("Rules", [])), None)
    if rule is None:
        return None
    default = rule.get("ApplyServerSideEncryptionByDefault", {})
    kept = {name: default[name] for name in ("SSEAlgorithm", "KMSMasterKeyID") if name in default}
    return {**kept, "BucketKeyEnabled": rule.get("BucketKeyEnabled", False)}
