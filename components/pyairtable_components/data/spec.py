"""What a person decides about the data stores of an environment."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from pyairtable_components.data.authorities import Authorities
from pyairtable_components.data.cache_nodes import check_node_type
from pyairtable_components.data.instance_classes import check_class
from pyairtable_components.data.proxy_spec import ProxySpec
from pyairtable_components.data.windows import DailyWindow, WeeklyWindow, check_windows
from pyairtable_components.spec import Spec
from pyairtable_components.vocabulary.stores import StoreName

InstanceClass = Annotated[str, AfterValidator(check_class), Field(examples=["db.t4g.micro"])]
NodeType = Annotated[str, AfterValidator(check_node_type), Field(examples=["cache.t4g.micro"])]
Capacity = Annotated[float, Field(ge=0, le=256, multiple_of=0.5, examples=[2])]
TimeToLive = Annotated[int, Field(strict=True, ge=1, le=2_592_000, examples=[300])]
"""Seconds."""

_GROWTH = 10
"""Per cent that the storage's limit must be above it at least.

https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
"""


class ManagedPassword(Spec):
    """RDS makes the master password, keeps it in a secret of its own, and changes it every seven days.

    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
    """

    kind: Literal["managed"]


class OwnSecret(Spec):
    """A secret of the environment holds the master password; it is rotated like the others."""

    kind: Literal["secret"]


MasterCredential = Annotated[
    ManagedPassword | OwnSecret, Field(discriminator="kind", examples=[{"kind": "managed"}, {"kind": "secret"}])
]


class _Postgres(Spec):
    """What holds for PostgreSQL of either kind."""

    backup_window: DailyWindow = "03:00-04:00"
    """When the daily snapshot is made, in UTC."""
    maintenance_window: WeeklyWindow = "sun:04:30-sun:05:30"
    """When AWS may patch it, in UTC."""
    pool_size: Annotated[int, Field(strict=True, ge=1, le=100, examples=[3])] = 3
    """The connections that each task of a service holds at most."""
    proxy: ProxySpec | None = None
    """RDS Proxy between the clients and the database ($22 a month at least); none, unless given."""

    authorities: Authorities | None = None
    """RDS's certificate bundle of the region, against which the rotation checks the server and its name.

    Public trust stores do not know these authorities, so without it the rotation encrypts and checks no certificate.
    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html#UsingWithRDS.SSL.CertificatesAllRegions
    """

    @model_validator(mode="after")
    def _windows_apart(self) -> Self:
        check_windows(self.backup_window, self.maintenance_window, key="backup_window", least=30)
        return self


class RdsPostgres(_Postgres):
    """RDS for PostgreSQL 16: an instance with storage that grows by itself."""

    kind: Literal["rds"]
    instance_class: InstanceClass
    # https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage
    storage_gb: Annotated[int, Field(strict=True, ge=20, le=65536, examples=[20])] = 20
    """gp3 storage to begin with; RDS has at least 20."""
    storage_limit_gb: Annotated[int, Field(strict=True, ge=22, le=65536, examples=[100])] = 100
    """Up to how much the storage grows by itself."""
    multi_az: bool = False
    """A standby in another zone takes over within about a minute; it doubles the price."""
    replicas: Annotated[int, Field(strict=True, ge=0, le=15, examples=[1])] = 0
    """Readers beside it. They need a master password in an own secret.

    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.html
    """
    master: MasterCredential = ManagedPassword(kind="managed")
    """Who holds the master password."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        least = -(-self.storage_gb * (100 + _GROWTH) // 100)
        if self.storage_limit_gb < least:
            raise ValueError(
                f"storage_limit_gb {self.storage_limit_gb} is not {_GROWTH} % above storage_gb {self.storage_gb}. "
                f"For example: storage_limit_gb: {least}"
            )
        if self.replicas and isinstance(self.master, ManagedPassword):
            # https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html#rds-secrets-manager-limitations
            raise ValueError(
                f"replicas is {self.replicas}, and RDS manages no password of an instance with replicas. "
                "For example: master: {kind: secret}"
            )
        return self


class AuroraServerless(_Postgres):
    """Aurora PostgreSQL 16, Serverless v2: capacity by the second, and none while nobody asks."""

    kind: Literal["aurora_serverless"]
    minimum_acu: Capacity = 0
    """Capacity units (2 GiB of memory each) that always stand ready; with 0 it pauses."""
    maximum_acu: Annotated[float, Field(ge=1, le=256, multiple_of=0.5, examples=[2])] = 2
    pause_after_seconds: Annotated[int, Field(strict=True, ge=300, le=86400, examples=[300])] = 300
    """How long nobody may ask before it pauses; waking takes about 15 seconds.

    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html
    """
    readers: Annotated[int, Field(strict=True, ge=0, le=15, examples=[1])] = 0
    """Instances beside the writer, in other zones; one of them takes over."""
    master: MasterCredential = ManagedPassword(kind="managed")
    """Who holds the master password. Readers of a cluster go with either; a cluster of a global database does not.

    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html
    """

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.minimum_acu > self.maximum_acu:
            raise ValueError(
                f"minimum_acu {self.minimum_acu:g} is above maximum_acu {self.maximum_acu:g}. "
                f"For example: maximum_acu: {self.minimum_acu:g}"
            )
        if self.proxy and not self.minimum_acu:
            # https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html
            raise ValueError(
                "with minimum_acu 0 it should pause, and a proxy keeps a connection open, so that it never would. "
                "For example: minimum_acu: 0.5"
            )
        return self


