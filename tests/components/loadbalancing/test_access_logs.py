"""Access logs, by monitoring level."""

import pytest

from pyairtable_infra.plan.model import Plan
from tests.components.loadbalancing.making import balancer_plan
from tests.components.reading import every, only, statements, uses

BUCKET, BALANCER = "s3/bucket:Bucket", "lb/loadBalancer:LoadBalancer"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return balancer_plan(context={"monitoring": "full"})


def test_at_level_basic_nothing_is_logged() -> None:
    plan = balancer_plan(context={"monitoring": "basic"})
    assert not every(plan, BUCKET)
    assert "accessLogs" not in only(plan, BALANCER).inputs


@pytest.mark.parametrize(("level", "days"), [("enhanced", 30), ("full", 90)])
def test_the_level_decides_how_long_logs_are_kept(level: str, days: int) -> None:
    plan = balancer_plan(context={"monitoring": level})
    (rule,) = only(plan, "BucketLifecycleConfiguration").inputs["rules"]
    assert rule["status"] == "Enabled"
    assert rule["expiration"] == {"days": days}


def test_the_load_balancer_writes_where_it_may_and_waits_until_it_may(plan: Plan) -> None:
    balancer = only(plan, BALANCER)
    logs = balancer.inputs["accessLogs"]
    assert logs["enabled"] is True
    assert logs["bucket"] == only(plan, BUCKET).inputs["bucket"]
    assert uses(balancer, "accessLogs", only(plan, "BucketPolicy")), "AWS tries a write as logging is switched on"
    allowed = statements(only(plan, "BucketPolicy").inputs["policy"])[0]
    assert allowed["Principal"] == {"Service": ["logdelivery.elasticloadbalancing.amazonaws.com"]}
    assert allowed["Action"] == ["s3:PutObject"]
    assert allowed["Resource"] == [f"arn:aws:s3:::{logs['bucket']}/{logs['prefix']}/AWSLogs/123456789012/*"]
    assert allowed["Condition"] == {
        "ArnLike": {"aws:SourceArn": "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/*"}
    }


def test_nobody_reaches_the_bucket_without_tls(plan: Plan) -> None:
    denied = statements(only(plan, "BucketPolicy").inputs["policy"])[1]
    name = only(plan, BUCKET).inputs["bucket"]
    assert denied["Effect"] == "Deny"
    assert denied["Principal"] == {"AWS": ["*"]}
    assert denied["Resource"] == [f"arn:aws:s3:::{name}", f"arn:aws:s3:::{name}/*"]
    assert denied["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_the_bucket_is_private_and_encrypted_as_load_balancers_can(plan: Plan) -> None:
    closed = only(plan, "BucketPublicAccessBlock").inputs
    keys = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
    assert all(closed[key] is True for key in keys)
    assert only(plan, "BucketOwnershipControls").inputs["rule"] == {"objectOwnership": "BucketOwnerEnforced"}
    (rule,) = only(plan, "BucketServerSideEncryptionConfiguration").inputs["rules"]
    assert rule["applyServerSideEncryptionByDefault"]["sseAlgorithm"] == "AES256", "they cannot write to a KMS bucket"


def test_the_bucket_is_closed_before_it_has_a_policy(plan: Plan) -> None:
    assert only(plan, "BucketPublicAccessBlock").urn in only(plan, "BucketPolicy").dependencies


def test_the_name_of_the_bucket_is_unique_in_the_world(plan: Plan) -> None:
    assert only(plan, BUCKET).inputs["bucket"] == "shop-dev-public-logs-123456789012-us-east-1"


@pytest.mark.parametrize(
    ("protection", "emptied", "kept"), [("none", True, False), ("standard", False, False), ("strict", False, True)]
)
def test_the_protection_level_decides_how_hard_logs_are_to_lose(protection: str, *, emptied: bool, kept: bool) -> None:
    bucket = only(balancer_plan(context={"protection": protection, "monitoring": "full"}), BUCKET)
    assert bucket.inputs["forceDestroy"] is emptied
    assert (bucket.protect, bucket.retain_on_delete) == (kept, kept)
