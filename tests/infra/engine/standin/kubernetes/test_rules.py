"""Rules between fields, and names, for objects that the shop does not have."""

from typing import Any

import pytest

from pyairtable_infra.engine.standin.kubernetes import problems
from pyairtable_infra.plan.model import SECRET, UNKNOWN

SET, CRON, CLAIM = "kubernetes:apps/v1:StatefulSet", "kubernetes:batch/v1:CronJob", "PersistentVolumeClaim"
DEPLOYMENT, SERVICE = "kubernetes:apps/v1:Deployment", "kubernetes:core/v1:Service"
ROLE = "kubernetes:rbac.authorization.k8s.io/v1:Role"
BUDGET = "kubernetes:policy/v1:PodDisruptionBudget"
LABELS = {"app": "db"}
MOUNTED = {"name": "db", "image": "db:1", "volumeMounts": [{"name": "data", "mountPath": "/data"}]}
CLAIMED = {"metadata": {"name": "data"}, "spec": {"accessModes": ["ReadWriteOnce"]}}


def _said(type_: str, inputs: dict[str, Any], version: str | None = None) -> list[str]:
    return list(map(str, problems(type_, inputs, version)))


def _stateful(**spec: Any) -> dict[str, Any]:
    pod = {"metadata": {"labels": LABELS}, "spec": {"containers": [MOUNTED]}}
    return {"spec": {"selector": {"matchLabels": LABELS}, "serviceName": "db", "template": pod, **spec}}


def _job(schedule: str, name: str = "tidy") -> dict[str, Any]:
    pod = {"spec": {"restartPolicy": "OnFailure", "containers": [{"name": "tidy", "image": "tidy:1"}]}}
    return {"metadata": {"name": name}, "spec": {"schedule": schedule, "jobTemplate": {"spec": {"template": pod}}}}


def test_a_stateful_set_mounts_what_it_makes_from_templates() -> None:
    assert _said(SET, _stateful(volumeClaimTemplates=[CLAIMED])) == []
    (missing,) = _said(SET, _stateful())
    assert missing.startswith("spec.template.spec.containers[0].volumeMounts[0].name: the pod has no volume 'data'")


@pytest.mark.parametrize("templates", [UNKNOWN, SECRET, [UNKNOWN], [{**CLAIMED, "metadata": {"name": UNKNOWN}}]])
def test_a_volume_may_be_one_that_nobody_knows_yet(templates: Any) -> None:
    assert _said(SET, _stateful(volumeClaimTemplates=templates)) == []


@pytest.mark.parametrize("schedule", ["0 3 * * *", "*/5 0-6 1,15 * MON", "@daily", "@every 1h30m", "0 3 * * * "])
def test_a_schedule_of_five_fields_or_a_word_is_good(schedule: str) -> None:
    assert _said(CRON, _job(schedule)) == []


@pytest.mark.parametrize("schedule", ["0 3 * *", "0 0 3 * * *", "daily", "@often", ""])
def test_any_other_schedule_is_not(schedule: str) -> None:
    (said,) = _said(CRON, _job(schedule))
    wanted = "minute, hour, day, month and day of the week are needed. For example: 0 3 * * *"
    assert said == f"spec.schedule: {schedule!r} is wrong here: {wanted}"


def test_the_name_of_a_cron_job_leaves_room_for_those_of_its_jobs() -> None:
    assert _said(CRON, _job("@daily", "t" * 52)) == []
    (said,) = _said(CRON, _job("@daily", "t" * 53))
    assert said.endswith("has 53 characters: at most 52 are allowed. For example: shop")


@pytest.mark.parametrize(
    ("version", "name", "good"),
    [("1.33", "1-shop", False), ("1.36", "1-shop", True), ("1.33", "shop", True), ("1.37", "shop.dev", False)],
)
def test_since_1_36_the_name_of_a_service_may_start_with_a_digit(version: str, name: str, good: bool) -> None:
    inputs = {"metadata": {"name": name}, "spec": {"ports": [{"port": 80}]}}
    assert (_said(SERVICE, inputs, version) == []) == good


@pytest.mark.parametrize(("name", "good"), [("system:shop", True), ("Shop", True), ("shop/dev", False), ("..", False)])
def test_the_names_of_roles_are_freer(name: str, good: bool) -> None:
    assert (_said(ROLE, {"metadata": {"name": name}}) == []) == good


