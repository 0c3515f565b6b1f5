"""The kinds of Kubernetes: what a type token names, and which kinds belong to the whole cluster."""

PACKAGE = "kubernetes"

PATCH = "Patch"
"""The end of the types with which Pulumi changes an object that somebody else made."""

_CLUSTER_WIDE = """
    APIService CSIDriver CSINode CertificateSigningRequest ClusterRole ClusterRoleBinding ClusterTrustBundle
    ComponentStatus CustomResourceDefinition DeviceClass DeviceTaintRule FlowSchema IPAddress IngressClass
    MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration Namespace Node
    PersistentVolume PodSecurityPolicy PriorityClass PriorityLevelConfiguration ResourceClass ResourceSlice RuntimeClass
    SelfSubjectAccessReview SelfSubjectReview SelfSubjectRulesReview ServiceCIDR StorageClass StorageVersion
    StorageVersionMigration SubjectAccessReview TokenReview ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding
    ValidatingWebhookConfiguration VolumeAttachment VolumeAttributesClass
"""

_OF_THE_CLUSTER = frozenset(_CLUSTER_WIDE.split())
"""https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#not-all-objects-are-in-a-namespace."""

_CUSTOM_OF_THE_CLUSTER = frozenset(("EC2NodeClass", "GatewayClass", "NodeClaim", "NodePool"))
"""Of Karpenter and the Gateway API: https://karpenter.sh/docs/concepts/, https://gateway-api.sigs.k8s.io/."""


def group_version_kind(type_: str) -> tuple[str, str]:
    """The API version and the kind of a type token: kubernetes:core/v1:Service is v1 and Service."""
    _, api_version, kind = type_.split(":", 2)
    return api_version.removeprefix("core/"), kind.removesuffix(PATCH) or kind


def is_patch(type_: str) -> bool:
    """Whether a type changes an object that somebody else made, so that it holds only a part of it."""
    return type_.endswith(PATCH)


def is_namespaced(api_version: str, kind: str) -> bool:
    """Whether objects of a kind lie in a namespace.

    Only the cluster knows that of a custom kind; those whose name begins with Cluster, as in ClusterSecretStore,
    belong to the whole cluster by custom.
    """
    if is_built_in(api_version):
        return kind not in _OF_THE_CLUSTER
    return kind not in _CUSTOM_OF_THE_CLUSTER and (not kind.startswith("Cluster") or kind == "Cluster")


def is_built_in(api_version: str) -> bool:
    """Whether an API version is one of Kubernetes itself, such as v1, apps/v1 or rbac.authorization.k8s.io/v1."""
    group, slash, _ = api_version.rpartition("/")
    return not slash or "." not in group or group in _GROUPS


_GROUP_NAMES = (
    "admission admissionregistration apiextensions apiregistration auditregistration authentication authorization "
    "certificates coordination discovery events flowcontrol.apiserver imagepolicy internal.apiserver lifecycle "
    "networking node rbac.authorization resource scheduling settings storage storagemigration"
)

_GROUPS = frozenset(f"{group}.k8s.io" for group in _GROUP_NAMES.split())
"""Other groups that end like these are custom ones: gateway.networking.k8s.io."""
