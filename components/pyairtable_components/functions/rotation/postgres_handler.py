"""The function that rotates users of PostgreSQL."""

import os
from collections.abc import Mapping
from typing import Any

from pg8000.native import Connection

from pyairtable_components.functions.rotation.postgres import Postgres, PostgresRotator
from pyairtable_components.functions.rotation.protocol import CURRENT, RotationError, rotate
from pyairtable_components.functions.rotation.versions import SecretsManagerVersions


def handle(event: Mapping[str, str], context: Any) -> None:
    """Carry out a step for the secret `.../database/SERVICE`.

    Its variables: DATABASE_HOST, DATABASE_PORT, DATABASE_NAME, and ADMIN_SECRET, the ARN of the secret of who may
    create users.
    """
    del context
    place = Postgres(os.environ["DATABASE_HOST"], int(os.environ["DATABASE_PORT"]), os.environ["DATABASE_NAME"])
    versions = SecretsManagerVersions()

    def administer() -> Connection:
        found = versions.value(os.environ["ADMIN_SECRET"], stage=CURRENT)
        if found is None:
            raise RotationError("the administrator's secret has no value")
        return place.connect(found["username"], found["password"])

    rotate(
        event,
        versions,
        lambda name: PostgresRotator(name.rpartition("/")[2], place, place.connect, administer),
    )
