"""Amazon S3.

https://aws.amazon.com/s3/pricing/
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from pyairtable_infra.cost.model import Gap, Line
from pyairtable_infra.cost.services.transfer import BETWEEN_REGIONS
from pyairtable_infra.cost.subject import Rule, Subject

BUCKET = "aws:s3/bucket:Bucket"
TERABYTE = 1024
MILLION = 1_000_000

STORAGE = (
    ("s3/standard, first 50 TB", 50 * TERABYTE),
    ("s3/standard, next 450 TB", 450 * TERABYTE),
    ("s3/standard, over 500 TB", None),
)

PRICES = (
    *(key for key, _ in STORAGE),
    "s3/standard-IA",
    "s3/standard-IA retrieval",
    "s3/glacier instant retrieval",
    "s3/standard PUT COPY POST LIST",
    "s3/standard GET and other",
    BETWEEN_REGIONS,
)


def bucket(subject: Subject) -> Iterator[Line]:
    """A bucket: what it holds and what is asked of it; both are usage."""
    yield from subject.tiered("standard storage", STORAGE, subject.usage("storage_gb"))
    yield subject.used("PUT, COPY, POST, LIST", "s3/standard PUT COPY POST LIST", "writes", MILLION)
    yield subject.used("GET and other", "s3/standard GET and other", "reads", MILLION)
    if subject.usage("infrequent_gb"):
        yield subject.used("infrequent access storage", "s3/standard-IA", "infrequent_gb")
        yield subject.used("infrequent access retrieval", "s3/standard-IA retrieval", "retrieved_gb")
    if subject.usage("glacier_instant_gb"):
        yield subject.used("glacier instant retrieval storage", "s3/glacier instant retrieval", "glacier_instant_gb")


def replication(subject: Subject) -> Iterator[Line]:
    """Replication: the copies are charged at their bucket; here what travels to another region, and its requests."""
    replicated = subject.usage("replicated_gb", subject.of_all("between_regions_gb", Decimal(0)))
    yield subject.priced("replicated to another region", BETWEEN_REGIONS, replicated, usage=True)
    for rule in subject.inputs.get("rules") or ():
        destination = rule.get("destination") if isinstance(rule, Mapping) else None
        time = destination.get("replicationTime") if isinstance(destination, Mapping) else None
        if isinstance(time, Mapping) and time.get("status") == "Enabled":
            yield Gap("S3 Replication Time Control has no citable price")
            return


RULES: Mapping[str, Rule] = {
    BUCKET: bucket,
    "aws:s3/bucketV2:BucketV2": bucket,
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig": replication,
}
FREE = tuple(
    f"aws:s3/{kind[0].lower()}{kind[1:]}:{kind}"
    for kind in (
        "AccountPublicAccessBlock",
        "BucketAccelerateConfigurationV2",
        "BucketAclV2",
        "BucketCorsConfiguration",
        "BucketCorsConfigurationV2",
        "BucketLifecycleConfiguration",
        "BucketLifecycleConfigurationV2",
        "BucketLogging",
        "BucketLoggingV2",
        "BucketNotification",
        "BucketObject",
        "BucketObjectv2",
        "BucketObjectLockConfiguration",
        "BucketOwnershipControls",
        "BucketPolicy",
        "BucketPublicAccessBlock",
        "BucketServerSideEncryptionConfiguration",
        "BucketServerSideEncryptionConfigurationV2",
        "BucketVersioning",
        "BucketVersioningV2",
        "BucketWebsiteConfiguration",
    )
)
