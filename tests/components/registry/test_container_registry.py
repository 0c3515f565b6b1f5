"""The registry of an account: mirrored or pushed, kept, scanned, shared, copied."""

# ruff: noqa: E501 - a message is one line

import json
import re
from typing import Any

import pytest
from pydantic import ValidationError

from pyairtable_components import ContainerRegistry, RegistrySpec
from pyairtable_components.registry.container_registry import CREDENTIAL
from pyairtable_infra.plan.model import Plan
from tests.components.reading import every, granted, only, plan_of, statements, uses
from tests.conftest import a_context

TOPIC = "arn:aws:sns:us-east-1:123456789012:alerts"
WRITTEN = {"kind": "mirrored", "credential": "written"}
PUSHED = {"kind": "pushed", "repositories": {"microservices": ["api-gateway", "auth"], "shared": ["proxy"]}}


def registry(*, protection: str = "none", **spec: Any) -> Plan:
    context = a_context(protection=protection)
    return plan_of(
        lambda: ContainerRegistry("images", RegistrySpec.model_validate(spec), context, alarm_topic_arn=TOPIC)
    )


def test_the_secret_of_the_credential_has_the_name_that_ecr_asks_for_and_no_value() -> None:
    plan = registry()
    assert only(plan, "Secret").inputs["name"] == f"{CREDENTIAL}shop-dev-images"
    assert not every(plan, "SecretVersion")


def test_the_cache_waits_for_the_credential() -> None:
    assert not every(registry(), "PullThroughCacheRule")
    plan = registry(images=WRITTEN)
    rule = only(plan, "PullThroughCacheRule")
    assert rule.inputs["upstreamRegistryUrl"] == "ghcr.io"
    assert rule.inputs["ecrRepositoryPrefix"] == "ghcr"
    assert uses(rule, "credentialArn", only(plan, "Secret"))


def test_the_repositories_of_the_cache_are_made_by_templates() -> None:
    templates = every(registry(images=WRITTEN), "RepositoryCreationTemplate")
    assert [one.inputs["prefix"] for one in templates] == [
        "ghcr/pyairtable-org/legacy",
        "ghcr/pyairtable-org/microservices",
        "ghcr/pyairtable-org/shared",
    ]
    for one in templates:
        assert one.inputs["appliedFors"] == ["PULL_THROUGH_CACHE"]
        assert len(json.loads(one.inputs["lifecyclePolicy"])["rules"]) == 5
        assert one.inputs["resourceTags"]["Project"] == "shop"


def test_tags_and_keys_need_a_role_that_may_make_these_repositories_only() -> None:
    plan = registry(images=WRITTEN)
    role = only(plan, "iam/role:Role")
    assert all(uses(one, "customRoleArn", role) for one in every(plan, "RepositoryCreationTemplate"))
    grants = granted(plan, "images-templates")
    folder = "arn:aws:ecr:us-east-1:123456789012:repository/ghcr/pyairtable-org"
    assert grants["ecr:CreateRepository"] == [f"{folder}/{one}/*" for one in ("legacy", "microservices", "shared")]
    assert grants["kms:CreateGrant"] == [only(plan, "kms/key:Key").outputs["arn"]]


def test_what_is_pushed_has_repositories_with_a_lifecycle() -> None:
    plan = registry(images=PUSHED)
    repositories = every(plan, "ecr/repository:Repository")
    assert [one.inputs["name"] for one in repositories] == [
        "microservices/api-gateway",
        "microservices/auth",
        "shared/proxy",
    ]
    assert not every(plan, "Secret")
    for repository, policy in zip(repositories, every(plan, "LifecyclePolicy"), strict=True):
        assert uses(policy, "repository", repository)
        assert uses(repository, "encryptionConfigurations", only(plan, "kms/key:Key"))


@pytest.mark.parametrize("images", [WRITTEN, PUSHED])
def test_tags_stay_with_their_image_but_for_the_ones_that_may_move(images: dict[str, Any]) -> None:
    kind = "RepositoryCreationTemplate" if images is WRITTEN else "ecr/repository:Repository"
    for one in every(registry(images=images), kind):
        assert one.inputs["imageTagMutability"] == "IMMUTABLE_WITH_EXCLUSION"
        assert one.inputs["imageTagMutabilityExclusionFilters"] == [{"filter": "latest", "filterType": "WILDCARD"}]
    for one in every(registry(images=images, mutable_tags=[]), kind):
        assert one.inputs["imageTagMutability"] == "IMMUTABLE"


