"""Objects of a Kubernetes cluster: typed ones and one of no type, by names that are given, made and computed."""

import pulumi
import pulumi_kubernetes as k8s
from pulumi import Output, ResourceOptions
from pulumi_kubernetes.core import v1 as core
from pulumi_kubernetes.meta import v1 as meta


class App(pulumi.ComponentResource):
    """A deployment and its service, on the provider of whoever makes it."""

    def __init__(self, name: str, namespace: pulumi.Input[str], opts: ResourceOptions) -> None:
        super().__init__("warehouse:cluster:App", name, None, opts)
        labels, here = {"app": name}, ResourceOptions(parent=self)
        container = core.ContainerArgs(name=name, image="nginx:1.29", ports=[core.ContainerPortArgs(container_port=80)])
        pod = core.PodTemplateSpecArgs(
            metadata=meta.ObjectMetaArgs(labels=labels), spec=core.PodSpecArgs(containers=[container])
        )
        deployment = k8s.apps.v1.Deployment(
            name,
            metadata={"namespace": namespace},
            spec=k8s.apps.v1.DeploymentSpecArgs(
                replicas=2, selector=meta.LabelSelectorArgs(match_labels=labels), template=pod
            ),
            opts=ResourceOptions.merge(here, ResourceOptions(ignore_changes=["spec.replicas"])),
        )
        self.service = core.Service(
            name,
            metadata={"name": name, "namespace": namespace},
            spec={"selector": labels, "ports": [{"port": 80}]},
            opts=ResourceOptions.merge(here, ResourceOptions(depends_on=[deployment])),
        )
        self.register_outputs({"address": self.service.spec.cluster_ip})


def run(secret: Output[str]) -> None:
    """A namespace with an app in it, and what tells others of it."""
    provider = k8s.Provider("cluster", kubeconfig=Output.secret("canary-kubeconfig-0e4a"), cluster="warehouse")
    opts = ResourceOptions(provider=provider)
    namespace = core.Namespace("warehouse", opts=opts)
    app = App("web", namespace.metadata.name, ResourceOptions(providers=[provider]))
    core.ConfigMap("told", data={"address": app.service.spec.cluster_ip}, opts=opts)
    core.Secret("told", string_data={"password": secret, "open": "yes"}, type="Opaque", opts=opts)
    k8s.apiextensions.CustomResource(
        "untyped",
        api_version="warehouse.example.com/v1",
        kind="Pallet",
        metadata={"namespace": namespace.metadata.name},
        spec={"boxes": 3},
        opts=opts,
    )
    core.ConfigMap.get("read", "kube-system/coredns", opts=opts)
    pulumi.export("address", app.service.spec.cluster_ip)
