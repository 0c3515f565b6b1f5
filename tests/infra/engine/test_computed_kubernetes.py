"""What a cluster computes."""

import re
from importlib import resources
from typing import Any

import pulumi
import pytest

from pyairtable_infra.engine.computed import Computed, Subject, computed
from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.plan.model import SECRET, UNKNOWN, Plan, Resource
from tests.conftest import planned, walk
from tests.infra.engine.standin.kubernetes.program import k8s, shop

REGION = "eu-west-1"
CONFIG, SERVICE, NAMESPACE = (f"kubernetes:core/v1:{kind}" for kind in ("ConfigMap", "Service", "Namespace"))
RELEASE = "kubernetes:helm.sh/v3:Release"


def _made(type_: str, inputs: dict[str, Any] | None = None, name: str = "thing", existing: str = "") -> Computed:
    urn = f"urn:pulumi:test::example::{type_}::{name}"
    return computed(type_, Subject(urn, type_, inputs or {}, REGION, "", existing))


def _find(plan: Plan, kind: str) -> Resource:
    return next(one for one in plan.resources if one.type.endswith(f":{kind}"))


def _tokens() -> list[str]:
    """Every type of the SDK, as its classes register them."""
    sources = resources.files("pulumi_kubernetes")
    found: set[str] = set()
    folders = [sources]
    while folders:
        for entry in folders.pop().iterdir():
            if entry.is_dir():
                folders.append(entry)
            elif entry.name.endswith(".py"):
                found |= set(re.findall(r"super\(\w+, __self__\).__init__\(\s*'(kubernetes:[^']+)'", entry.read_text()))
    return sorted(found)


@pytest.mark.parametrize(
    ("type_", "inputs", "wanted"),
    [
        (CONFIG, {"metadata": {"name": "a", "namespace": "shop"}}, "shop/a"),
        (CONFIG, {"metadata": {"name": "a"}}, "default/a"),
        (NAMESPACE, {"metadata": {"name": "a"}}, "a"),
        ("kubernetes:core/v1:NamespacePatch", {"metadata": {"name": "a"}}, "a"),
        ("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", {"metadata": {"name": "a"}}, "a"),
        ("kubernetes:rbac.authorization.k8s.io/v1:Role", {"metadata": {"name": "a"}}, "default/a"),
        ("kubernetes:keda.sh/v1alpha1:ScaledObject", {"metadata": {"name": "a"}}, "default/a"),
        ("kubernetes:external-secrets.io/v1:ClusterSecretStore", {"metadata": {"name": "a"}}, "a"),
        ("kubernetes:karpenter.sh/v1:NodePool", {"metadata": {"name": "a"}}, "a"),
        ("kubernetes:postgresql.cnpg.io/v1:Cluster", {"metadata": {"name": "a"}}, "default/a"),
        (RELEASE, {"name": "a", "namespace": "shop"}, "shop/a"),
        (RELEASE, {"name": "a"}, "default/a"),
    ],
)
def test_an_id_is_namespace_and_name(type_: str, inputs: dict[str, Any], wanted: str) -> None:
    assert _made(type_, inputs).id == wanted


@pytest.mark.parametrize("type_", [CONFIG, "kubernetes:keda.sh/v1alpha1:ScaledObject", RELEASE])
def test_what_has_no_name_gets_the_logical_one_and_eight_digits(type_: str) -> None:
    made, other = _made(type_), _made(type_, name="other")
    assert re.fullmatch(r"default/thing-[0-9a-f]{8}", made.id)
    assert re.fullmatch(r"default/other-[0-9a-f]{8}", other.id)
    assert made.id[-8:] != other.id[-8:]


def test_pulumi_marks_what_it_named_itself() -> None:
    assert _made(CONFIG).outputs["metadata"]["annotations"] == {"pulumi.com/autonamed": "true"}
    assert "annotations" not in _made(CONFIG, {"metadata": {"name": "a"}}).outputs["metadata"]


def test_the_cluster_names_what_has_a_prefix() -> None:
    metadata = _made(CONFIG, {"metadata": {"generateName": "job-"}}).outputs["metadata"]
    assert re.fullmatch(r"job-[0-9a-f]{5}", metadata["name"])
    assert "annotations" not in metadata


def test_what_exists_keeps_its_name() -> None:
    made = _made(CONFIG, existing="shop/settings")
    assert made.id == "shop/settings"
    assert made.outputs["metadata"]["name"] == "settings"
    assert made.outputs["metadata"]["namespace"] == "shop"


def test_each_object_has_its_own_uid_which_is_the_same_each_time() -> None:
    uids = [_made(CONFIG, name=name).outputs["metadata"]["uid"] for name in ("a", "b", "a")]
    assert uids[0] == uids[2] != uids[1]


