"""RDS, ElastiCache, versions of secrets."""

from collections.abc import Mapping
from typing import Any

from pyairtable_infra.engine.computed.subject import Computed, Rule, Subject

# https://docs.aws.amazon.com/general/latest/gr/rds-service.html: a part of every endpoint, the same for an account
_SHORT_REGIONS = {"us-east-1": "use1", "us-west-2": "usw2"}


def _own(subject: Subject, key: str) -> str:
    """The name under `key`: given, or as Pulumi makes one."""
    return subject.existing or subject.text(key) or subject.name


def _managed(subject: Subject) -> list[Any]:
    """The secret that RDS makes for the master user."""
    if not subject.inputs.get("manageMasterUserPassword"):
        return []
    arn = subject.arn("secretsmanager", f"secret:rds!{subject.hex(16, 'secret')}-{_suffix(subject)}")
    key = subject.text("masterUserSecretKmsKeyId")
    return [{"secretArn": arn, "secretStatus": "active", **({"kmsKeyId": key} if key else {})}]


def _suffix(subject: Subject) -> str:
    """The six characters at the end of the ARN of a secret, with a capital: a policy can tell them from a name."""
    return f"A{subject.hex(5, 'suffix')}"


def _instance(subject: Subject) -> Computed:
    """Its id is the resource id: https://www.pulumi.com/registry/packages/aws/api-docs/rds/instance/#outputs."""
    identifier = subject.text("identifier") or subject.name
    resource_id = subject.existing or f"db-{subject.hex(26).upper()}"
    address = f"{identifier}.{subject.hex(12, 'endpoint')}.{subject.region}.rds.amazonaws.com"
    outputs = {
        "arn": subject.arn("rds", f"db:{identifier}"),
        "address": address,
        "endpoint": f"{address}:{subject.text('port', '5432')}",
        "identifier": identifier,
        "masterUserSecrets": _managed(subject),
        "resourceId": resource_id,
    }
    return Computed(resource_id, outputs)


def _cluster(subject: Subject) -> Computed:
    identifier = _own(subject, "clusterIdentifier")
    zone = f"{subject.hex(12, 'endpoint')}.{subject.region}.rds.amazonaws.com"
    outputs = {
        "arn": subject.arn("rds", f"cluster:{identifier}"),
        "clusterIdentifier": identifier,
        "clusterResourceId": f"cluster-{subject.hex(26).upper()}",
        "endpoint": f"{identifier}.cluster-{zone}",
        "masterUserSecrets": _managed(subject),
        "readerEndpoint": f"{identifier}.cluster-ro-{zone}",
    }
    return Computed(identifier, outputs)


def _cluster_instance(subject: Subject) -> Computed:
    identifier = _own(subject, "identifier")
    outputs = {
        "arn": subject.arn("rds", f"db:{identifier}"),
        "endpoint": f"{identifier}.{subject.hex(12, 'endpoint')}.{subject.region}.rds.amazonaws.com",
        "identifier": identifier,
    }
    return Computed(identifier, outputs)


def _proxy(subject: Subject) -> Computed:
    """The API tells proxies apart by name, and their ARNs by an id of their own.

    https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
    """
    name = _own(subject, "name")
    made = {} if subject.text("name") else {"name": name}
    endpoint = f"{name}.proxy-{subject.hex(12, 'endpoint')}.{subject.region}.rds.amazonaws.com"
    outputs = {"arn": subject.arn("rds", f"db-proxy:prx-{subject.hex(17)}"), "endpoint": endpoint, **made}
    return Computed(name, outputs)


def _proxy_target_group(subject: Subject) -> Computed:
    arn = subject.arn("rds", f"target-group:prx-tg-{subject.hex(17)}")
    return Computed(subject.existing or subject.text("dbProxyName"), {"arn": arn, "name": "default"})


