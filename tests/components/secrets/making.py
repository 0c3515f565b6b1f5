"""A store of three secrets, and the roles around it."""

from collections.abc import Mapping
from typing import Any

from pyairtable_components import Context
from pyairtable_components.identity.role import role_arn
from pyairtable_components.secrets.spec import SecretSpec
from pyairtable_components.secrets.store import SecretStore
from pyairtable_infra.plan.model import Plan
from tests.components.reading import plan_of
from tests.components.standing import KEY
from tests.conftest import a_context

SPECS = {
    "api-keys/airtable": SecretSpec(description="Airtable", readers=("cart",), variable="AIRTABLE_TOKEN"),
    "database/cart": SecretSpec(description="cart in the database", readers=("cart",), variable="DSN"),
    "database/shop": SecretSpec(
        description="shop in the database", readers=("shop",), variable="DSN", renewal="generated"
    ),
}


def readers(context: Context) -> Mapping[str, tuple[str, ...]]:
    return {
        path: tuple(role_arn(f"{name}-execution", context) for name in spec.readers) for path, spec in SPECS.items()
    }


def a_store(specs: Mapping[str, SecretSpec] = SPECS, **changes: Any) -> Plan:
    context = a_context(**changes)
    return plan_of(lambda: SecretStore("secrets", specs, context, key_arn=KEY, readers=readers(context)))
