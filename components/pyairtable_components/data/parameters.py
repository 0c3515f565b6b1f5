"""Parameters of PostgreSQL from the memory of its instance and the connections of its clients; no Pulumi here.

The figures that RDS sets by default come from `DBInstanceClassMemory`, which is less than the class has and which AWS
does not publish (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ParamValuesRef.html). Here a quarter is
left to the operating system and to RDS; the rest is `usable`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pyairtable_components.data.instance_classes import MEMORY

RESERVED_CONNECTIONS = 15
"""For people, migrations, rotation of passwords, monitoring; PostgreSQL itself keeps three for superusers.

https://www.postgresql.org/docs/16/runtime-config-connection.html#GUC-SUPERUSER-RESERVED-CONNECTIONS
"""

BYTES_OF_A_CONNECTION = 9_531_392
"""RDS allows LEAST(DBInstanceClassMemory / 9531392, 5000) connections by default.

https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
"""

MOST_CONNECTIONS = 5000
SLOW_MILLISECONDS = 1000
_MIB = 1024 * 1024
_BLOCK = 8
"""KiB of a page of PostgreSQL."""


@dataclass(frozen=True)
class Parameter:
    """A parameter of a group: its name, its value, and whether it takes effect with a restart only."""

    name: str
    value: str
    restart: bool = False


def usable(instance_class: str) -> int:
    """MiB that PostgreSQL and its connections may use: three quarters of the class's memory."""
    return MEMORY[instance_class] * 3 // 4


def shared_buffers(memory: int) -> int:
    """MiB of shared buffers: a quarter of the usable memory.

    https://www.postgresql.org/docs/16/runtime-config-resource.html#GUC-SHARED-BUFFERS recommends 25 %.
    """
    return memory // 4


def effective_cache_size(memory: int) -> int:
    """MiB that the planner may expect to be cached: half of the usable memory, as RDS has it by default.

    https://docs.aws.amazon.com/prescriptive-guidance/latest/tuning-postgresql-parameters/effective-cache-size.html
    """
    return memory // 2


def maintenance_work_mem(memory: int) -> int:
    """MiB for VACUUM and CREATE INDEX: a sixteenth of the usable memory, from 64 (RDS's least) to 2048.

    https://github.com/le0pard/pgtune has the sixteenth and the most,
    https://docs.aws.amazon.com/prescriptive-guidance/latest/tuning-postgresql-parameters/maintenance-work-mem.html the
    least.
    """
    return min(max(memory // 16, 64), 2048)


def work_mem(memory: int, connections: int) -> int:
    """KiB for each sort or hash: what the shared buffers leave, for three of them in each connection; at least 64.

    https://github.com/le0pard/pgtune divides by three times the connections. 64 KiB is PostgreSQL's least:
    https://www.postgresql.org/docs/16/runtime-config-resource.html#GUC-WORK-MEM
    """
    return max((memory - shared_buffers(memory)) * 1024 // (3 * connections), 64)


def connections(pools: Mapping[str, int]) -> int:
    """The connections that clients may hold at once, and the reserve: `max_connections`.

    Args:
        pools: For each client, how many its tasks hold together at their maximum.
    """
    return sum(pools.values()) + RESERVED_CONNECTIONS


def most_connections(instance_class: str) -> int:
    """How many connections the usable memory of a class bears, by RDS's own rule."""
    return min(usable(instance_class) * _MIB // BYTES_OF_A_CONNECTION, MOST_CONNECTIONS)


def tuned(instance_class: str, pools: Mapping[str, int]) -> tuple[Parameter, ...]:
    """The parameters of an instance, by name."""
    memory, most = usable(instance_class), connections(pools)
    sizes = (
        Parameter("effective_cache_size", str(effective_cache_size(memory) * 1024 // _BLOCK)),
        Parameter("maintenance_work_mem", str(maintenance_work_mem(memory) * 1024)),
        Parameter("max_connections", str(most), restart=True),
        Parameter("shared_buffers", str(shared_buffers(memory) * 1024 // _BLOCK), restart=True),
        Parameter("work_mem", str(work_mem(memory, most))),
    )
    return tuple(sorted((*sizes, *everywhere()), key=lambda each: each.name))


def everywhere() -> tuple[Parameter, ...]:
    """What holds whatever the memory: TLS only, slow queries logged, statements counted.

    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.html
    """
    return (
        Parameter("log_min_duration_statement", str(SLOW_MILLISECONDS)),
        Parameter("rds.force_ssl", "1"),
        Parameter("shared_preload_libraries", "pg_stat_statements", restart=True),
    )
