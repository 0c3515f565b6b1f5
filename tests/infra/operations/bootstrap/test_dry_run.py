"""A dry run shows every step and changes nothing."""

import pytest

from tests.infra.operations.account import Recorded, client, contents
from tests.infra.operations.bootstrap.making import BUCKET, PREVIEW, look, run

pytestmark = pytest.mark.thorough


def test_it_changes_nothing_in_an_empty_account(account: Recorded) -> None:
    before = contents()
    prepared = look(account)
    assert {step.action for step in prepared.steps} == {"create"}
    assert account.mutating == []
    assert contents() == before == {"iam": {"providers": {}, "roles": {}}, "kms": {"aliases": {}, "keys": {}}, "s3": {}}


def test_it_changes_nothing_in_an_account_that_has_drifted(account: Recorded) -> None:
    run(account)
    client("s3").put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Suspended"})
    client("iam").delete_role_policy(RoleName=PREVIEW, PolicyName="pulumi-state")
    before, account.calls = contents(), []
    prepared = look(account)
    assert [step.title for step in prepared.steps if step.action == "change"] == [
        f"S3 bucket {BUCKET}",
        f"IAM role {PREVIEW}",
    ]
    assert account.mutating == []
    assert contents() == before


def test_it_shows_exactly_the_calls_that_a_run_then_makes(account: Recorded) -> None:
    shown = [str(call) for step in look(account).steps for _, call in step.calls]
    account.calls = []
    run(account)
    assert account.mutating == shown
    assert shown == [
        "kms:CreateKey",
        "kms:EnableKeyRotation",
        "kms:CreateAlias",
        "s3:CreateBucket",
        "s3:PutPublicAccessBlock",
        "s3:PutBucketEncryption",
        "s3:PutBucketVersioning",
        "s3:PutBucketPolicy",
        "s3:PutBucketLifecycleConfiguration",
        "iam:CreateOpenIDConnectProvider",
        *["iam:CreateRole", "iam:PutRolePolicy"] * 4,
    ]
