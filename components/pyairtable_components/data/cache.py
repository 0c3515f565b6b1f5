"""Valkey or Redis on ElastiCache."""

from collections.abc import Sequence

from pulumi import Input, ResourceOptions
from pulumi_aws import elasticache

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.data.cache_users import CacheUsers
from pyairtable_components.data.refs import CacheRefs
from pyairtable_components.data.security_group import store_security_group
from pyairtable_components.data.spec import NodeCache, ServerlessCache
from pyairtable_components.network.refs import NetworkRefs
from pyairtable_components.observability.alarms import Alarm, watch
from pyairtable_components.observability.log_group import LogGroup
from pyairtable_components.vocabulary import physical_name

PORT = 6379
# https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/supported-engine-versions.html
VERSIONS = {"valkey": ("8.0", "valkey8"), "redis": ("7.1", "redis7")}
"""Version and parameter group family of each engine."""


class RedisCache(Component, token="pyairtable:data:RedisCache"):
    """An ElastiCache replication group that admits declared clients only, over TLS only, each as a user of its own.

    Creates: a subnet group of the isolated subnets; a security group without rules; a parameter group that evicts the
    least recently used key, whichever it is; users (see `CacheUsers`); a log group for slow commands; the replication
    group (encrypted in transit and at rest, without shards; with two or more nodes in different zones a replica takes
    over by itself); alarms on CPU and memory from monitoring level `enhanced` on.

    Args:
        name: Logical name, and last part of the group's id.
        spec: Engine, nodes, login, snapshots, windows.
        context: What holds for the stack.
        network: Its isolated subnets hold the nodes.
        key_arn: KMS key of data at rest and of snapshots.
        clients: The services that use it; each gets a user.
        log_key_arn: KMS key of the log group.
        alarm_topic_arn: Who hears of its alarms.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        spec: NodeCache,
        context: Context,
        *,
        network: NetworkRefs,
        key_arn: Input[str],
        clients: Sequence[str],
        log_key_arn: Input[str] | None = None,
        alarm_topic_arn: Input[str] | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        self._topic_arn = alarm_topic_arn
        version, family = VERSIONS[spec.engine]
        group_id = store_security_group(self, name, network.vpc_id, "Cache")
        users = _users(self, name, spec, clients)
        logs = LogGroup(f"{name}-slow", context, path=f"{name}/slow", key_arn=log_key_arn, opts=self.own())
        several = spec.nodes > 1
        identifier = physical_name("cache", context.name(name))
        subnets = elasticache.SubnetGroup(
            name,
            region=context.region,
            name=identifier,
            description=f"Isolated subnets of {context.project} {context.environment}",
            subnet_ids=network.isolated_subnet_ids,
            tags=self.tags(),
            opts=self.own(),
        )
        cache = elasticache.ReplicationGroup(
            name,
            region=context.region,
            replication_group_id=identifier,
            description=f"{name} of {context.project} {context.environment}",
            engine=spec.engine,
            engine_version=version,
            node_type=spec.node_type,
            num_cache_clusters=spec.nodes,
            automatic_failover_enabled=several,
            multi_az_enabled=several,
            port=PORT,
            parameter_group_name=self._parameters(name, family).name,
            subnet_group_name=subnets.name,
            security_group_ids=[group_id],
            at_rest_encryption_enabled=True,
            kms_key_id=key_arn,
            transit_encryption_enabled=True,
            transit_encryption_mode="required",
            user_group_ids=[users.group_id],
            snapshot_retention_limit=spec.snapshot_days,
            snapshot_window=spec.snapshot_window if spec.snapshot_days else None,
            final_snapshot_identifier=f"{identifier}-final" if spec.snapshot_days and context.protects else None,
            maintenance_window=spec.maintenance_window,
            auto_minor_version_upgrade=True,
            apply_immediately=context.stage == "dev",
            log_delivery_configurations=[
                {
                    "destination": logs.group_name,
                    "destination_type": "cloudwatch-logs",
                    "log_format": "json",
                    "log_type": "slow-log",
                }
            ],
            tags=self.tags(),
            opts=self.own(),
        )
        # https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html
        for number in range(1, spec.nodes + 1):
            node = f"{name}-{number}"
            alarms = (
                Alarm("cpu", "EngineCPUUtilization", 90, f"node {number} of {name} is busy: one core does its work"),
                Alarm(
                    "memory", "DatabaseMemoryUsagePercentage", 90, f"node {number} of {name} is nearly full: it evicts"
                ),
            )
            watch(
                self,
                node,
                "AWS/ElastiCache",
                {"CacheClusterId": f"{identifier}-{number:03}"},
                alarms,
                topic_arn=self._topic_arn,
            )
        self.refs = CacheRefs(
            endpoint=cache.primary_endpoint_address,
            port=PORT,
            arn=cache.arn,
            name=cache.replication_group_id,
            security_group_id=group_id,
            users=users.users,
        )
        """What a client needs."""
        self.register_outputs({"endpoint": cache.primary_endpoint_address, "arn": cache.arn})

    def _parameters(self, name: str, family: str) -> elasticache.ParameterGroup:
        return elasticache.ParameterGroup(
            name,
            region=self.context.region,
            # A family of another engine needs a group of another name, beside the old one.
            name=self.context.name(name, family),
            family=family,
            description=f"{name} of {self.context.project} {self.context.environment}",
            parameters=[{"name": "maxmemory-policy", "value": "allkeys-lru"}],
            tags=self.tags(),
            opts=self.own(),
        )


class ServerlessRedisCache(Component, token="pyairtable:data:ServerlessRedisCache"):
    """An ElastiCache serverless cache behind the same refs; it takes no parameters, evicts by itself and logs nothing.

    Creates: a security group without rules; users (see `CacheUsers`); the cache in the isolated subnets, encrypted in
    transit and at rest, with limits that bound its price.

    Args: see `RedisCache`; there is no log.
    """

    def __init__(
        self,
        name: str,
        spec: ServerlessCache,
        context: Context,
        *,
        network: NetworkRefs,
        key_arn: Input[str],
        clients: Sequence[str],
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        group_id = store_security_group(self, name, network.vpc_id, "Cache")
        users = _users(self, name, spec, clients)
        cache = elasticache.ServerlessCache(
            name,
            region=context.region,
            name=physical_name("cache", context.name(name)),
            description=f"{name} of {context.project} {context.environment}",
            engine=spec.engine,
            major_engine_version=VERSIONS[spec.engine][0].partition(".")[0],
            cache_usage_limits={
                "data_storage": {"maximum": spec.data_limit_gb, "unit": "GB"},
                "ecpu_per_seconds": [{"maximum": spec.ecpu_limit}],
            },
            kms_key_id=key_arn,
            subnet_ids=network.isolated_subnet_ids,
            security_group_ids=[group_id],
            user_group_id=users.group_id,
            snapshot_retention_limit=spec.snapshot_days,
            daily_snapshot_time=spec.snapshot_time if spec.snapshot_days else None,
            tags=self.tags(),
            opts=self.own(),
        )
        self.refs = CacheRefs(
            endpoint=cache.endpoints.apply(lambda all_: str(all_[0].address)),
            port=PORT,
            arn=cache.arn,
            name=cache.name,
            security_group_id=group_id,
            users=users.users,
        )
        """What a client needs."""
        self.register_outputs({"endpoint": self.refs.endpoint, "arn": cache.arn})


def _users(parent: Component, name: str, spec: NodeCache | ServerlessCache, clients: Sequence[str]) -> CacheUsers:
    return CacheUsers(
        name,
        parent.context,
        engine=spec.engine,
        authentication=spec.authentication,
        clients=clients,
        opts=parent.own(),
    )