def test_every_type_of_the_sdk_is_computed() -> None:
    tokens = _tokens()
    assert len(tokens) > 300
    for token in tokens:
        made = _made(token)
        assert re.fullmatch("(default/)?thing-[0-9a-f]{8}", made.id), token
        if token != RELEASE:
            assert token.endswith((f":{made.outputs['kind']}", f":{made.outputs['kind']}Patch"))
            assert made.outputs["apiVersion"] in token or made.outputs["apiVersion"] == "v1"


def test_another_package_without_a_rule_is_still_refused() -> None:
    refused = "azure:x/y:Z: the offline engine has no provider azure. It has: aws, kubernetes"
    with pytest.raises(EngineError, match=re.escape(refused)):
        _made("azure:x/y:Z")


@pytest.mark.parametrize(
    ("type_", "spec", "status"),
    [
        ("kubernetes:apps/v1:Deployment", {"replicas": 3}, {"readyReplicas": 3, "replicas": 3}),
        ("kubernetes:apps/v1:StatefulSet", {}, {"readyReplicas": 1}),
        ("kubernetes:apps/v1:Deployment", {"replicas": UNKNOWN}, {"readyReplicas": 1}),
        ("kubernetes:batch/v1:Job", {"completions": 4}, {"succeeded": 4}),
        (NAMESPACE, {}, {"phase": "Active"}),
    ],
)
def test_a_status_says_that_everything_went_well(type_: str, spec: dict[str, Any], status: dict[str, Any]) -> None:
    assert status.items() <= _made(type_, {"spec": spec}).outputs["status"].items()


def test_only_a_service_with_a_load_balancer_has_an_address_outside() -> None:
    balanced, inner, named = (
        _made(SERVICE, {"metadata": {"name": "shop"}, "spec": {"type": kind}}).outputs
        for kind in ("LoadBalancer", "ClusterIP", "ExternalName")
    )
    (ingress,) = balanced["status"]["loadBalancer"]["ingress"]
    assert re.fullmatch(
        r"k8s-default-shop-[0-9a-f]{10}-[0-9a-f]{16}\.elb\.eu-west-1\.amazonaws\.com", ingress["hostname"]
    )
    assert "status" not in inner
    assert re.fullmatch(r"10\.100\.\d+\.\d+", inner["spec"]["clusterIP"])
    assert "spec" not in named


def test_a_headless_service_stays_headless() -> None:
    made = _made(SERVICE, {"spec": {"clusterIP": "None"}})
    assert made.outputs["spec"]["clusterIPs"] == ["None"]


def test_computed_values_stand_inside_of_what_is_given() -> None:
    config = _find(planned(shop), "ConfigMap")
    assert config.inputs["metadata"] == {"namespace": "shop"}
    assert config.outputs["metadata"]["namespace"] == "shop"
    assert config.outputs["metadata"]["uid"]
    assert config.outputs["data"] == {"MODE": "live"}


def test_a_program_reads_the_computed_values() -> None:
    plan = planned(shop)
    deployment, secret, service = (_find(plan, kind) for kind in ("Deployment", "Secret", "Service"))
    first, second = deployment.inputs["spec"]["template"]["spec"]["containers"][0]["env"]
    assert first["valueFrom"]["secretKeyRef"]["name"] == secret.outputs["metadata"]["name"]
    assert second["value"] == _find(plan, "ConfigMap").outputs["metadata"]["uid"]
    assert plan.stack_outputs["address"] == service.outputs["status"]["loadBalancer"]["ingress"][0]["hostname"]


def test_what_is_computed_is_unknown_in_a_preview() -> None:
    plan = planned(shop, unknowns=True)
    config, deployment = _find(plan, "ConfigMap"), _find(plan, "Deployment")
    assert config.outputs["metadata"]["namespace"] == "shop"
    assert config.outputs["metadata"]["uid"] == UNKNOWN
    assert deployment.inputs["spec"]["template"]["spec"]["containers"][0]["env"][1]["value"] == UNKNOWN
    assert plan.stack_outputs["address"] == UNKNOWN


@pytest.mark.parametrize("unknowns", [False, True])
def test_a_secret_inside_of_the_metadata_stays_one(unknowns: bool) -> None:
    def program() -> None:
        labels = {"team": pulumi.Output.secret("shop-team"), "tier": "web"}
        made = k8s.core.v1.ConfigMap("config", metadata={"labels": labels})
        pulumi.export("labels", made.metadata.labels)
        pulumi.export("name", made.metadata.name)

    plan = planned(program, unknowns=unknowns)
    labels = _find(plan, "ConfigMap").outputs["metadata"]["labels"]
    assert labels == {"team": SECRET, "tier": "web"}
    assert "shop-team" not in list(walk([dict(one.outputs) for one in plan.resources]))


def test_two_runs_give_the_same() -> None:
    assert planned(shop) == planned(shop)
