"""Typed Pulumi components for AWS. The public names, and nothing else.

A name is imported when it is first used, so importing this package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyairtable_components.budgets.account_spec import AccountCostSpec as AccountCostSpec
    from pyairtable_components.budgets.anomaly_detection import CostAnomalyDetection as CostAnomalyDetection
    from pyairtable_components.budgets.automatic_stop import AutomaticStop as AutomaticStop
    from pyairtable_components.budgets.commitment_advisor import CommitmentAdvisor as CommitmentAdvisor
    from pyairtable_components.budgets.cost_allocation_tags import CostAllocationTags as CostAllocationTags
    from pyairtable_components.budgets.cost_dashboard import CostDashboard as CostDashboard
    from pyairtable_components.budgets.cost_optimizer import CostOptimizer as CostOptimizer
    from pyairtable_components.budgets.cost_reporter import CostReporter as CostReporter
    from pyairtable_components.budgets.environment_budget import EnvironmentBudget as EnvironmentBudget
    from pyairtable_components.budgets.optimizer_spec import OptimizerSpec as OptimizerSpec
    from pyairtable_components.budgets.reports import CostReports as CostReports
    from pyairtable_components.budgets.slack_channel import SlackChannel as SlackChannel
    from pyairtable_components.budgets.spec import BudgetSpec as BudgetSpec
    from pyairtable_components.component import Component as Component
    from pyairtable_components.context import Context as Context
    from pyairtable_components.data.aurora import AuroraDatabase as AuroraDatabase
    from pyairtable_components.data.bucket import PrivateBucket as PrivateBucket
    from pyairtable_components.data.bucket import ServerLogBucket as ServerLogBucket
    from pyairtable_components.data.cache import RedisCache as RedisCache
    from pyairtable_components.data.cache import ServerlessRedisCache as ServerlessRedisCache
    from pyairtable_components.data.database import PostgresDatabase as PostgresDatabase
    from pyairtable_components.data.proxy import DatabaseProxy as DatabaseProxy
    from pyairtable_components.data.queue import WorkQueue as WorkQueue
    from pyairtable_components.data.refs import BucketRefs as BucketRefs
    from pyairtable_components.data.refs import CacheRefs as CacheRefs
    from pyairtable_components.data.refs import DatabaseRefs as DatabaseRefs
    from pyairtable_components.data.refs import QueueRefs as QueueRefs
    from pyairtable_components.data.spec import DataSpec as DataSpec
    from pyairtable_components.ecs.cluster import EcsCluster as EcsCluster
    from pyairtable_components.ecs.cluster_spec import ClusterSpec as ClusterSpec
    from pyairtable_components.ecs.connections import ServiceConnections as ServiceConnections
    from pyairtable_components.ecs.one_off_task import OneOffTask as OneOffTask
    from pyairtable_components.ecs.placement import Strategy as Strategy
    from pyairtable_components.ecs.refs import ClusterRefs as ClusterRefs
    from pyairtable_components.ecs.refs import TargetRefs as TargetRefs
    from pyairtable_components.ecs.scheduled_task import ScheduledTask as ScheduledTask
    from pyairtable_components.ecs.service import EcsService as EcsService
    from pyairtable_components.ecs.split import split as split
    from pyairtable_components.encryption.key import EncryptionKey as EncryptionKey
    from pyairtable_components.functions.function import Function as Function
    from pyairtable_components.functions.schedule import Timing as Timing
    from pyairtable_components.hours.off_hours import OffHours as OffHours
    from pyairtable_components.hours.refs import StoppedRefs as StoppedRefs
    from pyairtable_components.hours.spec import HoursSpec as HoursSpec
    from pyairtable_components.identity.boundary import PermissionsBoundary as PermissionsBoundary
    from pyairtable_components.identity.boundary_spec import ManagedBoundary as ManagedBoundary
    from pyairtable_components.identity.github_role import GithubRole as GithubRole
    from pyairtable_components.identity.policy import Statement as Statement
    from pyairtable_components.identity.policy import allow as allow
    from pyairtable_components.identity.service_role import ServiceRole as ServiceRole
    from pyairtable_components.loadbalancing.public_load_balancer import PublicLoadBalancer as PublicLoadBalancer
    from pyairtable_components.loadbalancing.spec import LoadBalancerSpec as LoadBalancerSpec
    from pyairtable_components.network.network import Network as Network
    from pyairtable_components.network.refs import NetworkRefs as NetworkRefs
    from pyairtable_components.network.spec import NetworkSpec as NetworkSpec
    from pyairtable_components.observability.alert_topic import AlertTopic as AlertTopic
    from pyairtable_components.observability.audit_spec import AuditTrailSpec as AuditTrailSpec
    from pyairtable_components.observability.audit_trail import AuditTrail as AuditTrail
    from pyairtable_components.observability.log_group import LogGroup as LogGroup
    from pyairtable_components.registry.container_registry import ContainerRegistry as ContainerRegistry
    from pyairtable_components.registry.spec import RegistrySpec as RegistrySpec
    from pyairtable_components.secrets.redeployment import RotationRedeployment as RotationRedeployment
    from pyairtable_components.secrets.refs import SecretReading as SecretReading
    from pyairtable_components.secrets.refs import SecretRefs as SecretRefs
    from pyairtable_components.secrets.reminder import SecretReminder as SecretReminder
    from pyairtable_components.secrets.rotation import SecretRotation as SecretRotation
    from pyairtable_components.secrets.spec import RotationRules as RotationRules
    from pyairtable_components.secrets.spec import SecretSpec as SecretSpec
    from pyairtable_components.secrets.spec import SecretsSpec as SecretsSpec
    from pyairtable_components.secrets.store import SecretStore as SecretStore
    from pyairtable_components.spec import Spec as Spec
    from pyairtable_components.workload.call_graph import Call as Call
    from pyairtable_components.workload.call_graph import calls as calls
    from pyairtable_components.workload.service import ServiceSpec as ServiceSpec
    from pyairtable_components.workload.service import TaskSpec as TaskSpec

_HOME = {
    "AccountCostSpec": "budgets.account_spec",
    "AlertTopic": "observability.alert_topic",
    "AuditTrail": "observability.audit_trail",
    "AuditTrailSpec": "observability.audit_spec",
    "AuroraDatabase": "data.aurora",
    "AutomaticStop": "budgets.automatic_stop",
    "BucketRefs": "data.refs",
    "BudgetSpec": "budgets.spec",
    "CacheRefs": "data.refs",
    "Call": "workload.call_graph",
    "ClusterRefs": "ecs.refs",
    "ClusterSpec": "ecs.cluster_spec",
    "CommitmentAdvisor": "budgets.commitment_advisor",
    "Component": "component",
    "ContainerRegistry": "registry.container_registry",
    "Context": "context",
    "CostAllocationTags": "budgets.cost_allocation_tags",
    "CostAnomalyDetection": "budgets.anomaly_detection",
    "CostDashboard": "budgets.cost_dashboard",
    "CostOptimizer": "budgets.cost_optimizer",
    "CostReporter": "budgets.cost_reporter",
    "CostReports": "budgets.reports",
    "DataSpec": "data.spec",
    "DatabaseProxy": "data.proxy",
    "DatabaseRefs": "data.refs",
    "EcsCluster": "ecs.cluster",
    "EcsService": "ecs.service",
    "EncryptionKey": "encryption.key",
    "EnvironmentBudget": "budgets.environment_budget",
    "Function": "functions.function",
    "GithubRole": "identity.github_role",
    "HoursSpec": "hours.spec",
    "LoadBalancerSpec": "loadbalancing.spec",
    "LogGroup": "observability.log_group",
    "ManagedBoundary": "identity.boundary_spec",
    "Network": "network.network",
    "NetworkRefs": "network.refs",
    "NetworkSpec": "network.spec",
    "OffHours": "hours.off_hours",
    "OneOffTask": "ecs.one_off_task",
    "OptimizerSpec": "budgets.optimizer_spec",
    "PermissionsBoundary": "identity.boundary",
    "PostgresDatabase": "data.database",
    "PrivateBucket": "data.bucket",
    "PublicLoadBalancer": "loadbalancing.public_load_balancer",
    "QueueRefs": "data.refs",
    "RedisCache": "data.cache",
    "RegistrySpec": "registry.spec",
    "ScheduledTask": "ecs.scheduled_task",
    "ServerLogBucket": "data.bucket",
    "ServerlessRedisCache": "data.cache",
    "RotationRedeployment": "secrets.redeployment",
    "RotationRules": "secrets.spec",
    "SecretReading": "secrets.refs",
    "SecretRefs": "secrets.refs",
    "SecretReminder": "secrets.reminder",
    "SecretRotation": "secrets.rotation",
    "SecretSpec": "secrets.spec",
    "SecretStore": "secrets.store",
    "SecretsSpec": "secrets.spec",
    "ServiceConnections": "ecs.connections",
    "ServiceRole": "identity.service_role",
    "ServiceSpec": "workload.service",
    "SlackChannel": "budgets.slack_channel",
    "Spec": "spec",
    "Statement": "identity.policy",
    "StoppedRefs": "hours.refs",
    "Strategy": "ecs.placement",
    "TargetRefs": "ecs.refs",
    "TaskSpec": "workload.service",
    "Timing": "functions.schedule",
    "WorkQueue": "data.queue",
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
