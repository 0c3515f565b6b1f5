"""The calls that stop and start databases."""

from typing import Any

from pyairtable_components.functions.sleep.core import Database


class Databases:
    """The RDS instances and Aurora clusters of the account in this region. AWS starts them again after seven days.

    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html
    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-cluster-stop-start.html
    """

    def __init__(self, clients: Any) -> None:
        self._rds = clients.client("rds")

    def all(self) -> list[Database]:
        """Every cluster, and every instance that is no member of one."""
        pages = self._rds.get_paginator("describe_db_instances").paginate()
        instances = [one for page in pages for one in page["DBInstances"] if not one.get("DBClusterIdentifier")]
        pages = self._rds.get_paginator("describe_db_clusters").paginate()
        clusters = [one for page in pages for one in page["DBClusters"]]
        return [*map(_instance, instances), *map(_cluster, clusters)]

    def stop(self, database: Database) -> None:
        """Stop an instance or a cluster."""
        if database.cluster:
            self._rds.stop_db_cluster(DBClusterIdentifier=database.name)
        else:
            self._rds.stop_db_instance(DBInstanceIdentifier=database.name)

    def start(self, database: Database) -> None:
        """Start an instance or a cluster."""
        if database.cluster:
            self._rds.start_db_cluster(DBClusterIdentifier=database.name)
        else:
            self._rds.start_db_instance(DBInstanceIdentifier=database.name)


def _instance(one: dict[str, Any]) -> Database:
    return Database(
        name=one["DBInstanceIdentifier"],
        status=one["DBInstanceStatus"],
        tags=_tags(one),
        replicated=bool(
            one.get("ReadReplicaSourceDBInstanceIdentifier") or one.get("ReadReplicaDBInstanceIdentifiers")
        ),
    )


def _cluster(one: dict[str, Any]) -> Database:
    return Database(
        name=one["DBClusterIdentifier"],
        status=one["Status"],
        tags=_tags(one),
        replicated=bool(one.get("ReplicationSourceIdentifier") or one.get("ReadReplicaIdentifiers")),
        cluster=True,
    )


def _tags(one: dict[str, Any]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in one.get("TagList", ())}