# Events of https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html and
# https://docs.aws.amazon.com/inspector/latest/user/eventbridge-integration.html, as far as a pattern asks.
def scanned(critical: int | None) -> dict[str, Any]:
    counts = {"MEDIUM": 7} | ({} if critical is None else {"CRITICAL": critical})
    return {"source": "aws.ecr", "detail-type": "ECR Image Scan", "detail": {"finding-severity-counts": counts}}


def found(severity: str, kind: str = "AWS_ECR_CONTAINER_IMAGE", status: str = "ACTIVE") -> dict[str, Any]:
    detail = {"severity": severity, "status": status, "resources": [{"type": kind}]}
    return {"source": "aws.inspector2", "detail-type": "Inspector2 Finding", "detail": detail}


@pytest.mark.parametrize(
    ("scanning", "event", "reported"),
    [
        ("basic", scanned(1), True),
        ("basic", scanned(0), False),
        ("basic", scanned(None), False),
        ("basic", found("CRITICAL"), False),
        ("enhanced", found("CRITICAL"), True),
        ("enhanced", found("HIGH"), False),
        ("enhanced", found("CRITICAL", "AWS_EC2_INSTANCE"), False),
        ("enhanced", found("CRITICAL", status="CLOSED"), False),
    ],
)
def test_a_critical_finding_and_no_other_event_is_reported(
    scanning: str, event: dict[str, Any], *, reported: bool
) -> None:
    plan = registry(scanning=scanning)
    rule = only(plan, "EventRule")
    assert _matches(json.loads(rule.inputs["eventPattern"]), event) is reported
    target = only(plan, "EventTarget")
    assert target.inputs["arn"] == TOPIC
    assert uses(target, "rule", rule)


def _matches(pattern: Any, event: Any) -> bool:
    """Whether an event fits, as https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html says."""
    if isinstance(event, list):
        return any(_matches(pattern, one) for one in event)
    if isinstance(pattern, dict):
        return isinstance(event, dict) and all(key in event and _matches(pattern[key], event[key]) for key in pattern)
    return any(event > one["numeric"][1] if isinstance(one, dict) else event == one for one in pattern)


@pytest.mark.parametrize(("scanning", "frequency"), [("basic", "SCAN_ON_PUSH"), ("enhanced", "CONTINUOUS_SCAN")])
def test_every_repository_is_scanned(scanning: str, frequency: str) -> None:
    settings = only(registry(scanning=scanning), "RegistryScanningConfiguration").inputs
    assert settings["scanType"] == scanning.upper()
    assert settings["rules"] == [
        {"scanFrequency": frequency, "repositoryFilters": [{"filter": "*", "filterType": "WILDCARD"}]}
    ]


def test_other_accounts_pull_and_do_nothing_else() -> None:
    other = "210987654321"
    pushed = registry(images=PUSHED, pull_accounts=[other])
    for policy in every(pushed, "RepositoryPolicy"):
        (statement,) = statements(policy.inputs["policy"])
        assert statement["Principal"] == {"AWS": [f"arn:aws:iam::{other}:root"]}
        assert statement["Action"] == [
            "ecr:BatchCheckLayerAvailability",
            "ecr:BatchGetImage",
            "ecr:GetDownloadUrlForLayer",
        ]
    mirrored = registry(images=WRITTEN, pull_accounts=[other])
    assert all("repositoryPolicy" in one.inputs for one in every(mirrored, "RepositoryCreationTemplate"))
    (fetch,) = statements(only(mirrored, "RegistryPolicy").inputs["policy"])
    assert fetch["Action"] == ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"]
    assert fetch["Resource"] == ["arn:aws:ecr:us-east-1:123456789012:repository/ghcr/*"]
    assert not every(registry(images=WRITTEN), "RegistryPolicy")


def test_a_copy_lies_in_the_other_region_with_a_key_and_a_lifecycle_of_its_own() -> None:
    plan = registry(images=PUSHED, replicas=["us-west-2"])
    (rule,) = only(plan, "ReplicationConfiguration").inputs["replicationConfiguration"]["rules"]
    assert rule["destinations"] == [{"region": "us-west-2", "registryId": "123456789012"}]
    assert [one["filter"] for one in rule["repositoryFilters"]] == ["microservices/", "shared/"]
    key = only(plan, "kms/key:Key", "images-us-west-2-key")
    assert key.inputs["region"] == "us-west-2"
    for template in every(plan, "RepositoryCreationTemplate"):
        assert template.inputs["region"] == "us-west-2"
        assert template.inputs["appliedFors"] == ["REPLICATION"]
        assert uses(template, "encryptionConfigurations", key)
    assert not every(registry(images=PUSHED), "ReplicationConfiguration")


def test_a_registry_is_no_replica_of_itself() -> None:
    with pytest.raises(ValueError, match=r"replicas: us-east-1 is where the registry itself lies\. For example: "):
        registry(replicas=["us-east-1"])


