"""Amazon ElastiCache for Valkey and Redis OSS.

https://aws.amazon.com/elasticache/pricing/
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from pyairtable_infra.cost.model import Gap, Line
from pyairtable_infra.cost.money import HOURS
from pyairtable_infra.cost.subject import Rule, Subject

GROUP = "aws:elasticache/replicationGroup:ReplicationGroup"
LEAST = {"valkey": Decimal("0.1"), "redis": Decimal(1)}
"""Gigabytes that a serverless cache is charged for at least."""

PRICES = (
    *(
        f"elasticache-{engine}/cache.{family}.{size}*"
        for engine in ("valkey", "redis")
        for family in ("t3", "t4g", "m5", "m6g", "m7g", "r5", "r6g", "r7g")
        for size in ("micro", "small", "medium", "large", "xlarge", "2xlarge", "4xlarge")
    ),
    *(f"elasticache-{engine}/serverless {what}" for engine in ("valkey", "redis") for what in ("data", "ECPU")),
    "elasticache-redis/backup",
)


def cluster(subject: Subject) -> Iterator[Line]:
    """A cluster of nodes, or one more node of a replication group."""
    group = subject.source("replicationGroupId", GROUP)
    engine = subject.text("engine") or str(group.inputs.get("engine", "redis") if group else "")
    node = subject.text("nodeType") or str(group.inputs.get("nodeType", "") if group else "")
    yield from _nodes(subject, engine, node, subject.number("numCacheNodes", 1))


def replication_group(subject: Subject) -> Iterator[Line]:
    """Shards and their replicas; what its snapshots hold is usage."""
    shards = subject.number("numNodeGroups", 1)
    each = 1 + subject.number("replicasPerNodeGroup")
    nodes = subject.number("numCacheClusters") or shards * each
    yield from _nodes(subject, subject.text("engine", "redis"), subject.text("nodeType"), nodes)
    if subject.number("snapshotRetentionLimit"):
        yield subject.used("backups", "elasticache-redis/backup", "backup_gb")


def _nodes(subject: Subject, engine: str, node: str, count: Decimal) -> Iterator[Line]:
    if engine not in LEAST:
        yield Gap(f"the price book has no prices of ElastiCache for {engine or 'an engine that is not known'}")
    elif not node:
        yield Gap("its node type is not known")
    else:
        yield subject.hourly(f"nodes {node}", f"elasticache-{engine}/{node}", count)


def serverless(subject: Subject) -> Iterator[Line]:
    """A serverless cache: the data it holds, at least a minimum, and its processing units."""
    engine = subject.text("engine")
    if engine not in LEAST:
        yield Gap(f"the price book has no prices of ElastiCache Serverless for {engine or 'an unknown engine'}")
        return
    held = max(subject.usage("storage_gb"), LEAST[engine])
    yield subject.priced("data, the minimum", f"elasticache-{engine}/serverless data", LEAST[engine] * HOURS)
    more = (held - LEAST[engine]) * HOURS
    yield subject.priced("data, more", f"elasticache-{engine}/serverless data", more, usage=True)
    yield subject.used("processing units", f"elasticache-{engine}/serverless ECPU", "ecpus", 1_000_000)


RULES: Mapping[str, Rule] = {
    "aws:elasticache/cluster:Cluster": cluster,
    GROUP: replication_group,
    "aws:elasticache/serverlessCache:ServerlessCache": serverless,
}
FREE = (
    "aws:elasticache/globalReplicationGroup:GlobalReplicationGroup",
    "aws:elasticache/parameterGroup:ParameterGroup",
    "aws:elasticache/subnetGroup:SubnetGroup",
    "aws:elasticache/user:User",
    "aws:elasticache/userGroup:UserGroup",
)
