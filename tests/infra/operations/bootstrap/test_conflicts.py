"""What stands in the way is told in one message, and nothing is made, changed or half done."""

from collections.abc import Callable
from typing import Any

import boto3
import pytest

from pyairtable_infra.operations.errors import OperationError
from tests.infra.operations.account import ACCOUNT, Recorded, client, contents, refusal
from tests.infra.operations.bootstrap.making import ALIAS, BUCKET, PREVIEW, PROVIDER, deployer, look, run

pytestmark = pytest.mark.thorough

TRUST = '{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"}}'
TAGS = "the tags ManagedBy=pyairtable-infra-bootstrap and Project=pyairtable-infra"


def the_key() -> str:
    return str(client("kms").describe_key(KeyId=ALIAS)["KeyMetadata"]["Arn"])


def key_id() -> str:
    """The key's id: moto takes no ARN where a key is disabled or deleted."""
    return the_key().rpartition("/")[2]


def foreign_key() -> str:
    return str(client("kms").create_key(Description="somebody's")["KeyMetadata"]["Arn"])


def moved_alias() -> tuple[str, str]:
    own, other = the_key(), foreign_key()
    client("kms").update_alias(AliasName=ALIAS, TargetKeyId=other)
    return own, other


@pytest.fixture
def refused(account: Recorded) -> Callable[..., str]:
    def told(**changes: Any) -> str:
        before, account.calls = contents(), []
        with pytest.raises(OperationError) as error:
            run(account, **changes)
        assert account.mutating == [], "nothing is half done"
        assert contents() == before
        return str(error.value)

    return told


def another_account() -> boto3.Session:
    role = "arn:aws:iam::999999999999:role/other"
    credentials = client("sts").assume_role(RoleArn=role, RoleSessionName="other")["Credentials"]
    return boto3.Session(
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    )


