"""Typed Pulumi components for AWS. The public names, and nothing else.

A name is imported when it is first used, so importing this package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyairtable_components.component import Component
    from pyairtable_components.context import Context
    from pyairtable_components.ecs.cluster import EcsCluster
    from pyairtable_components.ecs.cluster_spec import ClusterSpec
    from pyairtable_components.ecs.connections import ServiceConnections
    from pyairtable_components.ecs.one_off_task import OneOffTask
    from pyairtable_components.ecs.placement import Strategy
    from pyairtable_components.ecs.refs import ClusterRefs, TargetRefs
    from pyairtable_components.ecs.scheduled_task import ScheduledTask
    from pyairtable_components.ecs.service import EcsService
    from pyairtable_components.ecs.split import split
    from pyairtable_components.encryption.key import EncryptionKey
    from pyairtable_components.identity.policy import Statement, allow
    from pyairtable_components.identity.service_role import ServiceRole
    from pyairtable_components.loadbalancing.public_load_balancer import PublicLoadBalancer
    from pyairtable_components.loadbalancing.spec import LoadBalancerSpec
    from pyairtable_components.network.network import Network
    from pyairtable_components.network.refs import NetworkRefs
    from pyairtable_components.network.spec import NetworkSpec
    from pyairtable_components.observability.log_group import LogGroup
    from pyairtable_components.spec import Spec
    from pyairtable_components.workload.call_graph import Call, calls
    from pyairtable_components.workload.service import ServiceSpec, TaskSpec

_HOME = {
    "Call": "workload.call_graph",
    "ClusterRefs": "ecs.refs",
    "ClusterSpec": "ecs.cluster_spec",
    "Component": "component",
    "Context": "context",
    "EcsCluster": "ecs.cluster",
    "EcsService": "ecs.service",
    "EncryptionKey": "encryption.key",
    "LoadBalancerSpec": "loadbalancing.spec",
    "LogGroup": "observability.log_group",
    "Network": "network.network",
    "NetworkRefs": "network.refs",
    "NetworkSpec": "network.spec",
    "OneOffTask": "ecs.one_off_task",
    "PublicLoadBalancer": "loadbalancing.public_load_balancer",
    "ScheduledTask": "ecs.scheduled_task",
    "ServiceConnections": "ecs.connections",
    "ServiceRole": "identity.service_role",
    "ServiceSpec": "workload.service",
    "Spec": "spec",
    "Statement": "identity.policy",
    "Strategy": "ecs.placement",
    "TargetRefs": "ecs.refs",
    "TaskSpec": "workload.service",
    "allow": "identity.policy",
    "calls": "workload.call_graph",
    "split": "ecs.split",
}

__all__ = [  # noqa: PLE0604 - the keys are text
    *_HOME
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(_HOME)
