"""A small shop on Kubernetes: what a program of an ordinary team declares."""

import base64
from importlib import import_module
from typing import Any

import pulumi

k8s: Any = import_module("pulumi_kubernetes")
"""Without its types: a type checker would need minutes to read them."""

LABELS = {"app.kubernetes.io/name": "shop"}
PORT = {"name": "http", "containerPort": 8080}
PROBE = {"httpGet": {"path": "/health", "port": "http"}}
LIMITS = {"requests": {"cpu": "250m", "memory": "256Mi"}, "limits": {"cpu": "1", "memory": "512Mi"}}


def shop() -> None:
    """Everything with a provider of its own, and every reference an output."""
    cluster = k8s.Provider("cluster", kubeconfig="{}")
    options = pulumi.ResourceOptions(provider=cluster)
    namespace = k8s.core.v1.Namespace("shop", metadata={"name": "shop", "labels": LABELS}, opts=options).metadata.name
    config = k8s.core.v1.ConfigMap("config", metadata={"namespace": namespace}, data={"MODE": "live"}, opts=options)
    password = pulumi.Output.secret("correct horse")
    secret = k8s.core.v1.Secret(
        "login",
        metadata={"namespace": namespace},
        string_data={"password": password},
        data={"user": password.apply(lambda text: base64.b64encode(text.encode()).decode())},
        opts=options,
    )
    service = _workload(namespace, config, secret, options)
    _around_it(namespace, service, options)
    _custom(namespace, options)


def _workload(
    namespace: pulumi.Output[str],
    config: Any,
    secret: Any,
    options: pulumi.ResourceOptions,
) -> Any:
    environment = [
        {"name": "PASSWORD", "valueFrom": {"secretKeyRef": {"name": secret.metadata.name, "key": "password"}}},
        {"name": "CONFIG_AT", "value": config.metadata.uid},
    ]
    container = {"name": "shop", "image": "shop:1.4.2", "ports": [PORT], "env": environment, "resources": LIMITS}
    volume = {"name": "config", "configMap": {"name": config.metadata.name}}
    mounted = {"volumeMounts": [{"name": "config", "mountPath": "/etc/shop"}]}
    pod = {"containers": [{**container, **mounted, "readinessProbe": PROBE}], "volumes": [volume]}
    deployment = k8s.apps.v1.Deployment(
        "shop",
        metadata={"namespace": namespace, "name": "shop"},
        spec={
            "replicas": 2,
            "selector": {"matchLabels": LABELS},
            "strategy": {"rollingUpdate": {"maxSurge": "25%", "maxUnavailable": 0}},
            "template": {"metadata": {"labels": LABELS}, "spec": pod},
        },
        opts=options,
    )
    k8s.autoscaling.v2.HorizontalPodAutoscaler(
        "shop",
        metadata={"namespace": namespace},
        spec={
            "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": deployment.metadata.name},
            "minReplicas": 2,
            "maxReplicas": 6,
            "metrics": [
                {
                    "type": "Resource",
                    "resource": {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 60}},
                }
            ],
        },
        opts=options,
    )
    return k8s.core.v1.Service(
        "shop",
        metadata={"namespace": namespace},
        spec={"type": "LoadBalancer", "selector": LABELS, "ports": [{"port": 80, "targetPort": "http"}]},
        opts=options,
    )


def _around_it(namespace: pulumi.Output[str], service: Any, options: pulumi.ResourceOptions) -> None:
    backend = {"service": {"name": service.metadata.name, "port": {"number": 80}}}
    k8s.networking.v1.Ingress(
        "shop",
        metadata={"namespace": namespace, "annotations": {"alb.ingress.kubernetes.io/scheme": "internal"}},
        spec={
            "ingressClassName": "alb",
            "rules": [
                {
                    "host": "shop.example.com",
                    "http": {"paths": [{"path": "/", "pathType": "Prefix", "backend": backend}]},
                }
            ],
        },
        opts=options,
    )
    k8s.networking.v1.NetworkPolicy(
        "shop",
        metadata={"namespace": namespace},
        spec={
            "podSelector": {"matchLabels": LABELS},
            "policyTypes": ["Ingress"],
            "ingress": [{"from": [{"namespaceSelector": {}}], "ports": [{"port": 8080, "protocol": "TCP"}]}],
        },
        opts=options,
    )
    k8s.batch.v1.Job(
        "migrate",
        metadata={"namespace": namespace},
        spec={
            "backoffLimit": 2,
            "template": {
                "spec": {"restartPolicy": "Never", "containers": [{"name": "migrate", "image": "shop:1.4.2"}]},
            },
        },
        opts=options,
    )
    pulumi.export("address", service.status.load_balancer.ingress[0].hostname)


def _custom(namespace: pulumi.Output[str], options: pulumi.ResourceOptions) -> None:
    k8s.apiextensions.CustomResource(
        "scaling",
        api_version="keda.sh/v1alpha1",
        kind="ScaledObject",
        metadata={"namespace": namespace},
        spec={
            "scaleTargetRef": {"name": "shop"},
            "maxReplicaCount": 6,
            "triggers": [{"type": "cron", "metadata": {"timezone": "UTC", "start": "0 8 * * *", "end": "0 18 * * *"}}],
        },
        opts=options,
    )
    k8s.apiextensions.CustomResource(
        "credentials",
        api_version="external-secrets.io/v1",
        kind="ExternalSecret",
        metadata={"namespace": namespace},
        spec={
            "refreshInterval": "1h",
            "secretStoreRef": {"name": "aws", "kind": "ClusterSecretStore"},
            "target": {"name": "credentials"},
            "data": [{"secretKey": "token", "remoteRef": {"key": "shop/token"}}],
        },
        opts=options,
    )
    k8s.apiextensions.CustomResource(
        "routes",
        api_version="networking.istio.io/v1",
        kind="VirtualService",
        metadata={"namespace": namespace},
        spec={
            "hosts": ["shop.example.com"],
            "gateways": ["mesh"],
            "http": [{"route": [{"destination": {"host": "shop", "port": {"number": 80}}, "weight": 100}]}],
        },
        opts=options,
    )