def test_a_bucket_name_that_another_account_has(
    refused: Callable[..., str], account: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    another_account().client("s3", region_name="us-east-1").create_bucket(Bucket=BUCKET)
    monkeypatch.setenv("MOTO_S3_ALLOW_CROSSACCOUNT_ACCESS", "false")
    assert refused() == (
        f"S3 bucket {BUCKET}: it is there, but not for this caller: another account has the name, or the caller lacks "
        f"s3:ListBucket on it. Choose another name. For example: --bucket {BUCKET}-2"
    )


def test_a_bucket_in_another_region(refused: Callable[..., str]) -> None:
    where = {"LocationConstraint": "eu-central-1"}
    client("s3", "eu-central-1").create_bucket(Bucket=BUCKET, CreateBucketConfiguration=where)
    assert refused() == (
        f"S3 bucket {BUCKET}: it is in eu-central-1, and us-east-1 is wanted. Name its region, or another bucket. "
        "For example: --region eu-central-1"
    )


def test_a_bucket_that_somebody_made(refused: Callable[..., str]) -> None:
    client("s3").create_bucket(Bucket="shop-state")
    assert refused(bucket="shop-state") == (
        "S3 bucket shop-state: bootstrap did not make it, so it is left as it is. Choose another name, or hand it over "
        f"with {TAGS}. For example: --bucket shop-state-2"
    )


def test_a_bucket_that_another_project_made(refused: Callable[..., str]) -> None:
    client("s3").create_bucket(Bucket=BUCKET)
    tags = [{"Key": "ManagedBy", "Value": "pyairtable-infra-bootstrap"}, {"Key": "Project", "Value": "shop"}]
    client("s3").put_bucket_tagging(Bucket=BUCKET, Tagging={"TagSet": tags})
    assert refused().startswith(f"S3 bucket {BUCKET}: bootstrap did not make it")


def test_a_bucket_that_is_handed_over_is_taken(account: Recorded) -> None:
    client("s3").create_bucket(Bucket=BUCKET)
    tags = [
        {"Key": "ManagedBy", "Value": "pyairtable-infra-bootstrap"},
        {"Key": "Project", "Value": "pyairtable-infra"},
    ]
    client("s3").put_bucket_tagging(Bucket=BUCKET, Tagging={"TagSet": tags})
    run(account)
    assert client("s3").get_bucket_versioning(Bucket=BUCKET)["Status"] == "Enabled"


def test_a_key_that_will_be_deleted(refused: Callable[..., str], account: Recorded) -> None:
    run(account)
    date = client("kms").schedule_key_deletion(KeyId=key_id(), PendingWindowInDays=7)["DeletionDate"]
    assert refused() == (
        f"KMS key {the_key()} of {ALIAS}: it will be deleted on {date:%Y-%m-%d}, and with it every state and every "
        "secret that it encrypts. Keep it, and run bootstrap again. For example: aws kms cancel-key-deletion "
        f"--region us-east-1 --key-id {the_key()} && aws kms enable-key --region us-east-1 --key-id {the_key()}"
    )
    client("kms").cancel_key_deletion(KeyId=key_id())
    client("kms").enable_key(KeyId=key_id())
    assert run(account).empty, "the example helps"


def test_a_key_that_somebody_disabled(refused: Callable[..., str], account: Recorded) -> None:
    run(account)
    client("kms").disable_key(KeyId=key_id())
    assert refused() == (
        f"KMS key {the_key()} of {ALIAS}: its state is Disabled, so no state can be read. If nobody wants that, enable "
        f"it. For example: aws kms enable-key --region us-east-1 --key-id {the_key()}"
    )


def test_a_key_that_somebody_disabled_and_took_the_alias_from(refused: Callable[..., str], account: Recorded) -> None:
    run(account)
    key = the_key()
    client("kms").disable_key(KeyId=key_id())
    client("kms").delete_alias(AliasName=ALIAS)
    assert refused().startswith(f"KMS key {key} of {ALIAS}: its state is Disabled"), "no second key beside it"


def test_a_key_that_was_given_up_is_not_taken_again(account: Recorded) -> None:
    old = run(account, repository=None).site.key_arn
    client("kms").schedule_key_deletion(KeyId=key_id(), PendingWindowInDays=7)
    client("kms").delete_alias(AliasName=ALIAS)
    assert run(account, repository=None).site.key_arn != old
    assert look(account, repository=None).empty


def test_an_alias_of_a_key_that_somebody_made(refused: Callable[..., str]) -> None:
    key = foreign_key()
    client("kms").create_alias(AliasName=ALIAS, TargetKeyId=key)
    assert refused() == (
        f"KMS alias {ALIAS}: it points at {key}, a key that bootstrap did not make. If no stack uses it, move or "
        "delete the alias, and run bootstrap again. "
        f"For example: aws kms delete-alias --region us-east-1 --alias-name {ALIAS}"
    )


def test_an_alias_that_was_moved_to_another_key(refused: Callable[..., str], account: Recorded) -> None:
    run(account)
    own, other = moved_alias()
    assert refused() == (
        f"KMS alias {ALIAS}: it points at {other}, a key that bootstrap did not make. If no stack uses it, move or "
        "delete the alias, and run bootstrap again. For example: aws kms update-alias --region us-east-1 "
        f"--alias-name {ALIAS} --target-key-id {own}"
    )
    client("kms").update_alias(AliasName=ALIAS, TargetKeyId=own)
    assert run(account).empty, "the example helps"


def test_a_provider_of_others_without_the_audience(refused: Callable[..., str], account: Recorded) -> None:
    iam = client("iam")
    iam.create_open_id_connect_provider(
        Url="https://token.actions.githubusercontent.com", ClientIDList=["https://github.com/octo-org"]
    )
    example = (
        f"aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn {PROVIDER} "
        "--client-id sts.amazonaws.com"
    )
    assert refused() == (
        "OIDC provider token.actions.githubusercontent.com: bootstrap did not make it, and it has not the audience "
        "sts.amazonaws.com (it has: https://github.com/octo-org). Roles of others may trust it, so let its owner add "
        f"the audience. For example: {example}"
    )
    iam.add_client_id_to_open_id_connect_provider(OpenIDConnectProviderArn=PROVIDER, ClientID="sts.amazonaws.com")
    run(account)


def test_a_provider_of_others_with_the_audience_is_used_and_left_as_it_is(account: Recorded) -> None:
    client("iam").create_open_id_connect_provider(
        Url="https://token.actions.githubusercontent.com", ClientIDList=["another", "sts.amazonaws.com"]
    )
    before = contents()["iam"]["providers"]
    run(account)
    assert contents()["iam"]["providers"] == before
    assert not [call for call in account.mutating if "OpenID" in call]


def test_a_role_that_somebody_made(refused: Callable[..., str]) -> None:
    client("iam").create_role(RoleName=PREVIEW, AssumeRolePolicyDocument=TRUST)
    assert refused() == (
        f"IAM role {PREVIEW}: bootstrap did not make it, so it is left as it is. Delete it, or hand it over with "
        f"{TAGS}: then its trust and its policies are replaced. For example: aws iam tag-role --role-name {PREVIEW} "
        "--tags Key=ManagedBy,Value=pyairtable-infra-bootstrap Key=Project,Value=pyairtable-infra"
    )


def test_a_policy_that_an_option_names_and_nobody_has(refused: Callable[..., str]) -> None:
    arn = f"arn:aws:iam::{ACCOUNT}:policy/gone"
    for option, changes in (
        ("--deploy-policy", {"deploy_policies": (f"prod={arn}",)}),
        ("--preview-policy", {"preview_policies": (arn,)}),
        ("--boundary", {"boundary": arn}),
    ):
        assert refused(**changes) == (
            f"{option} {arn}: the account has no such policy. Create it first, or name one of AWS's. "
            f"For example: {option} arn:aws:iam::aws:policy/ReadOnlyAccess"
        )


def test_all_that_stands_in_the_way_is_told_at_once(refused: Callable[..., str]) -> None:
    client("s3").create_bucket(Bucket=BUCKET)
    client("kms").create_alias(AliasName=ALIAS, TargetKeyId=foreign_key())
    for name in (deployer("dev"), PREVIEW):
        client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=TRUST)
    told = refused().splitlines()
    assert [line.split(": ")[0] for line in told] == [
        f"KMS alias {ALIAS}",
        f"S3 bucket {BUCKET}",
        f"IAM role {deployer('dev')}",
        f"IAM role {PREVIEW}",
    ]
    assert all("For example: " in line for line in told)


def test_keys_of_others_whose_tags_nobody_may_see_are_passed_over(account: Recorded) -> None:
    foreign_key()

    def hidden(call: str) -> None:
        if call == "kms:ListResourceTags":
            raise refusal(call, "AccessDeniedException")

    account.before = hidden
    assert run(account, repository=None).site.key_arn.endswith(the_key().rpartition("/")[2])