def test_a_release_has_a_name_that_helm_takes() -> None:
    release = "kubernetes:helm.sh/v3:Release"
    assert _said(release, {"name": "keda", "chart": "keda"}) == []
    assert _said(release, {"name": "Keda_1"}) == [
        "name: 'Keda_1' is wrong here: lower-case letters, digits, hyphens and dots are needed, with a letter or digit "
        "at both ends. For example: keda-1"
    ]
    (said,) = _said(release, {"name": "k" * 54})
    assert said.endswith("has 54 characters: at most 53 are allowed. For example: shop")


def test_a_budget_says_one_of_two_things() -> None:
    spec = {"selector": {"matchLabels": LABELS}, "minAvailable": 1}
    assert _said(BUDGET, {"spec": spec}) == []
    assert _said(BUDGET, {"spec": {**spec, "maxUnavailable": "50%"}}) == [
        "spec.maxUnavailable: it cannot stand beside minAvailable. For example: leave it out"
    ]


@pytest.mark.parametrize(
    ("expression", "good"),
    [
        ({"key": "app", "operator": "In", "values": ["db", "web"]}, True),
        ({"key": "app", "operator": "In", "values": ["web"]}, False),
        ({"key": "app", "operator": "In", "values": [UNKNOWN]}, True),
        ({"key": "app", "operator": "NotIn", "values": ["web"]}, True),
        ({"key": "app", "operator": "NotIn", "values": ["db"]}, False),
        ({"key": "app", "operator": "Exists"}, True),
        ({"key": "tier", "operator": "Exists"}, False),
        ({"key": "tier", "operator": "DoesNotExist"}, True),
        ({"key": "app", "operator": "DoesNotExist"}, False),
    ],
)
def test_labels_meet_the_expressions_of_a_selector(expression: dict[str, Any], good: bool) -> None:
    selector = {"matchLabels": LABELS, "matchExpressions": [expression]}
    found = _said(SET, _stateful(selector=selector, volumeClaimTemplates=[CLAIMED]))
    assert [each.partition(":")[0] for each in found] == ([] if good else ["spec.selector.matchExpressions[0]"])


def test_a_patch_holds_only_what_it_changes() -> None:
    assert _said(f"{DEPLOYMENT}Patch", {"metadata": {"name": "shop"}, "spec": {"replicas": 3}}) == []
    assert _said(f"{DEPLOYMENT}Patch", {"spec": {"replicas": "3"}}) == [
        "spec.replicas: '3' is wrong here: a whole number is needed. For example: 3"
    ]


def test_the_pods_of_custom_resources_are_judged_too() -> None:
    twice = {"containers": [{"name": "a", "image": "a:1"}, {"name": "a", "image": "a:1"}]}
    spec = {"jobTargetRef": {"template": {"spec": twice}}, "triggers": [{"type": "cron", "metadata": {}}]}
    assert _said("kubernetes:keda.sh/v1alpha1:ScaledJob", {"spec": spec}) == [
        "spec.jobTargetRef.template.spec.containers[1].name: there is another container of the name 'a'. "
        "For example: a-2"
    ]


def test_a_custom_kind_of_the_same_name_is_another_one() -> None:
    assert _said("kubernetes:serving.knative.dev/v1:Service", {"spec": {"template": {}}}) == []


@pytest.mark.parametrize(
    ("type_", "said"),
    [
        (
            "kubernetes:extensions/v1beta1:Ingress",
            "apiVersion: Kubernetes 1.37 has no Ingress in extensions/v1beta1. "
            "For example: apiVersion: networking.k8s.io/v1",
        ),
        (
            "kubernetes:autoscaling/v2beta2:HorizontalPodAutoscaler",
            "apiVersion: Kubernetes 1.37 has no HorizontalPodAutoscaler in autoscaling/v2beta2. "
            "For example: apiVersion: autoscaling/v2",
        ),
        (
            "kubernetes:apps/v1:Deploymnt",
            "kind: Kubernetes 1.37 has no Deploymnt in apps/v1. For example: kind: Deployment",
        ),
        (
            "kubernetes:policy/v1beta1:PodSecurityPolicy",
            "kind: Kubernetes 1.37 has no PodSecurityPolicy in policy/v1beta1. For example: kind: Deployment",
        ),
    ],
)
def test_a_kind_that_a_version_does_not_have_is_told(type_: str, said: str) -> None:
    assert _said(type_, {}) == [said]


def test_a_kind_may_have_been_there_in_an_older_version() -> None:
    type_ = "kubernetes:autoscaling/v2beta2:HorizontalPodAutoscaler"
    scaled = {"apiVersion": "apps/v1", "kind": "Deployment", "name": "shop"}
    assert _said(type_, {"spec": {"maxReplicas": 3, "scaleTargetRef": scaled}}, "1.25") == []