Database = Annotated[
    RdsPostgres | AuroraServerless,
    Field(
        discriminator="kind",
        examples=[{"kind": "rds", "instance_class": "db.t4g.micro"}, {"kind": "aurora_serverless"}],
    ),
]


class CachingPolicy(Spec):
    """How long what is kept in the cache is good for, in seconds; the services are told."""

    session: TimeToLive = 3600
    api_response: TimeToLive = 300
    query: TimeToLive = 600
    airtable: TimeToLive = 180


class _Cache(Spec):
    """What holds for a cache of either kind."""

    engine: Literal["valkey", "redis"] = "valkey"
    """Valkey 8 costs a fifth less than Redis OSS 7, and understands the same commands."""
    authentication: Literal["iam", "password"] = "iam"
    """How services log in: with a token that their role signs, so that there is no password; or, for a client that
    cannot do that, with a password which the rotation sets.

    https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
    """
    snapshot_days: Annotated[int, Field(strict=True, ge=0, le=35, examples=[7])] = 0
    """How long daily snapshots are kept; none with 0."""
    policy: CachingPolicy = CachingPolicy()


class NodeCache(_Cache):
    """An ElastiCache replication group: a primary node, and replicas that take over."""

    kind: Literal["replication_group"]
    node_type: NodeType = "cache.t4g.micro"
    nodes: Annotated[int, Field(strict=True, ge=1, le=6, examples=[2])] = 1
    """With two or more, in as many zones as there are, another takes over when the primary fails."""
    snapshot_window: DailyWindow = "02:00-03:00"
    maintenance_window: WeeklyWindow = "sun:05:30-sun:06:30"

    @model_validator(mode="after")
    def _windows_apart(self) -> Self:
        # https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html
        check_windows(self.snapshot_window, self.maintenance_window, key="snapshot_window", least=60)
        return self


class ServerlessCache(_Cache):
    """ElastiCache Serverless: no nodes to choose; Valkey costs at least $6 a month, Redis OSS $91."""

    kind: Literal["serverless"]
    data_limit_gb: Annotated[int, Field(strict=True, ge=1, le=5000, examples=[1])] = 1
    """More than that it evicts."""
    ecpu_limit: Annotated[int, Field(strict=True, ge=1000, le=15_000_000, examples=[1000])] = 1000
    """Processing units a second; beyond, it slows down."""
    snapshot_time: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", examples=["02:00"])] = "02:00"
    """When the daily snapshot is made, in UTC."""


Cache = Annotated[
    NodeCache | ServerlessCache,
    Field(discriminator="kind", examples=[{"kind": "replication_group"}, {"kind": "serverless"}]),
]


class BucketSpec(Spec):
    """A private bucket whose objects keep their former versions for a while."""

    former_versions_days: Annotated[int, Field(strict=True, ge=1, le=3650, examples=[30])] = 30
    """How long a version that was overwritten or deleted can be brought back."""
    infrequent_after_days: Annotated[int, Field(strict=True, ge=30, le=3650, examples=[90])] | None = None
    """After how many days an object moves to a cheaper class that charges for each reading; never, unless given.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
    """
    expire_after_days: Annotated[int, Field(strict=True, ge=1, le=3650, examples=[365])] | None = None
    """After how many days an object is deleted; never, unless given."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        moved, gone = self.infrequent_after_days, self.expire_after_days
        if moved is not None and gone is not None and moved >= gone:
            raise ValueError(
                f"infrequent_after_days {moved} is not before expire_after_days {gone}. "
                f"For example: expire_after_days: {moved + 30}"
            )
        return self


class QueueSpec(Spec):
    """A queue of work, with a second one for what fails again and again."""

    # https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
    visibility_seconds: Annotated[int, Field(strict=True, ge=1, le=43200, examples=[300])] = 300
    """How long a worker has before the work is given to another one."""
    retention_days: Annotated[int, Field(strict=True, ge=1, le=13, examples=[4])] = 4
    """How long work waits before it is lost; what failed is kept for 14 days."""
    attempts: Annotated[int, Field(strict=True, ge=1, le=1000, examples=[5])] = 5
    """How often work is tried before it counts as failed."""


class DataSpec(Spec):
    """The data stores. A store that is not named is not made."""

    database: Database | None = None
    """PostgreSQL 16."""
    cache: Cache | None = None
    """Valkey or Redis."""
    files: BucketSpec | None = None
    """A bucket for the files that services work on."""
    jobs: QueueSpec | None = None
    """A queue for asynchronous work."""

    @property
    def stores(self) -> tuple[StoreName, ...]:
        """The stores that there are."""
        names: tuple[StoreName, ...] = ("database", "cache", "files", "jobs")
        return tuple(name for name in names if getattr(self, name) is not None)
