"""What the API server asks of single fields and the OpenAPI schemas of Kubernetes do not say.

https://kubernetes.io/docs/reference/kubernetes-api/ says it in words, as the descriptions in the schemas do.
"""

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]

NEEDED = "x-needed"
"""In a schema: what is needed, in words."""

QUANTITY: Schema = {
    "type": ["string", "number"],
    "pattern": r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]+)?$",
    NEEDED: "a quantity is needed",
}
"""https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/"""

LABEL: Schema = {
    "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",
    "maxLength": 63,
    NEEDED: "lower-case letters, digits and hyphens are needed, with a letter or digit at both ends",
}
"""https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names"""

SUBDOMAIN: Schema = {
    "pattern": r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
    "maxLength": 253,
    NEEDED: "lower-case letters, digits, hyphens and dots are needed, with a letter or digit at both ends",
}
"""https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names"""

_WORD = "[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?"
_QUALIFIED: Schema = {
    "pattern": rf"^({SUBDOMAIN['pattern'][1:-1]}/)?(?=[^/]{{1,63}}$){_WORD}$",
    NEEDED: "letters, digits, -, _ and . are needed, with a letter or digit at both ends",
}
_LABELS: Schema = {
    "propertyNames": _QUALIFIED,
    "additionalProperties": {"type": "string", "pattern": f"^({_WORD})?$", "maxLength": 63, NEEDED: _QUALIFIED[NEEDED]},
}
"""https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set"""

_BY_FILE: Schema = {
    "propertyNames": {
        "pattern": "^[-._a-zA-Z0-9]+$",
        "maxLength": 253,
        NEEDED: "letters, digits, -, _ and . are needed",
    },
}
"""https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-object"""

_PORT_NAME: Schema = {
    "pattern": "^(?=.*[a-z])[a-z0-9](-?[a-z0-9])*$",
    "maxLength": 15,
    NEEDED: "lower-case letters, digits and single hyphens are needed, with at least one letter",
}
"""https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports"""

_CRON: Schema = {
    "pattern": r"^\s*(@(yearly|annually|monthly|weekly|daily|midnight|hourly)|@every \S+|\S+(\s+\S+){4})\s*$",
    NEEDED: "minute, hour, day, month and day of the week are needed",
}
"""https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax"""

_VARIABLE: Schema = {"pattern": "^[ -<>-~]+$", NEEDED: "printable ASCII characters without = are needed"}
"""https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/"""


_RESOURCES: Schema = {
    "propertyNames": {
        "pattern": "^(cpu|memory|ephemeral-storage|hugepages-.+|[^/]+/.+)$",
        NEEDED: "cpu, memory, ephemeral-storage or a resource with a domain is needed",
    },
}
"""https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#resource-types"""


def _one_of(*values: str) -> Schema:
    return {"enum": list(values)}


def _many_of(*values: str) -> Schema:
    return {"items": {"type": "string", **_one_of(*values)}}


def _number(least: int, most: int | None = None) -> Schema:
    return {"minimum": least} if most is None else {"minimum": least, "maximum": most}


_PORT = _number(1, 65535)
_PORT_OR_NAME: Schema = {"type": ["string", "integer"], **_PORT}
_SHARE: Schema = {"type": ["string", "integer"], "minimum": 0, "pattern": "^[0-9]+%$", NEEDED: "a percentage is needed"}
_PROTOCOL = _one_of("SCTP", "TCP", "UDP")
_OPERATORS = ("In", "NotIn", "Exists", "DoesNotExist")
_EFFECTS = _one_of("NoExecute", "NoSchedule", "PreferNoSchedule")
_POLICY = _one_of("Cluster", "Local")
_PROFILE = _one_of("Localhost", "RuntimeDefault", "Unconfined")
_PREEMPTION = _one_of("Never", "PreemptLowerPriority")
_VOLUME: Mapping[str, Schema] = {
    "accessModes": _many_of("ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"),
    "volumeMode": _one_of("Block", "Filesystem"),
}
_UPDATE: Mapping[str, Schema] = {"type": _one_of("OnDelete", "RollingUpdate")}
_ROLLING: Mapping[str, Schema] = {"maxSurge": _SHARE, "maxUnavailable": _SHARE}
_COUNTS: Mapping[str, Schema] = dict.fromkeys(("minReadySeconds", "replicas", "revisionHistoryLimit"), _number(0))
_CONTAINER: Mapping[str, Schema] = {
    "imagePullPolicy": _one_of("Always", "IfNotPresent", "Never"),
    "name": LABEL,
    "terminationMessagePolicy": _one_of("FallbackToLogsOnError", "File"),
}

