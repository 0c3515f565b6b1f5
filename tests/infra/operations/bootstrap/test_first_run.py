"""What a first run makes, asked of the account itself."""

import json
from typing import Any

import pytest

from tests.infra.operations.account import ACCOUNT, Recorded, a_role, client, contents
from tests.infra.operations.bootstrap.making import ALIAS, BUCKET, ENVIRONMENTS, PREVIEW, PROVIDER, deployer, look, run

pytestmark = pytest.mark.thorough

SHARED_TAGS = {
    "Project": "pyairtable-infra",
    "Environment": "shared",
    "Service": "shared",
    "Owner": "platform-engineering",
    "CostCenter": "pyairtable-prod",
    "ManagedBy": "pyairtable-infra-bootstrap",
}


def tags(listed: list[dict[str, str]], key: str = "Key", value: str = "Value") -> dict[str, str]:
    return {tag[key]: tag[value] for tag in listed}


@pytest.fixture
def made(account: Recorded) -> Recorded:
    run(account)
    return account


def the_key() -> dict[str, Any]:
    about: dict[str, Any] = client("kms").describe_key(KeyId=ALIAS)["KeyMetadata"]
    return about


def test_the_key_rotates_and_the_account_rules_it(made: Recorded) -> None:
    kms, key = client("kms"), the_key()
    assert (key["KeyState"], key["KeySpec"]) == ("Enabled", "SYMMETRIC_DEFAULT")
    assert key["Description"] == "State and secrets of the Pulumi stacks of pyairtable-infra"
    assert kms.get_key_rotation_status(KeyId=key["Arn"])["KeyRotationEnabled"] is True
    policy = json.loads(kms.get_key_policy(KeyId=key["Arn"], PolicyName="default")["Policy"])
    assert policy["Statement"][0] == {
        "Sid": "Account",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
        "Action": "kms:*",
        "Resource": "*",
    }
    listed = kms.list_resource_tags(KeyId=key["Arn"])["Tags"]
    wanted = SHARED_TAGS | {"Component": "state-backend", "DataClassification": "sensitive"}
    assert tags(listed, "TagKey", "TagValue") == wanted


def test_the_bucket_is_closed_encrypted_and_versioned(made: Recorded) -> None:
    s3 = client("s3")
    closed = s3.get_public_access_block(Bucket=BUCKET)["PublicAccessBlockConfiguration"]
    assert closed == dict.fromkeys(
        ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"], True
    )
    owned = s3.get_bucket_ownership_controls(Bucket=BUCKET)["OwnershipControls"]["Rules"]
    assert owned == [{"ObjectOwnership": "BucketOwnerEnforced"}]
    (rule,) = s3.get_bucket_encryption(Bucket=BUCKET)["ServerSideEncryptionConfiguration"]["Rules"]
    assert rule == {
        "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": the_key()["Arn"]},
        "BucketKeyEnabled": True,
    }
    assert s3.get_bucket_versioning(Bucket=BUCKET)["Status"] == "Enabled"
    wanted = SHARED_TAGS | {"Component": "state-backend", "DataClassification": "sensitive"}
    assert tags(s3.get_bucket_tagging(Bucket=BUCKET)["TagSet"]) == wanted
    assert s3.get_bucket_location(Bucket=BUCKET)["LocationConstraint"] is None, "that is us-east-1"


