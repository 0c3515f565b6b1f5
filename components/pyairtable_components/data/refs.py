"""What other components need to know of a data store."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pulumi import Input


@dataclass(frozen=True)
class DatabaseRefs:
    """A PostgreSQL database that stands: RDS or Aurora, ours or somebody else's."""

    endpoint: Input[str]
    """Host name of what may be written to."""
    port: int
    name: str
    """The database inside."""
    resource_id: Input[str]
    """What IAM database authentication calls it: `db-ABCDEFGHIJKL01234`, `cluster-...`."""
    security_group_id: Input[str]
    key_arn: Input[str]
    """The KMS key of its storage and of its secrets."""
    master_secret_arn: Input[str]
    """The secret of the master user: JSON with `username` and `password`."""
    identifier: Input[str]
    """What RDS calls it: `shop-dev-database`."""
    kind: Literal["instance", "cluster"] = "instance"


@dataclass(frozen=True)
class CacheRefs:
    """A cache that stands, nodes or serverless. TLS is required."""

    endpoint: Input[str]
    port: int
    arn: Input[str]
    name: Input[str]
    """What a client signs a login with IAM for."""
    security_group_id: Input[str]
    users: Mapping[str, "CacheUser"]
    """The user of each client."""


@dataclass(frozen=True)
class CacheUser:
    """A user of a cache: one client, one user."""

    name: Input[str]
    arn: Input[str]


@dataclass(frozen=True)
class BucketRefs:
    """A bucket that stands."""

    name: Input[str]
    arn: Input[str]
    key_arn: Input[str] | None
    """Without one, S3's own key encrypts it."""


@dataclass(frozen=True)
class QueueRefs:
    """A queue that stands, and the one for what failed."""

    url: Input[str]
    arn: Input[str]
    key_arn: Input[str]
    failed_arn: Input[str]