def test_images_that_were_pushed_are_kept_where_protection_is_strict() -> None:
    kept = {one.type for one in registry(images=PUSHED, protection="strict").resources if one.retain_on_delete}
    assert kept == {"aws:ecr/repository:Repository", "aws:kms/key:Key"}
    assert not only(registry(images=PUSHED, protection="standard"), "Repository", "shared-proxy").inputs["forceDelete"]


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "another kind": ({"images": {"kind": "copied"}}, "Input tag 'copied' found using 'kind' does not match any of the expected tags: 'mirrored', 'pushed'"),
    "a URL as owner": ({"images": {"kind": "mirrored", "owner": "ghcr.io/shop"}}, "'ghcr.io/shop' is not an organisation of GitHub in small letters, as ghcr.io writes it. For example: pyairtable-org"),
    "repositories of a mirror": ({"images": {**WRITTEN, "repositories": {}}}, "Extra inputs are not permitted"),
    "no repository": ({"images": {"kind": "pushed", "repositories": {"shared": []}}}, "shared names each image, and names it once. For example: [api-gateway]"),
    "a repository twice": ({"images": {"kind": "pushed", "repositories": {"shared": ["a", "a"]}}}, "shared names each image, and names it once. For example: [api-gateway]"),
    "a pattern with five wildcards": ({"retention": {"counts": {"*a*b*c*d*": 1}}}, "'*a*b*c*d*' is not a pattern of tags with at most four *. For example: prod-*"),
    "nothing kept": ({"retention": {"counts": {"v*": 0}}}, "Input should be greater than or equal to 1"),
    "a filter with three wildcards": ({"mutable_tags": ["*a*b*"]}, "'*a*b*' is not a tag filter with at most two *. For example: latest"),
    "an account without its zeros": ({"pull_accounts": ["12345"]}, "'12345' is not an AWS account id of 12 digits (quote it in YAML). For example: \"123456789012\""),
    "a replica twice": ({"replicas": ["us-west-2", "us-west-2"]}, "us-west-2 is there twice. For example: [us-west-2]"),
}  # fmt: skip


@pytest.mark.parametrize(("spec", "message"), BAD.values(), ids=BAD)
def test_a_spec_that_aws_would_refuse_cannot_be_made(spec: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        RegistrySpec.model_validate(spec)
    (error,) = refused.value.errors()
    assert re.sub("^Value error, ", "", error["msg"]) == message


PUSHER = {
    "repository": "shop/api-gateway",
    "subjects": ["environment:dev", "ref:refs/tags/v*"],
    "images": {"microservices": ["api-gateway"]},
}


def test_a_pusher_pushes_to_its_own_repositories_and_no_other() -> None:
    plan = registry(images=PUSHED | {"pushers": {"gateway": PUSHER}})
    role = only(plan, "iam/role:Role")
    assert (role.name, role.inputs["name"]) == ("push-gateway", "shop-dev-push-gateway")
    its = granted(plan, "push-gateway")
    own = "arn:aws:ecr:us-east-1:123456789012:repository/microservices/api-gateway"
    assert its.pop("ecr:GetAuthorizationToken") == ["*"]
    # https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
    assert {"ecr:PutImage", "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload"} < set(its)
    assert {tuple(resources) for resources in its.values()} == {(own,)}
    assert not [action for action in its if "Delete" in action or "Policy" in action]


def test_only_the_subjects_of_the_profile_may_push() -> None:
    plan = registry(images=PUSHED | {"pushers": {"gateway": PUSHER}})
    (trust,) = statements(only(plan, "iam/role:Role").inputs["assumeRolePolicy"])
    assert trust["Condition"]["StringLike"] == {
        "token.actions.githubusercontent.com:sub": [
            "repo:shop/api-gateway:environment:dev",
            "repo:shop/api-gateway:ref:refs/tags/v*",
        ]
    }


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"subjects": ["pull_request"]},
            "'pull_request' is not a subject that keeps pull requests and forks out (a GitHub environment, or tags by their beginning). For example: environment:prod",
        ),
        ({"subjects": []}, "at least 1 item"),
        (
            {"images": {"microservices": ["cart"]}},
            "pushers: gateway pushes microservices/cart, and repositories has none of that name. For example: images: {microservices: [api-gateway]}",
        ),
        (
            {"images": {"legacy": ["auth"]}},
            "pushers: gateway pushes legacy/auth, and repositories has none of that name. For example: images: {microservices: [api-gateway]}",
        ),
    ],
)
def test_a_pusher_that_cannot_be_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(message)):
        RegistrySpec.model_validate({"images": PUSHED | {"pushers": {"gateway": PUSHER | changes}}})