REFINEMENTS: Mapping[str, Mapping[str, Schema]] = {
    "apimachinery.pkg.apis.meta.v1.LabelSelector": {"matchLabels": _LABELS},
    "apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement": {"operator": _one_of(*_OPERATORS)},
    "apimachinery.pkg.apis.meta.v1.ObjectMeta": {
        "annotations": {"propertyNames": {**_QUALIFIED, "pattern": f"(?i){_QUALIFIED['pattern']}"}},
        "labels": _LABELS,
        "namespace": LABEL,
    },
    "api.apps.v1.DaemonSetUpdateStrategy": _UPDATE,
    "api.apps.v1.DeploymentSpec": {**_COUNTS, "progressDeadlineSeconds": _number(0)},
    "api.apps.v1.DeploymentStrategy": {"type": _one_of("Recreate", "RollingUpdate")},
    "api.apps.v1.ReplicaSetSpec": dict.fromkeys(("minReadySeconds", "replicas"), _number(0)),
    "api.apps.v1.RollingUpdateDaemonSet": _ROLLING,
    "api.apps.v1.RollingUpdateDeployment": _ROLLING,
    "api.apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy": dict.fromkeys(
        ("whenDeleted", "whenScaled"), _one_of("Delete", "Retain")
    ),
    "api.apps.v1.StatefulSetSpec": {**_COUNTS, "podManagementPolicy": _one_of("OrderedReady", "Parallel")},
    "api.apps.v1.StatefulSetUpdateStrategy": _UPDATE,
    "api.autoscaling.v1.HorizontalPodAutoscalerSpec": {"maxReplicas": _number(1), "minReplicas": _number(0)},
    "api.autoscaling.v2.HPAScalingPolicy": {"type": _one_of("Percent", "Pods"), "value": _number(1)},
    "api.autoscaling.v2.HPAScalingRules": {
        "selectPolicy": _one_of("Disabled", "Max", "Min"),
        "stabilizationWindowSeconds": _number(0, 3600),
    },
    "api.autoscaling.v2.HorizontalPodAutoscalerSpec": {"maxReplicas": _number(1), "minReplicas": _number(0)},
    "api.autoscaling.v2.MetricSpec": {"type": _one_of("ContainerResource", "External", "Object", "Pods", "Resource")},
    "api.autoscaling.v2.MetricTarget": {
        "averageUtilization": _number(1),
        "type": _one_of("AverageValue", "Utilization", "Value"),
    },
    "api.batch.v1.CronJobSpec": {"concurrencyPolicy": _one_of("Allow", "Forbid", "Replace"), "schedule": _CRON},
    "api.batch.v1.JobSpec": {
        "completionMode": _one_of("Indexed", "NonIndexed"),
        "podReplacementPolicy": _one_of("Failed", "TerminatingOrFailed"),
        **dict.fromkeys(("backoffLimit", "completions", "parallelism", "ttlSecondsAfterFinished"), _number(0)),
    },
    "api.core.v1.AppArmorProfile": {"type": _PROFILE},
    "api.core.v1.ConfigMap": dict.fromkeys(("binaryData", "data"), _BY_FILE),
    "api.core.v1.Container": _CONTAINER,
    "api.core.v1.ContainerPort": {
        "containerPort": _PORT,
        "hostPort": _number(0, 65535),
        "name": _PORT_NAME,
        "protocol": _PROTOCOL,
    },
    "api.core.v1.EnvVar": {"name": _VARIABLE},
    "api.core.v1.HTTPGetAction": {"port": _PORT_OR_NAME, "scheme": _one_of("HTTP", "HTTPS")},
    "api.core.v1.NodeSelectorRequirement": {"operator": _one_of(*_OPERATORS, "Gt", "Lt")},
    "api.core.v1.PersistentVolumeClaimSpec": _VOLUME,
    "api.core.v1.PersistentVolumeSpec": {
        **_VOLUME,
        "persistentVolumeReclaimPolicy": _one_of("Delete", "Recycle", "Retain"),
    },
    "api.core.v1.PodSecurityContext": {"fsGroupChangePolicy": _one_of("Always", "OnRootMismatch")},
    "api.core.v1.PodSpec": {
        "containers": {"minItems": 1},
        "dnsPolicy": _one_of("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"),
        "preemptionPolicy": _PREEMPTION,
        "restartPolicy": _one_of("Always", "Never", "OnFailure"),
        "terminationGracePeriodSeconds": _number(0),
    },
    "api.core.v1.PreferredSchedulingTerm": {"weight": _number(1, 100)},
    "api.core.v1.Probe": dict.fromkeys(
        ("failureThreshold", "initialDelaySeconds", "periodSeconds", "successThreshold", "timeoutSeconds"), _number(0)
    ),
    "api.core.v1.ResourceRequirements": dict.fromkeys(("limits", "requests"), _RESOURCES),
    "api.core.v1.SeccompProfile": {"type": _PROFILE},
    "api.core.v1.Secret": dict.fromkeys(("data", "stringData"), _BY_FILE),
    "api.core.v1.ServicePort": {"name": LABEL, "port": _PORT, "protocol": _PROTOCOL, "targetPort": _PORT_OR_NAME},
    "api.core.v1.ServiceSpec": {
        "externalTrafficPolicy": _POLICY,
        "internalTrafficPolicy": _POLICY,
        "ipFamilies": _many_of("IPv4", "IPv6"),
        "ipFamilyPolicy": _one_of("PreferDualStack", "RequireDualStack", "SingleStack"),
        "sessionAffinity": _one_of("ClientIP", "None"),
        "type": _one_of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort"),
    },
    "api.core.v1.TCPSocketAction": {"port": _PORT_OR_NAME},
    "api.core.v1.Taint": {"effect": _EFFECTS},
    "api.core.v1.Toleration": {"effect": _EFFECTS},
    "api.core.v1.TopologySpreadConstraint": {
        "maxSkew": _number(1),
        "nodeAffinityPolicy": _one_of("Honor", "Ignore"),
        "nodeTaintsPolicy": _one_of("Honor", "Ignore"),
        "whenUnsatisfiable": _one_of("DoNotSchedule", "ScheduleAnyway"),
    },
    "api.core.v1.Volume": {"name": LABEL},
    "api.core.v1.VolumeMount": {"mountPropagation": _one_of("Bidirectional", "HostToContainer", "None")},
    "api.core.v1.WeightedPodAffinityTerm": {"weight": _number(1, 100)},
    "api.networking.v1.HTTPIngressPath": {"pathType": _one_of("Exact", "ImplementationSpecific", "Prefix")},
    "api.networking.v1.NetworkPolicyPort": {"protocol": _PROTOCOL},
    "api.networking.v1.NetworkPolicySpec": {"policyTypes": _many_of("Egress", "Ingress")},
    "api.networking.v1.ServiceBackendPort": {"number": _PORT},
    "api.policy.v1.PodDisruptionBudgetSpec": {
        "maxUnavailable": _SHARE,
        "minAvailable": _SHARE,
        "unhealthyPodEvictionPolicy": _one_of("AlwaysAllow", "IfHealthyBudget"),
    },
    "api.rbac.v1.Subject": {"kind": _one_of("Group", "ServiceAccount", "User")},
    "api.scheduling.v1.PriorityClass": {"preemptionPolicy": _PREEMPTION},
    "api.storage.v1.StorageClass": {
        "reclaimPolicy": _one_of("Delete", "Retain"),
        "volumeBindingMode": _one_of("Immediate", "WaitForFirstConsumer"),
    },
}
"""Definition, without its prefix `io.k8s.` -> field -> what its schema says besides."""

WHOLE: Mapping[str, Schema] = {
    "apimachinery.pkg.api.resource.Quantity": QUANTITY,
    "apimachinery.pkg.util.intstr.IntOrString": {"type": ["string", "integer"]},
}
"""Definitions that take the place of those of the package, which are written as alternatives."""


def refined(definitions: Mapping[str, Schema]) -> dict[str, Schema]:
    """Definitions with what the API server asks besides."""
    found = {**definitions, **{f"io.k8s.{name}": schema for name, schema in WHOLE.items()}}
    for short, fields in REFINEMENTS.items():
        name = f"io.k8s.{short}"
        properties = found.get(name, {}).get("properties", {})
        known = {field: _and(properties[field], more) for field, more in fields.items() if field in properties}
        if known:
            found[name] = {**found[name], "properties": {**properties, **known}}
    return found


def _and(schema: Schema, more: Schema) -> Schema:
    kept = {key: value for key, value in schema.items() if not (key == "$ref" and "type" in more)}
    return {**kept, **more}
