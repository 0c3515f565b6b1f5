"""The data stores of a region, who uses them, and what the users need for it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pulumi

from pyairtable_components.context import Context
from pyairtable_components.data.access import Access, cache_access, database_access, files_access, jobs_access
from pyairtable_components.data.aurora import AuroraDatabase
from pyairtable_components.data.bucket import PrivateBucket, ServerLogBucket
from pyairtable_components.data.cache import RedisCache, ServerlessRedisCache
from pyairtable_components.data.database import PostgresDatabase
from pyairtable_components.data.proxy import DatabaseProxy
from pyairtable_components.data.queue import WorkQueue
from pyairtable_components.data.refs import BucketRefs, CacheRefs, DatabaseRefs, QueueRefs
from pyairtable_components.data.spec import AuroraServerless, BucketSpec, NodeCache, RdsPostgres, ServerlessCache
from pyairtable_components.encryption.key import EncryptionKey
from pyairtable_components.hours.refs import StoppedRefs
from pyairtable_components.identity.policy import Statement
from pyairtable_components.network.refs import NetworkRefs
from pyairtable_components.secrets.refs import SecretRefs
from pyairtable_components.vocabulary.stores import StoreName
from pyairtable_components.workload.call_graph import Call
from pyairtable_infra.profile.data import PROXY, clients, pools
from pyairtable_infra.profile.hours import database
from pyairtable_infra.profile.profile import EnvironmentProfile

KEY_SERVICES: Mapping[StoreName, tuple[str, ...]] = {
    "database": ("rds", "secretsmanager"),
    "cache": ("elasticache",),
    "files": ("s3",),
    "jobs": ("sqs",),
}
"""The AWS services that store under the key."""


class DataStores:
    """The stores that the profile names, under one KMS key; a profile without any gets no key either.

    A service or task that uses a store is a caller of it: nobody else is let in.
    """

    database: DatabaseRefs | None = None
    cache: CacheRefs | None = None
    files: BucketRefs | None = None
    jobs: QueueRefs | None = None
    schedulable: StoppedRefs | None = None
    """What stops the database and starts it."""

    def __init__(
        self,
        profile: EnvironmentProfile,
        context: Context,
        *,
        network: NetworkRefs,
        log_key_arn: pulumi.Input[str],
        alarm_topic_arn: pulumi.Input[str],
        opts: pulumi.ResourceOptions,
    ) -> None:
        self.profile = profile
        self.context = context
        self.alarm_topic_arn = alarm_topic_arn
        self.opts = opts
        self.network = network
        self.log_key_arn = log_key_arn
        self._access: dict[StoreName, Callable[[str], Access]] = {}
        stores = profile.data.stores
        if not stores:
            return
        through = [service for store in stores for service in KEY_SERVICES[store]]
        self.key = EncryptionKey("data", context, through=through, opts=opts)
        if spec := database(profile):
            self._let_in(self._make_database(spec, network, log_key_arn))
        if of_cache := profile.data.cache:
            self.cache = cache = self._make_cache(of_cache, network, log_key_arn)
            self._access["cache"] = lambda client: cache_access(
                cache, client, authentication=of_cache.authentication, policy=of_cache.policy
            )
        if profile.data.files:
            self.files = files = self._make_files(profile.data.files)
            self._access["files"] = lambda _: files_access(files, context)
        if profile.data.jobs:
            self.jobs = jobs = WorkQueue(
                "jobs", profile.data.jobs, context, key_arn=self.key.arn, alarm_topic_arn=alarm_topic_arn, opts=opts
            ).refs
            self._access["jobs"] = lambda _: jobs_access(jobs, context)

    def put_proxy(self, secrets: Mapping[str, SecretRefs]) -> None:
        """Put a proxy between the clients and the database, where the profile has one.

        Args:
            secrets: The secret of each client, by its path.
        """
        spec = self.profile.data.database
        if spec and spec.proxy and self.database:
            self._let_in(
                DatabaseProxy(
                    PROXY,
                    spec.proxy,
                    self.context,
                    network=self.network,
                    database=self.database,
                    secrets=secrets,
                    log_key_arn=self.log_key_arn,
                    alarm_topic_arn=self.alarm_topic_arn,
                    opts=self.opts,
                ).refs
            )

    def _let_in(self, database: DatabaseRefs) -> None:
        """This is the database that clients see."""
        self.database = database
        self._access["database"] = lambda _: database_access(database)

    @property
    def calls(self) -> tuple[Call, ...]:
        """Who reaches which store in the network. The bucket and the queue are reached through AWS's own endpoints."""
        return tuple(
            Call(client, store, refs.port)
            for store, refs in self._in_network()
            for client in clients(self.profile, store)
        )

    @property
    def security_groups(self) -> dict[str, pulumi.Input[str]]:
        """The security group of each store that has one."""
        return {store: refs.security_group_id for store, refs in self._in_network()}

    def _in_network(self) -> Iterator[tuple[StoreName, DatabaseRefs | CacheRefs]]:
        if self.database:
            yield "database", self.database
        if self.cache:
            yield "cache", self.cache

    def environment(self, client: str) -> dict[str, pulumi.Input[str]]:
        """The variables that a service or task is told for what it uses."""
        return {name: value for access in self._accesses(client) for name, value in access.environment.items()}

    def grants(self, client: str) -> tuple[Statement, ...]:
        """What its role may do with what it uses."""
        return tuple(statement for access in self._accesses(client) for statement in access.grants)

    def outputs(self) -> dict[str, Any]:
        """What another stack needs to find the stores."""
        found: dict[str, Any] = {}
        if self.database:
            found["database"] = {"endpoint": self.database.endpoint, "resource_id": self.database.resource_id}
        if self.cache:
            found["cache"] = {"endpoint": self.cache.endpoint, "name": self.cache.name}
        if self.files:
            found["files"] = {"bucket": self.files.name}
        if self.jobs:
            found["jobs"] = {"url": self.jobs.url}
        return found

    def _make_database(
        self, spec: RdsPostgres | AuroraServerless, network: NetworkRefs, log_key_arn: pulumi.Input[str]
    ) -> DatabaseRefs:
        days = self.profile.objectives.backup_retention_days
        made: PostgresDatabase | AuroraDatabase
        if isinstance(spec, RdsPostgres):
            made = PostgresDatabase(
                "database",
                spec,
                self.context,
                network=network,
                key_arn=self.key.arn,
                backup_days=days,
                pools=pools(self.profile),
                log_key_arn=log_key_arn,
                alarm_topic_arn=self.alarm_topic_arn,
                opts=self.opts,
            )
        else:
            made = AuroraDatabase(
                "database",
                spec,
                self.context,
                network=network,
                key_arn=self.key.arn,
                backup_days=days,
                log_key_arn=log_key_arn,
                alarm_topic_arn=self.alarm_topic_arn,
                opts=self.opts,
            )
        self.schedulable = made.schedulable
        return made.refs

    def _make_cache(
        self, spec: NodeCache | ServerlessCache, network: NetworkRefs, log_key_arn: pulumi.Input[str]
    ) -> CacheRefs:
        users = clients(self.profile, "cache")
        if isinstance(spec, NodeCache):
            return RedisCache(
                "cache",
                spec,
                self.context,
                network=network,
                key_arn=self.key.arn,
                clients=users,
                log_key_arn=log_key_arn,
                alarm_topic_arn=self.alarm_topic_arn,
                opts=self.opts,
            ).refs
        return ServerlessRedisCache(
            "cache", spec, self.context, network=network, key_arn=self.key.arn, clients=users, opts=self.opts
        ).refs

    def _make_files(self, spec: BucketSpec) -> BucketRefs:
        logs = None
        if self.context.monitoring != "basic":
            logs = ServerLogBucket("access-logs", self.context, opts=self.opts).bucket_name
        return PrivateBucket("files", spec, self.context, key_arn=self.key.arn, access_logs=logs, opts=self.opts).refs

    def _accesses(self, client: str) -> tuple[Access, ...]:
        """What each store that it uses gives it; a rule of the profile sees to it that the store is there."""
        spec = self.profile.services.get(client) or self.profile.tasks[client]
        return tuple(self._access[store](client) for store in spec.uses)
