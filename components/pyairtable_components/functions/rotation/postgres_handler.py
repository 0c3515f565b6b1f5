"""The function that rotates users of PostgreSQL."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pg8000.native import Connection

from pyairtable_components.functions.rotation.postgres import Postgres, PostgresRotator
from pyairtable_components.functions.rotation.protocol import CURRENT, RotationError, rotate
from pyairtable_components.functions.rotation.versions import SecretsManagerVersions


def handle(event: Mapping[str, str], context: Any) -> None:
    """Carry out a step for the secret `.../database/SERVICE`.

    Its variables: DATABASE_HOST, DATABASE_PORT, DATABASE_NAME; ADMIN_SECRET, the ARN of the secret of who may create
    users; DATABASE_AUTHORITIES, the file beside the code with the authorities of the database, where there is one.
    """
    del context
    authorities = os.environ.get("DATABASE_AUTHORITIES")
    place = Postgres(
        os.environ["DATABASE_HOST"],
        int(os.environ["DATABASE_PORT"]),
        os.environ["DATABASE_NAME"],
        # https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
        str(Path(os.environ["LAMBDA_TASK_ROOT"]) / authorities) if authorities else None,
    )
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
