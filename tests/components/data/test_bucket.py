"""A private bucket: closed, encrypted, and kept as long as is said."""

from typing import Any

import pytest

from pyairtable_components import PrivateBucket, ServerLogBucket
from pyairtable_components.data.spec import BucketSpec
from pyairtable_infra.plan.model import Plan
from tests.components.data.making import store_plan
from tests.components.reading import every, only, statements, uses
from tests.components.standing import KEY

NAME = "shop-dev-files-123456789012-us-east-1"


def bucket_plan(spec: dict[str, Any] | None = None, **options: Any) -> Plan:
    asked = BucketSpec.model_validate(spec or {})
    return store_plan(lambda where: PrivateBucket("files", asked, where, key_arn=KEY, **options), protection="strict")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return bucket_plan()


def lifecycle(plan: Plan) -> Any:
    (rule,) = only(plan, "BucketLifecycleConfiguration").inputs["rules"]
    return rule


def test_it_is_closed_and_encrypted_with_a_bucket_key(plan: Plan) -> None:
    closed = only(plan, "BucketPublicAccessBlock").inputs
    keys = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
    assert all(closed[key] is True for key in keys)
    assert only(plan, "BucketOwnershipControls").inputs["rule"] == {"objectOwnership": "BucketOwnerEnforced"}
    (rule,) = only(plan, "BucketServerSideEncryptionConfiguration").inputs["rules"]
    assert rule["applyServerSideEncryptionByDefault"] == {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": KEY}
    assert rule["bucketKeyEnabled"] is True


def test_it_answers_over_tls_only(plan: Plan) -> None:
    (denied,) = statements(only(plan, "BucketPolicy").inputs["policy"])
    assert (denied["Effect"], denied["Principal"]) == ("Deny", {"AWS": ["*"]})
    assert denied["Resource"] == [f"arn:aws:s3:::{NAME}", f"arn:aws:s3:::{NAME}/*"]
    assert denied["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_former_versions_are_kept_for_a_while_and_leftovers_for_a_day(plan: Plan) -> None:
    versioning = only(plan, "BucketVersioning")
    assert versioning.inputs["versioningConfiguration"] == {"status": "Enabled"}
    rule = lifecycle(plan)
    assert rule["noncurrentVersionExpiration"] == {"noncurrentDays": 30}
    assert rule["abortIncompleteMultipartUpload"] == {"daysAfterInitiation": 1}
    assert "expiration" not in rule
    assert versioning.urn in only(plan, "BucketLifecycleConfiguration").dependencies


def test_objects_move_and_expire_as_is_said() -> None:
    rule = lifecycle(bucket_plan({"infrequent_after_days": 30, "expire_after_days": 365}))
    assert rule["transitions"] == [{"days": 30, "storageClass": "STANDARD_IA"}]
    assert rule["expiration"] == {"days": 365}


def test_without_versions_none_expires() -> None:
    plan = bucket_plan(versioned=False)
    assert not every(plan, "BucketVersioning")
    assert "noncurrentVersionExpiration" not in lifecycle(plan)


def test_it_is_kept_where_protection_is_strict(plan: Plan) -> None:
    bucket = only(plan, "s3/bucket:Bucket")
    assert (bucket.protect, bucket.retain_on_delete, bucket.inputs["forceDestroy"]) == (True, True, False)


def test_access_is_logged_where_there_is_a_bucket_for_it(plan: Plan) -> None:
    assert not every(plan, "BucketLogging")
    logging = only(bucket_plan(access_logs="shop-dev-access-logs"), "BucketLogging").inputs
    assert (logging["targetBucket"], logging["targetPrefix"]) == ("shop-dev-access-logs", "files/")


def test_the_bucket_for_access_logs_takes_them_from_this_environment_only() -> None:
    made: list[ServerLogBucket] = []
    plan = store_plan(lambda where: made.append(ServerLogBucket("access-logs", where)), monitoring="full")
    allowed = statements(only(plan, "BucketPolicy").inputs["policy"])[0]
    assert allowed["Principal"] == {"Service": ["logging.s3.amazonaws.com"]}
    assert allowed["Condition"] == {
        "ArnLike": {"aws:SourceArn": "arn:aws:s3:::shop-dev-*"},
        "StringEquals": {"aws:SourceAccount": "123456789012"},
    }
    assert lifecycle(plan)["expiration"] == {"days": 90}
    (rule,) = only(plan, "BucketServerSideEncryptionConfiguration").inputs["rules"]
    assert rule["applyServerSideEncryptionByDefault"]["sseAlgorithm"] == "AES256", "S3 logs to no KMS bucket"


def test_whoever_writes_waits_until_it_may(plan: Plan) -> None:
    assert uses(only(plan, "BucketPolicy"), "bucket", only(plan, "s3/bucket:Bucket"))
    assert only(plan, "BucketPublicAccessBlock").urn in only(plan, "BucketPolicy").dependencies