def test_old_versions_are_kept_for_ninety_days_and_the_current_one_for_ever(made: Recorded) -> None:
    rules = client("s3").get_bucket_lifecycle_configuration(Bucket=BUCKET)["Rules"]
    everything = {"Status": "Enabled", "Filter": {"Prefix": ""}}
    assert rules == [
        {"ID": "old-versions", **everything, "NoncurrentVersionExpiration": {"NoncurrentDays": 90}},
        {"ID": "deletion-markers", **everything, "Expiration": {"ExpiredObjectDeleteMarker": True}},
        {"ID": "uploads", **everything, "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7}},
    ]


def test_the_bucket_refuses_whoever_comes_without_tls(made: Recorded) -> None:
    policy = json.loads(client("s3").get_bucket_policy(Bucket=BUCKET)["Policy"])
    statements = {statement["Sid"]: statement for statement in policy["Statement"]}
    assert statements["TlsOnly"] == {
        "Sid": "TlsOnly",
        "Effect": "Deny",
        "Principal": "*",
        "Action": ["s3:*"],
        "Resource": [f"arn:aws:s3:::{BUCKET}", f"arn:aws:s3:::{BUCKET}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }


def test_github_is_trusted_for_one_audience_and_without_a_thumbprint(made: Recorded) -> None:
    provider = client("iam").get_open_id_connect_provider(OpenIDConnectProviderArn=PROVIDER)
    assert provider["Url"] == "token.actions.githubusercontent.com"
    assert provider["ClientIDList"] == ["sts.amazonaws.com"]
    assert provider["ThumbprintList"] == [], "IAM takes none, and finds one itself if it needs one"
    wanted = SHARED_TAGS | {"Component": "github-actions", "DataClassification": "non-sensitive"}
    assert tags(provider["Tags"]) == wanted


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_a_deploy_role_trusts_exactly_its_github_environment(made: Recorded, environment: str) -> None:
    role = a_role(deployer(environment))
    assert role["AssumeRolePolicyDocument"]["Statement"] == [
        {
            "Sid": "GitHubActions",
            "Effect": "Allow",
            "Principal": {"Federated": PROVIDER},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {
                "StringEquals": {
                    "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
                    "token.actions.githubusercontent.com:sub": (
                        f"repo:pyairtable-org/pyairtable-infra:environment:{environment}"
                    ),
                }
            },
        }
    ]
    assert role["Description"] == f"Deploys {environment} of pyairtable-infra from GitHub Actions"
    assert role["MaxSessionDuration"] == 3600
    assert list(role["own"]) == ["pulumi-state"]
    assert role["managed"] == []
    assert "PermissionsBoundary" not in role
    assert tags(role["Tags"])["CostCenter"] == f"pyairtable-{environment}"
    assert tags(role["Tags"])["Environment"] == environment


def test_the_preview_role_trusts_pull_requests_only(made: Recorded) -> None:
    (statement,) = a_role(PREVIEW)["AssumeRolePolicyDocument"]["Statement"]
    assert statement["Condition"]["StringEquals"] == {
        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
        "token.actions.githubusercontent.com:sub": "repo:pyairtable-org/pyairtable-infra:pull_request",
    }


def test_a_repository_with_immutable_ids_is_trusted_by_them(account: Recorded) -> None:
    run(account, repository="octo-org@123456/octo-repo@456789")
    (statement,) = a_role(deployer("dev"))["AssumeRolePolicyDocument"]["Statement"]
    subject = statement["Condition"]["StringEquals"]["token.actions.githubusercontent.com:sub"]
    assert subject == "repo:octo-org@123456/octo-repo@456789:environment:dev"


def test_nothing_else_is_made(made: Recorded) -> None:
    there = contents()
    assert list(there["s3"]) == [BUCKET]
    assert len(there["kms"]["keys"]) == 1
    assert list(there["kms"]["aliases"]) == [ALIAS]
    assert list(there["iam"]["providers"]) == [PROVIDER]
    assert sorted(there["iam"]["roles"]) == sorted([*map(deployer, ENVIRONMENTS), PREVIEW])


def test_a_second_run_does_nothing(made: Recorded) -> None:
    before, made.calls = contents(), []
    prepared = run(made)
    assert prepared.empty
    assert made.mutating == []
    assert contents() == before
    assert "s3:HeadBucket" in made.calls, "it looked"


def test_without_a_repository_nothing_of_iam_is_touched_nor_asked(account: Recorded) -> None:
    run(account, repository=None)
    assert not [call for call in account.calls if call.startswith("iam:")]
    assert contents()["iam"] == {"providers": {}, "roles": {}}
    assert list(contents()["s3"]) == [BUCKET]


def test_a_run_without_the_repository_opens_nothing_that_one_with_it_has_closed(made: Recorded) -> None:
    assert look(made, repository=None).empty


def test_policies_and_boundary_are_those_that_the_options_name(account: Recorded) -> None:
    iam = client("iam")
    nothing = '{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}'
    arns = {name: iam.create_policy(PolicyName=name, PolicyDocument=nothing)["Policy"]["Arn"] for name in "abcd"}
    options: dict[str, Any] = {
        "deploy_policies": (arns["a"], f"prod={arns['b']}"),
        "preview_policies": (arns["c"],),
        "boundary": arns["d"],
    }
    run(account, **options)
    assert a_role(deployer("dev"))["managed"] == [arns["a"]]
    assert a_role(deployer("prod"))["managed"] == [arns["a"], arns["b"]]
    assert a_role(PREVIEW)["managed"] == [arns["c"]]
    for name in (*map(deployer, ENVIRONMENTS), PREVIEW):
        assert a_role(name)["PermissionsBoundary"]["PermissionsBoundaryArn"] == arns["d"]
    assert look(account, **options).empty
    run(account, deploy_policies=(arns["a"],))
    assert a_role(deployer("prod"))["managed"] == [arns["a"]], "a right that no option names is taken away"
    assert a_role(PREVIEW)["managed"] == []
    assert "PermissionsBoundary" in a_role(PREVIEW), "a boundary is not"


def test_another_region_and_another_bucket(account: Recorded) -> None:
    prepared = run(account, region="eu-central-1", bucket="shop-state")
    assert client("s3").get_bucket_location(Bucket="shop-state")["LocationConstraint"] == "eu-central-1"
    assert client("kms", "eu-central-1").describe_key(KeyId=ALIAS)["KeyMetadata"]["Arn"] == prepared.site.key_arn
    assert prepared.site.backend_url == "s3://shop-state?region=eu-central-1&awssdk=v2"
    assert look(account, region="eu-central-1", bucket="shop-state").empty


def test_only_the_named_environments_get_a_role(account: Recorded) -> None:
    run(account, environments=("dev",))
    assert sorted(contents()["iam"]["roles"]) == sorted([deployer("dev"), PREVIEW])
