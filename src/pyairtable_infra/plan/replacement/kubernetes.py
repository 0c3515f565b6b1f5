"""What pulumi-kubernetes replaces instead of changing it in place.

https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/diff.go
"""

from collections.abc import Mapping
from typing import Any

RELEASE = "kubernetes:helm.sh/v3:Release"

EVERYWHERE = "metadata.name metadata.namespace"

AUTONAMED = "pulumi.com/autonamed"
"""The annotation of what Pulumi named itself."""

_LABELLED = "spec.selector"
_STATEFUL_SET = (
    "spec.podManagementPolicy spec.revisionHistoryLimit spec.selector spec.serviceName spec.volumeClaimTemplates"
)
_JOB = "spec.completions spec.parallelism spec.selector spec.template"
_VOLUME_SOURCES = (
    "awsElasticBlockStore azureDisk azureFile cephfs cinder csi fc flexVolume flocker gcePersistentDisk glusterfs "
    "hostPath iscsi local nfs photonPersistentDisk portworxVolume quobyte rbd scaleIO storageos vsphereVolume"
)
_POD = (
    "affinity automountServiceAccountToken dnsConfig dnsPolicy enableServiceLinks hostAliases hostIPC hostNetwork "
    "hostPID hostname imagePullSecrets nodeName nodeSelector overhead preemptionPolicy priority priorityClassName "
    "readinessGates restartPolicy runtimeClassName schedulerName securityContext serviceAccount serviceAccountName "
    "shareProcessNamespace subdomain terminationGracePeriodSeconds volumes"
)
_CONTAINER = (
    "args command env image imagePullPolicy lifecycle livenessProbe ports readinessProbe resources securityContext "
    "stdin stdinOnce terminationMessagePath terminationMessagePolicy tty volumeDevices volumeMounts workingDir"
)


def _below(where: str, names: str) -> str:
    return " ".join(f"{where}.{name}" for name in names.split())


REPLACED_BY: Mapping[str, str] = {
    **{f"kubernetes:apps/{version}:DaemonSet": _LABELLED for version in ("v1beta2", "v1")},
    **{f"kubernetes:apps/{version}:Deployment": _LABELLED for version in ("v1beta2", "v1")},
    **{f"kubernetes:apps/{version}:StatefulSet": _STATEFUL_SET for version in ("v1beta1", "v1beta2", "v1")},
    **{f"kubernetes:batch/{version}:Job": _JOB for version in ("v1beta1", "v1", "v2alpha1")},
    **{
        f"kubernetes:rbac.authorization.k8s.io/{version}:{kind}": "roleRef"
        for version in ("v1alpha1", "v1beta1", "v1")
        for kind in ("ClusterRoleBinding", "RoleBinding")
    },
    "kubernetes:core/v1:ConfigMap": "binaryData data",
    "kubernetes:core/v1:PersistentVolume": _below("spec", _VOLUME_SOURCES),
    "kubernetes:core/v1:PersistentVolumeClaim": "spec.accessModes spec.selector spec.storageClassName spec.volumeName",
    "kubernetes:core/v1:Pod": " ".join(
        (
            _below("spec", _POD),
            _below("spec.containers[*]", _CONTAINER),
            _below("spec.initContainers[*]", _CONTAINER),
        )
    ),
    "kubernetes:core/v1:ResourceQuota": "spec.scopes",
    "kubernetes:core/v1:Secret": "data stringData type",
    "kubernetes:core/v1:Service": "spec.clusterIP",
    RELEASE: "name namespace",
    "kubernetes:policy/v1beta1:PodDisruptionBudget": "spec",
    "kubernetes:storage.k8s.io/v1:StorageClass": "parameters provisioner",
}
"""The data of a ConfigMap and of a Secret too: with `enableConfigMapMutable` and `enableSecretMutable` of the provider
they are changed in place, unless the object is `immutable`.

Of a release: https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/helm_release.go
"""


def deletes_first(type_: str, old_inputs: Mapping[str, Any], new_inputs: Mapping[str, Any]) -> bool:
    """Whether the object keeps its name and its namespace, and the program chose the name; never for a release.

    https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/provider.go
    """
    if type_ == RELEASE or _autonamed(new_inputs):
        return False
    name = _metadata(new_inputs).get("name")
    return bool(name) and name == _metadata(old_inputs).get("name") and _place(new_inputs) == _place(old_inputs)


def adopted(old_inputs: Mapping[str, Any], new_inputs: Mapping[str, Any]) -> Mapping[str, Any]:
    """https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/metadata/naming.go."""
    if not _autonamed(old_inputs) or _metadata(new_inputs).get("name"):
        return old_inputs
    metadata = {key: value for key, value in _metadata(old_inputs).items() if key != "name"}
    metadata["annotations"] = {key: value for key, value in metadata["annotations"].items() if key != AUTONAMED}
    kept = {key: value for key, value in metadata.items() if value or key != "annotations"}
    rest = {key: value for key, value in old_inputs.items() if key != "metadata"}
    return {**rest, "metadata": kept} if kept else rest


def _metadata(inputs: Mapping[str, Any]) -> Mapping[str, Any]:
    metadata = inputs.get("metadata")
    return metadata if isinstance(metadata, Mapping) else {}


def _autonamed(inputs: Mapping[str, Any]) -> bool:
    annotations = _metadata(inputs).get("annotations")
    return isinstance(annotations, Mapping) and annotations.get(AUTONAMED) == "true"


def _place(inputs: Mapping[str, Any]) -> Any:
    return _metadata(inputs).get("namespace") or "default"
