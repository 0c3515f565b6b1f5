"""What a cluster computes for an object, and Helm for a release.

One rule serves every type of the package `kubernetes`: objects of any kind have the same head.
https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pyairtable_infra.engine.computed.kubernetes_kinds import group_version_kind, is_namespaced
from pyairtable_infra.engine.computed.subject import Computed, Subject

RELEASE = "kubernetes:helm.sh/v3:Release"

AUTONAMED = "pulumi.com/autonamed"
"""https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/metadata/naming.go"""

CREATED = "2000-01-01T00:00:00Z"
"""When everything was created: the same plan has the same values."""


@dataclass(frozen=True)
class _Object:
    """One object of a cluster: its head, and what stands below it."""

    subject: Subject
    api_version: str
    kind: str

    @cached_property
    def given(self) -> Mapping[str, Any]:
        """The metadata that the program wrote."""
        return self.section("metadata")

    @cached_property
    def spec(self) -> Mapping[str, Any]:
        """The spec that the program wrote."""
        return self.section("spec")

    def section(self, key: str) -> Mapping[str, Any]:
        """An input that is a mapping; an empty one where it is not."""
        value = self.subject.inputs.get(key)
        return value if isinstance(value, Mapping) else {}

    @cached_property
    def namespace(self) -> str:
        """Where it lies: `default` where nothing is said; nowhere for a kind of the whole cluster."""
        if not is_namespaced(self.api_version, self.kind):
            return ""
        return self.subject.existing.rpartition("/")[0] or _text(self.given, "namespace") or "default"

    @cached_property
    def name(self) -> str:
        """Given, or made by Pulumi from the logical name, or by the cluster from a prefix."""
        known = self.subject.existing.rpartition("/")[2] or _text(self.given, "name")
        prefix = _text(self.given, "generateName")
        return known or (f"{prefix}{self.subject.hex(5)}" if prefix else _autoname(self.subject))

    @property
    def id(self) -> str:
        """Pulumi's id: namespace/name."""
        return f"{self.namespace}/{self.name}" if self.namespace else self.name

    def metadata(self) -> dict[str, Any]:
        """The head of the object."""
        made: dict[str, Any] = {
            "creationTimestamp": CREATED,
            "generation": 1,
            "name": self.name,
            "resourceVersion": str(int(self.subject.hex(7), 16)),
            "uid": str(uuid.uuid5(uuid.NAMESPACE_URL, self.subject.seed)),
        }
        if self.namespace:
            made["namespace"] = self.namespace
        if not (self.subject.existing or self.given.get("name") or self.given.get("generateName")):
            made["annotations"] = {AUTONAMED: "true"}
        return made


def anything(subject: Subject) -> Computed:
    """The computed values of an object of any kind, or of a Helm release."""
    if subject.type == RELEASE:
        return _release(subject)
    api_version, kind = group_version_kind(subject.type)
    made = _Object(subject, api_version, kind)
    outputs = {"apiVersion": api_version, "kind": kind, "metadata": made.metadata()}
    more = _MORE.get((api_version, kind))
    return Computed(made.id, outputs | (more(made) if more else {}), nested=True)


def _release(subject: Subject) -> Computed:
    """https://www.pulumi.com/registry/packages/kubernetes/api-docs/helm/v3/release/."""
    namespace, _, name = subject.existing.rpartition("/")
    namespace = namespace or subject.text("namespace", "default")
    name = name or subject.text("name") or _autoname(subject)
    status = {"name": name, "namespace": namespace, "revision": 1, "status": "deployed"}
    return Computed(f"{namespace}/{name}", {"name": name, "namespace": namespace, "status": status}, nested=True)


def _autoname(subject: Subject) -> str:
    """https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/metadata/naming.go."""
    return f"{subject.urn.rsplit('::', 1)[-1]}-{subject.hex(8)}"


def _text(values: Mapping[str, Any], key: str) -> str:
    value = values.get(key)
    return value if isinstance(value, str) else ""


def _replicated(made: _Object) -> dict[str, Any]:
    replicas = made.spec.get("replicas")
    count = replicas if isinstance(replicas, int) else 1
    counts = dict.fromkeys(("availableReplicas", "readyReplicas", "replicas", "updatedReplicas"), count)
    return {"status": {"observedGeneration": 1, **counts}}


def _service(made: _Object) -> dict[str, Any]:
    """https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types."""
    kind = made.spec.get("type", "ClusterIP")
    if kind == "ExternalName":
        return {}
    host = int(made.subject.hex(4), 16)
    address = made.spec.get("clusterIP") or f"10.100.{host // 256}.{host % 256}"
    outputs: dict[str, Any] = {"spec": {"clusterIP": address, "clusterIPs": [address], "type": "ClusterIP"}}
    return outputs | _balanced(made) if kind == "LoadBalancer" else outputs


def _balanced(made: _Object) -> dict[str, Any]:
    """A load balancer of AWS has a host name, and no address that stays."""
    label = f"k8s-{made.namespace[:8]}-{made.name[:8]}-{made.subject.hex(10)}"
    host = f"{label}-{made.subject.hex(16, 'host')}.elb.{made.subject.region}.amazonaws.com"
    return {"status": {"loadBalancer": {"ingress": [{"hostname": host}]}}}


def _job(made: _Object) -> dict[str, Any]:
    completions = made.spec.get("completions")
    return {"status": {"succeeded": completions if isinstance(completions, int) else 1}}


_MORE: Mapping[tuple[str, str], Callable[[_Object], dict[str, Any]]] = {
    ("apps/v1", "Deployment"): _replicated,
    ("apps/v1", "ReplicaSet"): _replicated,
    ("apps/v1", "StatefulSet"): _replicated,
    ("batch/v1", "Job"): _job,
    ("networking.k8s.io/v1", "Ingress"): _balanced,
    ("v1", "Namespace"): lambda _: {"status": {"phase": "Active"}},
    ("v1", "PersistentVolumeClaim"): lambda _: {"status": {"phase": "Bound"}},
    ("v1", "Pod"): lambda _: {"status": {"phase": "Running"}},
    ("v1", "Service"): _service,
}
"""What a program plausibly reads of a kind, besides its head."""
