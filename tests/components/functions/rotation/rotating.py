"""Secrets Manager by moto, and a rotation that can be stopped and repeated at every step."""

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import boto3
from moto import mock_aws
from moto.secretsmanager.models import SecretsManagerBackend, secretsmanager_backends

from pyairtable_components.functions.rotation.protocol import STEPS, Rotator, Value, rotate
from pyairtable_components.functions.rotation.versions import SecretsManagerVersions

NOBODY = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_DEFAULT_REGION": "us-east-1"}
ACCOUNT, REGION = "123456789012", "us-east-1"


@contextmanager
def secrets_manager() -> Iterator[None]:
    """moto, and what it lacks: a first value without a former one (https://github.com/getmoto/moto/issues/9451)."""
    move = SecretsManagerBackend.update_secret_version_stage

    def with_a_first(self: Any, secret_id: str, version_stage: str, **versions: Any) -> Any:
        secret = self.secrets[secret_id]
        if version_stage == "AWSCURRENT" and not versions["remove_from_version_id"]:
            secret.versions[versions["move_to_version_id"]]["version_stages"].append(version_stage)
            return secret.arn, secret.name
        return move(self, secret_id, version_stage, **versions)

    with (
        patch.dict(os.environ, NOBODY),
        patch.object(SecretsManagerBackend, "update_secret_version_stage", with_a_first),
        mock_aws(),
    ):
        yield


@dataclass
class Rotating:
    """A secret without a value, and what rotates it."""

    rotator: Callable[[str], Rotator]
    name: str = "shop/dev/database/cart"
    rotates: bool = True

    def __post_init__(self) -> None:
        self.client = boto3.client("secretsmanager", region_name=REGION)
        self.versions = SecretsManagerVersions(self.client)
        self.arn = self.client.create_secret(Name=self.name)["ARN"]
        if self.rotates:
            self.client.rotate_secret(SecretId=self.arn, RotationRules={"AutomaticallyAfterDays": 30})

    def start(self) -> str:
        """Begin a rotation, as Secrets Manager does it with a function: an empty version that is pending.

        Without a function moto would make that version the current one.
        """
        version = str(uuid.uuid4())
        kept = secretsmanager_backends[ACCOUNT][REGION].secrets[self.arn].versions
        for other in kept.values():
            assert "AWSPENDING" not in other["version_stages"], "a rotation is going on"
        kept[version] = {"createdate": 0, "version_id": version, "version_stages": ["AWSPENDING"]}
        return version

    def step(self, name: str, version: str) -> None:
        event = {"Step": name, "SecretId": self.arn, "ClientRequestToken": version}
        rotate(event, self.versions, self.rotator)

    def run(self, *, times: int = 1) -> Value:
        """A whole rotation, each step so many times; the new value."""
        version = self.start()
        for name in STEPS:
            for _ in range(times):
                self.step(name, version)
        return self.current()

    def current(self) -> Value:
        found = self.versions.value(self.arn, stage="AWSCURRENT")
        assert found is not None
        return found

    def pending(self, version: str) -> Value:
        found = self.versions.value(self.arn, stage="AWSPENDING", version=version)
        assert found is not None
        return found

    def stages(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = self.client.describe_secret(SecretId=self.arn)["VersionIdsToStages"]
        return found