def _proxy_target(subject: Subject) -> Computed:
    """https://www.pulumi.com/registry/packages/aws/api-docs/rds/proxytarget/#import."""
    cluster = subject.text("dbClusterIdentifier")
    kind, target = ("TRACKED_CLUSTER", cluster) if cluster else ("RDS_INSTANCE", subject.text("dbInstanceIdentifier"))
    id_ = "/".join((subject.text("dbProxyName"), subject.text("targetGroupName"), kind, target))
    return Computed(subject.existing or id_, {"port": 5432, "rdsResourceId": target, "type": kind})


def _named(service: str, kind: str, key: str = "name") -> Rule:
    """A resource whose id is its name."""

    def rule(subject: Subject) -> Computed:
        name = _own(subject, key)
        made = {} if subject.text(key) else {key: name}
        return Computed(name, {"arn": subject.arn(service, f"{kind}:{name}"), **made})

    return rule


def _replication_group(subject: Subject) -> Computed:
    identifier = _own(subject, "replicationGroupId")
    short = _SHORT_REGIONS.get(subject.region, subject.region.replace("-", ""))
    zone = f"{identifier}.{subject.hex(6, 'endpoint')}.{short}.cache.amazonaws.com"
    nodes = int(subject.text("numCacheClusters", "1"))
    outputs = {
        "arn": subject.arn("elasticache", f"replicationgroup:{identifier}"),
        "memberClusters": [f"{identifier}-{number:03}" for number in range(1, nodes + 1)],
        "primaryEndpointAddress": f"master.{zone}",
        "readerEndpointAddress": f"replica.{zone}",
    }
    if not subject.text("replicationGroupId"):
        outputs["replicationGroupId"] = identifier
    return Computed(identifier, outputs)


def _serverless_cache(subject: Subject) -> Computed:
    name = _own(subject, "name")
    short = _SHORT_REGIONS.get(subject.region, subject.region.replace("-", ""))
    address = f"{name}-{subject.hex(6, 'endpoint')}.serverless.{short}.cache.amazonaws.com"
    outputs = {
        "arn": subject.arn("elasticache", f"serverlesscache:{name}"),
        "endpoints": [{"address": address, "port": 6379}],
        "name": name,
        "readerEndpoints": [{"address": address, "port": 6380}],
    }
    return Computed(name, outputs)


def _secret_version(subject: Subject) -> Computed:
    version = (
        f"{subject.hex(8)}-{subject.hex(4, 'a')}-4{subject.hex(3, 'b')}-8{subject.hex(3, 'c')}-{subject.hex(12, 'd')}"
    )
    secret = subject.text("secretId")
    outputs = {"arn": secret, "versionId": version, "versionStages": ["AWSCURRENT"]}
    return Computed(subject.existing or f"{secret}|{version}", outputs)


RULES: Mapping[str, Rule] = {
    "aws:elasticache/parameterGroup:ParameterGroup": _named("elasticache", "parametergroup"),
    "aws:elasticache/replicationGroup:ReplicationGroup": _replication_group,
    "aws:elasticache/serverlessCache:ServerlessCache": _serverless_cache,
    "aws:elasticache/subnetGroup:SubnetGroup": _named("elasticache", "subnetgroup"),
    "aws:elasticache/user:User": _named("elasticache", "user", "userId"),
    "aws:elasticache/userGroup:UserGroup": _named("elasticache", "usergroup", "userGroupId"),
    "aws:rds/cluster:Cluster": _cluster,
    "aws:rds/clusterInstance:ClusterInstance": _cluster_instance,
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": _named("rds", "cluster-pg"),
    "aws:rds/instance:Instance": _instance,
    "aws:rds/parameterGroup:ParameterGroup": _named("rds", "pg"),
    "aws:rds/proxy:Proxy": _proxy,
    "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": _proxy_target_group,
    "aws:rds/proxyTarget:ProxyTarget": _proxy_target,
    "aws:rds/subnetGroup:SubnetGroup": _named("rds", "subgrp"),
    "aws:secretsmanager/secretVersion:SecretVersion": _secret_version,
}
