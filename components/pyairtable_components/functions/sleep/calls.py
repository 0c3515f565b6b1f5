"""The calls that stop and start databases."""

from typing import Any

from pyairtable_components.functions.sleep.core import Database


class Databases:
    """The RDS instances of the account in this region."""

    def __init__(self, clients: Any) -> None:
        self._rds = clients.client("rds")

    def all(self) -> list[Database]:
        """Every instance that is no member of a cluster."""
        pages = self._rds.get_paginator("describe_db_instances").paginate()
        return [_database(one) for page in pages for one in page["DBInstances"] if not one.get("DBClusterIdentifier")]

    def stop(self, name: str) -> None:
        """Stop an instance; AWS starts it again after seven days.

        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html
        """
        self._rds.stop_db_instance(DBInstanceIdentifier=name)

    def start(self, name: str) -> None:
        """Start an instance."""
        self._rds.start_db_instance(DBInstanceIdentifier=name)


def _database(one: dict[str, Any]) -> Database:
    return Database(
        name=one["DBInstanceIdentifier"],
        status=one["DBInstanceStatus"],
        tags={tag["Key"]: tag["Value"] for tag in one.get("TagList", ())},
        replicated=bool(
            one.get("ReadReplicaSourceDBInstanceIdentifier") or one.get("ReadReplicaDBInstanceIdentifiers")
        ),
    )
