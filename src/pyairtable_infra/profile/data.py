"""Who uses which data store, and the rules that follow from it."""

from collections.abc import Iterator

from pyairtable_components.data.instance_classes import MEMORY
from pyairtable_components.data.parameters import RESERVED_CONNECTIONS, connections, most_connections
from pyairtable_components.data.proxy_spec import MOST_SECRETS
from pyairtable_components.data.spec import RdsPostgres
from pyairtable_components.vocabulary.stores import StoreName
from pyairtable_infra.profile.paths import Path
from pyairtable_infra.profile.sections import Sections

Finding = tuple[Path, str]

PROXY = "database-proxy"

_EXAMPLES: dict[StoreName, str] = {
    "database": "{kind: rds, instance_class: db.t4g.micro}",
    "cache": "{kind: replication_group}",
    "files": "{former_versions_days: 30}",
    "jobs": "{attempts: 5}",
}


def clients(profile: Sections, store: StoreName) -> tuple[str, ...]:
    """The services and tasks that use a store, by name."""
    return tuple(sorted(name for name, spec in {**profile.services, **profile.tasks}.items() if store in spec.uses))


def pools(profile: Sections) -> dict[str, int]:
    """The connections to the database that each service holds at its maximum, and each task as it runs.

    With a proxy they share its pool, which is never more than the database bears.
    """
    database = profile.data.database
    size = database.pool_size if database else 0
    wanted = {
        name: size * (profile.services[name].replicas.maximum if name in profile.services else 1)
        for name in clients(profile, "database")
    }
    if database and database.proxy and isinstance(database, RdsPostgres):
        most = most_connections(database.instance_class) - RESERVED_CONNECTIONS
        return {PROXY: min(sum(wanted.values()), most)}
    return wanted


def stores_exist(profile: Sections) -> Iterator[Finding]:
    """Nothing uses a store that there is not."""
    there = profile.data.stores
    for section, specs in (("services", profile.services), ("tasks", profile.tasks)):
        for name, spec in specs.items():
            for position, store in enumerate(spec.uses):
                if store not in there:
                    yield (
                        (section, name, "uses", position),
                        f"this environment has no {store}. For example: data: {{{store}: {_EXAMPLES[store]}}}",
                    )


def connections_fit(profile: Sections) -> Iterator[Finding]:
    """The database bears the connections that its clients may hold."""
    database = profile.data.database
    if not isinstance(database, RdsPostgres):
        return
    wanted, most = connections(pools(profile)), most_connections(database.instance_class)
    if wanted <= most:
        return
    said = f"its clients may hold {wanted} connections at their maximum, and {database.instance_class} bears {most}"
    tasks = (wanted - RESERVED_CONNECTIONS) // database.pool_size
    if smaller := (most - RESERVED_CONNECTIONS) // tasks:
        yield ("data", "database", "pool_size"), f"{said}. For example: {smaller}"
    elif larger := next((each for each in _by_memory() if most_connections(each) >= wanted), None):
        yield ("data", "database", "instance_class"), f"{said}. For example: {larger}"
    else:
        each = (most - RESERVED_CONNECTIONS) // database.pool_size // len(clients(profile, "database"))
        fewer = max(each, 1)
        for name in clients(profile, "database"):
            if name in profile.services and profile.services[name].replicas.maximum > fewer:
                yield ("services", name, "replicas", "maximum"), f"{said}. For example: {fewer}"


def proxy_has_clients(profile: Sections) -> Iterator[Finding]:
    """A proxy logs in as its clients do, and takes so many of them."""
    users = clients(profile, "database")
    if not (profile.data.database and profile.data.database.proxy) or 0 < len(users) <= MOST_SECRETS:
        return
    where: Path = ("data", "database", "proxy")
    if users:
        yield where, f"{len(users)} clients use the database, and a proxy takes {MOST_SECRETS}. For example: null"
    else:
        yield where, "nobody uses the database, and a proxy logs in as its clients do. For example: null"


def _by_memory() -> list[str]:
    """The classes of a burstable and of a memory-optimised family, the smallest first."""
    found = (each for each in MEMORY if each.startswith(("db.t4g.", "db.r8g.")))
    return sorted(found, key=lambda each: MEMORY[each])
