"""Data stores, each alone."""

from collections.abc import Callable
from typing import Any

from pyairtable_components import Context, NetworkRefs
from pyairtable_components.data.cache import RedisCache
from pyairtable_components.data.database import PostgresDatabase
from pyairtable_components.data.spec import NodeCache, RdsPostgres
from pyairtable_infra.plan.model import Plan
from tests.components.reading import plan_of
from tests.components.standing import KEY, PRIVATE, VPC
from tests.conftest import a_context

ISOLATED = ("subnet-0ccccccccccccccc1", "subnet-0ccccccccccccccc2")
NETWORK = NetworkRefs.existing(vpc_id=VPC, private_subnet_ids=PRIVATE, isolated_subnet_ids=ISOLATED)
POOLS = {"cart": 9, "orders": 6}


def database_plan(context: dict[str, Any] | None = None, *, unknowns: bool = False, **spec: Any) -> Plan:
    """One database; `spec` replaces values of its spec."""
    asked = RdsPostgres.model_validate({"kind": "rds", "instance_class": "db.t4g.micro"} | spec)
    where = a_context(**(context or {}))
    return plan_of(
        lambda: PostgresDatabase(
            "database", asked, where, network=NETWORK, key_arn=KEY, backup_days=7, pools=POOLS, log_key_arn=KEY
        ),
        unknowns=unknowns,
    )


def store_plan(make: Callable[[Context], object], *, unknowns: bool = False, **context: Any) -> Plan:
    """One store; `context` replaces values of the context."""
    where = a_context(**context)
    return plan_of(lambda: make(where), unknowns=unknowns)


def cache_plan(context: dict[str, Any] | None = None, **spec: Any) -> Plan:
    """One replication group with two clients; `spec` replaces values of its spec."""
    asked = NodeCache.model_validate({"kind": "replication_group"} | spec)
    return store_plan(
        lambda where: RedisCache(
            "cache", asked, where, network=NETWORK, key_arn=KEY, clients=("cart", "orders"), log_key_arn=KEY
        ),
        **(context or {}),
    )
