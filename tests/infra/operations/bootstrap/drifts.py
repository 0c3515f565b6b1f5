"""What somebody changes by hand: one property at a time, and the call that puts it right."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.infra.operations.account import client
from tests.infra.operations.bootstrap.making import ALIAS, BUCKET, PREVIEW, PROVIDER, deployer

DEV = deployer("dev")
GITHUB = "token.actions.githubusercontent.com"
DENY_ALL = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]})
ALLOW_ALL = DENY_ALL.replace("Deny", "Allow")
CLOSED = dict.fromkeys(["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"], True)
EVERYTHING = {"Status": "Enabled", "Filter": {"Prefix": ""}}
Drift = Callable[[], Any]


@dataclass(frozen=True)
class Row:
    """One row of the table."""

    name: str
    drift: Drift
    title: str
    """The resource whose step a dry run shows."""
    changed: str
    """Its property; empty where the resource is gone and made again."""
    call: str


def s3(operation: str, **arguments: Any) -> Drift:
    return lambda: getattr(client("s3"), operation)(Bucket=BUCKET, **arguments)


def role(operation: str, name: str = DEV, **arguments: Any) -> Drift:
    return lambda: getattr(client("iam"), operation)(RoleName=name, **arguments)


def key(operation: str, **arguments: Any) -> Drift:
    return lambda: getattr(client("kms"), operation)(
        KeyId=client("kms").describe_key(KeyId=ALIAS)["KeyMetadata"]["Arn"], **arguments
    )


def bucket_tags(change: Callable[[dict[str, str]], Any]) -> Drift:
    def drift() -> None:
        tags = {tag["Key"]: tag["Value"] for tag in client("s3").get_bucket_tagging(Bucket=BUCKET)["TagSet"]}
        change(tags)
        listed = [{"Key": name, "Value": value} for name, value in tags.items()]
        client("s3").put_bucket_tagging(Bucket=BUCKET, Tagging={"TagSet": listed})

    return drift


def lifecycle(change: Callable[[list[dict[str, Any]]], None]) -> Drift:
    def drift() -> None:
        rules = client("s3").get_bucket_lifecycle_configuration(Bucket=BUCKET)["Rules"]
        change(rules)
        client("s3").put_bucket_lifecycle_configuration(Bucket=BUCKET, LifecycleConfiguration={"Rules": rules})

    return drift


def bucket_policy(change: Callable[[dict[str, Any]], None]) -> Drift:
    def drift() -> None:
        policy = json.loads(client("s3").get_bucket_policy(Bucket=BUCKET)["Policy"])
        change(policy)
        client("s3").put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(policy))

    return drift


def trust(change: Callable[[dict[str, Any]], None]) -> Drift:
    def drift() -> None:
        policy = client("iam").get_role(RoleName=DEV)["Role"]["AssumeRolePolicyDocument"]
        change(policy["Statement"][0])
        client("iam").update_assume_role_policy(RoleName=DEV, PolicyDocument=json.dumps(policy))

    return drift


def encrypted(algorithm: str, *, bucket_key: bool = True, key_id: str | None = None) -> Drift:
    named = {"KMSMasterKeyID": key_id} if key_id else {}
    rule = {
        "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": algorithm, **named},
        "BucketKeyEnabled": bucket_key,
    }
    return s3("put_bucket_encryption", ServerSideEncryptionConfiguration={"Rules": [rule]})


def no_bucket_key() -> None:
    arn = client("kms").describe_key(KeyId=ALIAS)["KeyMetadata"]["Arn"]
    encrypted("aws:kms", bucket_key=False, key_id=arn)()


def another_audience_only() -> None:
    # No call of AWS takes an audience away and leaves none, so moto's own object is changed.
    from moto.iam.models import iam_backends  # noqa: PLC0415

    backend = iam_backends["123456789012"]["aws"]
    backend.get_open_id_connect_provider(PROVIDER).client_id_list[:] = ["another"]


def set_to(name: str, value: str) -> Callable[[dict[str, str]], None]:
    return lambda tags: tags.update({name: value})


def rows() -> Iterator[Row]:
    """The table: for each property the call that sets it, and the ways in which it drifts."""
    for title, properties in TABLE.items():
        for (changed, call), drifts in properties.items():
            for how, drift in drifts.items():
                yield Row(f"{title}: {changed or 'all of it'}, {how}", drift, title, changed, call)


TABLE: dict[str, dict[tuple[str, str], dict[str, Drift]]] = {
    f"KMS key of {ALIAS}": {
        ("description", "kms:UpdateKeyDescription"): {"another": key("update_key_description", Description="x")},
        ("policy", "kms:PutKeyPolicy"): {
            "another": key("put_key_policy", PolicyName="default", Policy=ALLOW_ALL),
        },
        ("rotation", "kms:EnableKeyRotation"): {"off": key("disable_key_rotation")},
        ("tags", "kms:TagResource"): {
            "changed": key("tag_resource", Tags=[{"TagKey": "Owner", "TagValue": "x"}]),
            "one gone": key("untag_resource", TagKeys=["CostCenter"]),
        },
    },
    f"KMS alias {ALIAS}": {
        ("", "kms:CreateAlias"): {"gone": lambda: client("kms").delete_alias(AliasName=ALIAS)},
    },
    f"S3 bucket {BUCKET}": {
        ("versioning", "s3:PutBucketVersioning"): {
            "suspended": s3("put_bucket_versioning", VersioningConfiguration={"Status": "Suspended"}),
        },
        ("encryption", "s3:PutBucketEncryption"): {
            "without KMS": encrypted("AES256"),
            "gone": s3("delete_bucket_encryption"),
            "another key": encrypted("aws:kms", key_id="arn:aws:kms:us-east-1:123456789012:key/another"),
            "without a bucket key": no_bucket_key,
        },
        ("public access", "s3:PutPublicAccessBlock"): {
            "gone": s3("delete_public_access_block"),
            **{
                f"without {switch}": s3(
                    "put_public_access_block", PublicAccessBlockConfiguration=CLOSED | {switch: False}
                )
                for switch in CLOSED
            },
        },
        ("ownership", "s3:PutBucketOwnershipControls"): {
            "gone": s3("delete_bucket_ownership_controls"),
            "another": s3(
                "put_bucket_ownership_controls", OwnershipControls={"Rules": [{"ObjectOwnership": "ObjectWriter"}]}
            ),
        },
        ("policy", "s3:PutBucketPolicy"): {
            "gone": s3("delete_bucket_policy"),
            "one statement gone": bucket_policy(lambda policy: policy["Statement"].pop(0)),
            "one statement softer": bucket_policy(lambda policy: policy["Statement"][0].update(Action="s3:PutObject")),
            "one statement more": bucket_policy(
                lambda policy: policy["Statement"].append({**policy["Statement"][0], "Sid": "More"})
            ),
        },
        ("lifecycle", "s3:PutBucketLifecycleConfiguration"): {
            "gone": s3("delete_bucket_lifecycle"),
            "shorter": lifecycle(lambda rules: rules[0]["NoncurrentVersionExpiration"].update(NoncurrentDays=1)),
            "for some objects only": lifecycle(lambda rules: rules[0].update(Filter={"Prefix": "x/"})),
            "one rule off": lifecycle(lambda rules: rules[2].update(Status="Disabled")),
            "one rule that deletes the state": lifecycle(
                lambda rules: rules.append({"ID": "x", **EVERYTHING, "Expiration": {"Days": 1}})
            ),
        },
        ("tags", "s3:PutBucketTagging"): {
            "changed": bucket_tags(set_to("Owner", "x")),
            "one gone": bucket_tags(lambda tags: tags.pop("CostCenter")),
        },
    },
    f"OIDC provider {GITHUB}": {
        ("tags", "iam:CreateOpenIDConnectProvider"): {
            "gone with it": lambda: client("iam").delete_open_id_connect_provider(OpenIDConnectProviderArn=PROVIDER),
        },
        ("tags", "iam:TagOpenIDConnectProvider"): {
            "changed": lambda: client("iam").tag_open_id_connect_provider(
                OpenIDConnectProviderArn=PROVIDER, Tags=[{"Key": "Owner", "Value": "x"}]
            ),
        },
    },
    f"IAM role {DEV}": {
        ("trust policy", "iam:UpdateAssumeRolePolicy"): {
            "a whole organisation": trust(
                lambda it: it.update(Condition={"StringLike": {f"{GITHUB}:sub": "repo:pyairtable-org/*"}})
            ),
            "another action": trust(lambda it: it.update(Action="sts:AssumeRole")),
        },
        ("settings", "iam:UpdateRole"): {
            "another description": role("update_role", Description="x", MaxSessionDuration=3600),
            "a longer session": role(
                "update_role",
                Description="Deploys dev of pyairtable-infra from GitHub Actions",
                MaxSessionDuration=43200,
            ),
        },
        ("own policies", "iam:PutRolePolicy"): {
            "another": role("put_role_policy", PolicyName="pulumi-state", PolicyDocument=ALLOW_ALL),
        },
        ("tags", "iam:TagRole"): {
            "changed": role("tag_role", Tags=[{"Key": "Environment", "Value": "prod"}]),
            "one gone": role("untag_role", TagKeys=["CostCenter"]),
        },
    },
    f"IAM role {PREVIEW}": {
        ("own policies", "iam:PutRolePolicy"): {
            "gone": role("delete_role_policy", PREVIEW, PolicyName="pulumi-state"),
        },
        ("own policies", "iam:DeleteRolePolicy"): {
            "one more": role("put_role_policy", PREVIEW, PolicyName="more", PolicyDocument=ALLOW_ALL),
        },
    },
}
