"""An account in memory: moto, what moto lacks, a record of the calls, and everything that is in it."""

import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import boto3
import botocore.loaders
import botocore.session
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.core.responses import ActionResult, EmptyResult
from moto.iam.responses import IamResponse
from moto.s3.responses import S3Response

ACCOUNT = "123456789012"
MODELS = botocore.loaders.create_loader()
READING = re.compile(r"(Get|List|Describe|Head)[A-Z]")


def as_nobody(patch: pytest.MonkeyPatch) -> None:
    """Credentials that open nothing, and no setting of this machine."""
    for name in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_SESSION_TOKEN"):
        patch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        patch.setenv(name, os.devnull)
    patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    patch.setenv("AWS_ACCESS_KEY_ID", "testing")
    patch.setenv("AWS_SECRET_ACCESS_KEY", "testing")


def with_what_moto_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two things that AWS does and moto 5.2 does not.

    - `s3:CreateBucket` with `CreateBucketConfiguration.Tags` tags the bucket
      (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucketConfiguration.html).
    - `iam:AddClientIDToOpenIDConnectProvider`
      (https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddClientIDToOpenIDConnectProvider.html).
    """
    put = S3Response._bucket_response_put

    def with_tags(self: Any, request: Any, bucket_name: str, querystring: dict[str, Any]) -> Any:
        answer = put(self, request, bucket_name, querystring)
        if not querystring:
            tags = re.findall(r"<Key>(.+?)</Key><Value>(.+?)</Value>", self.body.decode())
            self.backend.put_bucket_tagging(bucket_name, dict(tags))
        return answer

    def add_client_id(self: Any) -> ActionResult:
        provider = self.backend.get_open_id_connect_provider(self._get_param("OpenIDConnectProviderArn"))
        provider.client_id_list.append(self._get_param("ClientID"))
        return EmptyResult()

    monkeypatch.setattr(S3Response, "_bucket_response_put", with_tags)
    monkeypatch.setattr(IamResponse, "add_client_id_to_open_id_connect_provider", add_client_id, raising=False)


def a_session() -> boto3.Session:
    """A session of its own; the models of the APIs, which take long to read, are read once."""
    core = botocore.session.Session()
    core.register_component("data_loader", MODELS)
    return boto3.Session(botocore_session=core)


@dataclass
class Recorded:
    """A session whose calls are written down, and can be made to fail."""

    session: boto3.Session = field(default_factory=a_session)
    calls: list[str] = field(default_factory=list)
    before: Callable[[str], None] = lambda _: None
    after: Callable[[str], None] = lambda _: None

    def __post_init__(self) -> None:
        self.session.events.register("before-call.*.*", self._before)
        self.session.events.register("after-call.*.*", self._after)

    @property
    def mutating(self) -> list[str]:
        return [call for call in self.calls if is_mutating(call)]

    def _before(self, model: Any, **_: Any) -> None:
        call = f"{model.service_model.service_name}:{model.name}"
        self.calls.append(call)
        self.before(call)

    def _after(self, model: Any, **_: Any) -> None:
        self.after(f"{model.service_model.service_name}:{model.name}")


def is_mutating(call: str) -> bool:
    return not READING.match(call.partition(":")[2])


def refusal(call: str, code: str, message: str = "no", status: int = 400) -> ClientError:
    """An error as AWS gives it."""
    return ClientError(
        {"Error": {"Code": code, "Message": message}, "ResponseMetadata": {"HTTPStatusCode": status}},  # type: ignore[typeddict-item]
        call.partition(":")[2],
    )


@contextmanager
def empty_account(*, managed_policies: bool = False) -> Iterator[None]:
    with mock_aws(config={"iam": {"load_aws_managed_policies": managed_policies}}):
        yield


@cache
def client(service: str, region: str = "us-east-1") -> Any:
    """A client that nobody listens to."""
    make: Any = a_session().client
    return make(service, region_name=region)


def contents() -> dict[str, Any]:
    """Everything that bootstrap could touch, through the API; ids that AWS makes up are numbered, dates left out."""
    text = json.dumps({"s3": _buckets(), "kms": _keys(), "iam": _identities()}, default=str, sort_keys=True)
    for number, key in enumerate(dict.fromkeys(re.findall(r":key/([0-9a-f-]{36})", text))):
        text = text.replace(key, f"KEY-{number}")
    whole: dict[str, Any] = json.loads(text)
    return whole


def answer(service: str, operation: str, **arguments: Any) -> Any:
    """What AWS answers, without the envelope; the code of its error where it answers with one."""
    try:
        told = getattr(client(service), operation)(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    told.pop("ResponseMetadata")
    return {**told, "TagSet": in_order(told["TagSet"])} if "TagSet" in told else told


def in_order(tags: list[dict[str, str]]) -> list[dict[str, str]]:
    """Tags, whose order says nothing."""
    return sorted(tags, key=lambda tag: list(tag.values()))


BUCKET = (
    "get_bucket_tagging",
    "get_bucket_ownership_controls",
    "get_public_access_block",
    "get_bucket_encryption",
    "get_bucket_versioning",
    "get_bucket_policy",
    "get_bucket_lifecycle_configuration",
    "get_bucket_location",
    "get_bucket_acl",
)


def _buckets() -> dict[str, Any]:
    names = [bucket["Name"] for bucket in client("s3").list_buckets()["Buckets"]]
    return {name: {operation: answer("s3", operation, Bucket=name) for operation in BUCKET} for name in names}


def _keys() -> dict[str, Any]:
    kms = client("kms")
    keys = {}
    for key in kms.list_keys()["Keys"]:
        about = kms.describe_key(KeyId=key["KeyArn"])["KeyMetadata"]
        keys[key["KeyArn"]] = {
            "about": {name: about[name] for name in ("Description", "KeyState", "KeySpec")},
            "policy": kms.get_key_policy(KeyId=key["KeyArn"], PolicyName="default")["Policy"],
            "rotation": kms.get_key_rotation_status(KeyId=key["KeyArn"])["KeyRotationEnabled"],
            "tags": in_order(kms.list_resource_tags(KeyId=key["KeyArn"])["Tags"]),
        }
    aliases = {alias["AliasName"]: alias.get("TargetKeyId") for alias in kms.list_aliases()["Aliases"]}
    arns = {arn.rpartition("/")[2]: arn for arn in keys}
    return {"keys": keys, "aliases": {name: arns[key] for name, key in aliases.items() if key in arns}}


def _identities() -> dict[str, Any]:
    iam = client("iam")
    providers = {
        one["Arn"]: iam.get_open_id_connect_provider(OpenIDConnectProviderArn=one["Arn"])
        for one in iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]
    }
    for provider in providers.values():
        del provider["ResponseMetadata"], provider["CreateDate"]
        provider["Tags"] = in_order(provider["Tags"])
    return {"providers": providers, "roles": {role["RoleName"]: a_role(role["RoleName"]) for role in _roles()}}


def _roles() -> list[Any]:
    roles: list[Any] = client("iam").list_roles()["Roles"]
    return roles


def a_role(name: str) -> dict[str, Any]:
    """Everything of a role."""
    iam = client("iam")
    role: dict[str, Any] = iam.get_role(RoleName=name)["Role"]
    for made_up in ("RoleId", "CreateDate", "RoleLastUsed"):
        role.pop(made_up, None)
    own = iam.list_role_policies(RoleName=name)["PolicyNames"]
    role["own"] = {each: iam.get_role_policy(RoleName=name, PolicyName=each)["PolicyDocument"] for each in sorted(own)}
    attached = iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
    role["managed"] = sorted(policy["PolicyArn"] for policy in attached)
    role["Tags"] = in_order(role.get("Tags", []))
    return role
