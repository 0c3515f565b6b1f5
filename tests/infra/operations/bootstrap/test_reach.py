"""Who reaches what: the policies of roles, bucket and key together, judged request by request."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyairtable_infra.operations.bootstrap import fences, grants
from tests.infra.operations.account import ACCOUNT
from tests.infra.operations.bootstrap.iam import Principal, Request, allowed
from tests.infra.operations.bootstrap.making import ENVIRONMENTS, PROJECT, a_site

SITE = a_site()
ENCRYPTED = {"kms:ViaService": "s3.us-east-1.amazonaws.com", "kms:EncryptionContext:aws:s3:arn": SITE.bucket_arn}
POWER = {"Statement": [{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}]}
"""As PowerUserAccess: everything but IAM."""

names = st.from_regex(r"[a-z][a-z0-9-]{0,18}[a-z0-9]", fullmatch=True)
two_names = st.lists(names, min_size=2, max_size=2, unique=True)
attached = st.sampled_from([(), (POWER,)])
actions = st.sampled_from(
    ["GetObject", "GetObjectVersion", "PutObject", "DeleteObject", "DeleteObjectVersion", "PutObjectTagging"]
)


def files(environment: str) -> list[str]:
    """What the backend keeps for a stack, as read in its source."""
    base = f".pulumi/stacks/{PROJECT}/{environment}"
    return [
        *(f"{base}.{end}" for end in ("json", "json.bak", "json.gz", "json.zst", "json.1764200000", "pulumi-tags")),
        f".pulumi/locks/organization/{PROJECT}/{environment}/0f1e2d3c.json",
        f".pulumi/history/{PROJECT}/{environment}/{environment}-1764200000.history.json",
        f".pulumi/backups/{PROJECT}/{environment}/{environment}.1764200000.json",
    ]


def deployer(environment: str, *policies: Any) -> Principal:
    own = json.loads(grants.deployer(SITE, environment))
    return Principal(SITE.role_arn(SITE.deployer(environment)), (own, *policies))


def previewer(previewed: tuple[str, ...] = ENVIRONMENTS, *policies: Any) -> Principal:
    return Principal(SITE.role_arn(SITE.previewer), (json.loads(grants.previewer(SITE, previewed)), *policies))


def on_bucket(
    who: Principal,
    action: str,
    key: str | None = None,
    environments: tuple[str, ...] = ENVIRONMENTS,
    previewed: tuple[str, ...] | None = None,
    *,
    context: dict[str, str] | None = None,
) -> bool:
    policy = json.loads(fences.bucket_policy(SITE, environments, previewed or environments))
    resource = SITE.bucket_arn if key is None else SITE.object_arns(key)[0]
    return allowed(who, Request(f"s3:{action}", resource, context or {}), policy)


def on_key(
    who: Principal,
    action: str,
    context: dict[str, str],
    environments: tuple[str, ...] = ENVIRONMENTS,
    previewed: tuple[str, ...] | None = None,
) -> bool:
    policy = json.loads(fences.key_policy(SITE, environments, previewed or environments))
    return allowed(who, Request(f"kms:{action}", SITE.key_arn, context), policy)


def of(environment: str) -> dict[str, str]:
    return {"kms:EncryptionContext:environment": environment}


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_a_deploy_role_may_do_what_the_engine_does_with_its_stack(environment: str) -> None:
    who = deployer(environment)
    assert on_bucket(who, "ListBucket")
    assert on_bucket(who, "GetObject", ".pulumi/meta.yaml")
    for file in files(environment):
        assert on_bucket(who, "GetObject", file)
        assert on_bucket(who, "PutObject", file)
        assert on_bucket(who, "DeleteObject", file) is ("/locks/" in file)
    assert on_key(who, "Decrypt", ENCRYPTED)
    assert on_key(who, "GenerateDataKey", ENCRYPTED)
    assert on_key(who, "Decrypt", of(environment))


@given(two_names, attached, actions, st.data())
def test_a_deploy_role_reaches_no_file_of_another_stack_whatever_is_attached(
    both: list[str], policies: tuple[Any, ...], action: str, data: st.DataObject
) -> None:
    one, other = both
    file = data.draw(st.sampled_from(files(other)))
    assert not on_bucket(deployer(one, *policies), action, file, (one, other))


@given(two_names, attached, st.sampled_from(["Decrypt", "Encrypt", "GenerateDataKey", "ReEncryptFrom", "CreateGrant"]))
def test_a_deploy_role_opens_no_secret_of_another_stack_whatever_is_attached(
    both: list[str], policies: tuple[Any, ...], action: str
) -> None:
    one, other = both
    assert not on_key(deployer(one, *policies), action, of(other), (one, other))
    assert not on_key(deployer(one, *policies), action, {}, (one, other)), "nor anything without a context"


@given(two_names, actions, st.data())
def test_the_own_policy_of_a_role_is_enough_for_that_without_the_fences(
    both: list[str], action: str, data: st.DataObject
) -> None:
    one, other = both
    file = SITE.object_arns(data.draw(st.sampled_from(files(other))))[0]
    elsewhere = {**ENCRYPTED, "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::another"}
    for who in (deployer(one), previewer((one,))):
        assert not allowed(who, Request(f"s3:{action}", file))
        for context in (of(other), elsewhere, {}):
            assert not allowed(who, Request("kms:Decrypt", SITE.key_arn, context))


def test_the_names_of_two_environments_may_begin_alike() -> None:
    pair = ("dev", "dev-eu")
    for one, other in (pair, pair[::-1]):
        assert not any(on_bucket(deployer(one, POWER), "GetObject", file, pair) for file in files(other))
        assert all(on_bucket(deployer(one, POWER), "GetObject", file, pair) for file in files(one))


@given(attached, actions.filter(lambda action: action != "GetObject"))
def test_nobody_of_github_writes_the_version_of_the_layout(policies: tuple[Any, ...], action: str) -> None:
    assert not on_bucket(deployer("dev", *policies), action, ".pulumi/meta.yaml")
    assert not on_bucket(previewer(ENVIRONMENTS, *policies), action, ".pulumi/meta.yaml")


@pytest.mark.parametrize(
    "action",
    [
        "DeleteBucket",
        "DeleteBucketPolicy",
        "PutBucketPolicy",
        "PutBucketVersioning",
        "PutEncryptionConfiguration",
        "PutLifecycleConfiguration",
        "PutBucketPublicAccessBlock",
        "PutReplicationConfiguration",
    ],
)
def test_no_role_changes_the_bucket_itself_whatever_is_attached(action: str) -> None:
    assert not on_bucket(deployer("dev", POWER), action)
    assert not on_bucket(previewer(ENVIRONMENTS, POWER), action)


@pytest.mark.parametrize("action", ["DeleteObjectVersion", "PutObjectAcl", "PutObjectRetention"])
def test_the_history_of_versions_is_safe_from_the_role_that_writes_it(action: str) -> None:
    assert not on_bucket(deployer("dev", POWER), action, f".pulumi/stacks/{PROJECT}/dev.json")


@pytest.mark.parametrize("action", ["PutKeyPolicy", "ScheduleKeyDeletion", "DisableKey", "CreateGrant", "DeleteAlias"])
def test_no_role_changes_the_key_itself_whatever_is_attached(action: str) -> None:
    assert not on_key(deployer("prod", POWER), action, {})
    assert not on_key(previewer(ENVIRONMENTS, POWER), action, {})


@given(attached, st.sampled_from(ENVIRONMENTS), actions, st.data())
def test_the_preview_role_reads_and_nothing_else(
    policies: tuple[Any, ...], environment: str, action: str, data: st.DataObject
) -> None:
    file = data.draw(st.sampled_from(files(environment)))
    reads = action == "GetObject" and "/stacks/" in file
    assert on_bucket(previewer(ENVIRONMENTS, *policies), action, file) is reads


def test_the_preview_role_may_do_what_the_engine_does_for_a_preview() -> None:
    who = previewer()
    assert on_bucket(who, "ListBucket")
    assert on_bucket(who, "GetObject", ".pulumi/meta.yaml")
    assert on_key(who, "Decrypt", ENCRYPTED)
    assert not on_key(who, "GenerateDataKey", ENCRYPTED)
    assert not on_key(previewer(ENVIRONMENTS, POWER), "GenerateDataKey", ENCRYPTED), "nor with PowerUserAccess"
    for environment in ENVIRONMENTS:
        assert on_key(who, "Decrypt", of(environment))
    for action in ("ec2:DescribeAvailabilityZones", "route53:ListHostedZones"):
        assert allowed(who, Request(action, "*"))
    for action in ("route53:GetHostedZone", "route53:ListTagsForResource"):
        assert allowed(who, Request(action, "arn:aws:route53:::hostedzone/Z0123456789"))
    assert not allowed(who, Request("ec2:RunInstances", "*"))


@pytest.mark.parametrize("policies", [(), (POWER,)])
def test_an_environment_that_is_not_previewed_is_closed_to_pull_requests(policies: tuple[Any, ...]) -> None:
    previewed = ("dev", "staging")
    who = previewer(previewed, *policies)
    assert on_bucket(who, "GetObject", f".pulumi/stacks/{PROJECT}/dev.json", ENVIRONMENTS, previewed)
    assert on_key(who, "Decrypt", of("dev"), ENVIRONMENTS, previewed)
    assert not any(on_bucket(who, "GetObject", file, ENVIRONMENTS, previewed) for file in files("prod"))
    assert not on_key(who, "Decrypt", of("prod"), ENVIRONMENTS, previewed)


def test_the_role_of_an_environment_that_is_gone_is_shut_out() -> None:
    who = deployer("old", POWER)
    assert not on_bucket(who, "ListBucket")
    assert not any(on_bucket(who, "GetObject", file) for file in files("old"))
    assert not on_key(who, "Decrypt", of("old"))
    assert not on_key(who, "Decrypt", ENCRYPTED)


def test_other_people_are_as_free_as_iam_lets_them_be() -> None:
    admin = Principal(
        f"arn:aws:iam::{ACCOUNT}:role/admin", ({"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]},)
    )
    assert all(on_bucket(admin, action) for action in ("PutBucketPolicy", "DeleteBucket"))
    assert all(on_bucket(admin, "DeleteObject", file) for file in files("prod"))
    assert all(on_key(admin, action, {}) for action in ("PutKeyPolicy", "ScheduleKeyDeletion", "Encrypt"))
    stranger = Principal(f"arn:aws:iam::{ACCOUNT}:role/stranger")
    assert not on_bucket(stranger, "GetObject", files("dev")[0])
    assert not on_key(stranger, "Decrypt", {})


@pytest.mark.parametrize("context", [{"aws:SecureTransport": "false"}, {"s3:TlsVersion": "1.1"}])
def test_nobody_comes_without_tls(context: dict[str, str]) -> None:
    admin = Principal(
        f"arn:aws:iam::{ACCOUNT}:role/admin", ({"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]},)
    )
    assert not on_bucket(admin, "GetObject", files("dev")[0], context=context)
    assert on_bucket(admin, "GetObject", files("dev")[0], context={"s3:TlsVersion": "1.3"})


def test_the_key_is_not_to_be_had_but_through_the_bucket_or_for_a_stack() -> None:
    who = deployer("dev")
    elsewhere = {**ENCRYPTED, "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::another"}
    assert not on_key(who, "Decrypt", elsewhere)
    assert not on_key(who, "Decrypt", {**ENCRYPTED, "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com"})
    assert not on_key(deployer("dev", POWER), "Decrypt", elsewhere), "nor with PowerUserAccess"
    single = {**ENCRYPTED, "kms:EncryptionContext:aws:s3:arn": f"{SITE.bucket_arn}/.pulumi/meta.yaml"}
    assert on_key(who, "Decrypt", single), "an object that was written while the bucket key was off"
