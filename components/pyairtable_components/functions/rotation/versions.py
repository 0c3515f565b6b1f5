"""The versions of a secret in Secrets Manager."""

import json
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from pyairtable_components.functions.rotation.protocol import CURRENT, PENDING, Described, Value

_PATIENT = Config(retries={"mode": "standard", "total_max_attempts": 5}, connect_timeout=5, read_timeout=10)


class SecretsManagerVersions:
    """Secrets Manager as the protocol sees it.

    Args:
        client: A client of boto3; one with the credentials of this function, unless given.
    """

    def __init__(self, client: Any = None) -> None:
        self._client = client or boto3.client("secretsmanager", config=_PATIENT)

    def describe(self, secret: str) -> Described:
        """https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html."""
        found = self._client.describe_secret(SecretId=secret)
        return Described(found["Name"], found.get("RotationEnabled", False), found.get("VersionIdsToStages", {}))

    def value(self, secret: str, *, stage: str, version: str | None = None) -> Value | None:
        """https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html."""
        which = {"VersionId": version} if version else {}
        try:
            found = self._client.get_secret_value(SecretId=secret, VersionStage=stage, **which)
        except ClientError as error:
            if error.response["Error"]["Code"] == "ResourceNotFoundException":
                return None
            raise
        text = found.get("SecretString")
        return None if text is None else parsed(text)

    def put(self, secret: str, version: str, value: Value) -> None:
        """https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html."""
        try:
            self._client.put_secret_value(
                SecretId=secret,
                ClientRequestToken=version,
                SecretString=json.dumps(dict(value), sort_keys=True),
                VersionStages=[PENDING],
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ResourceExistsException":  # another run was faster
                raise

    def promote(self, secret: str, version: str, *, former: str | None) -> None:
        """https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html.

        A secret that never had a value has no former version: https://github.com/getmoto/moto/issues/9451.
        """
        from_former = {"RemoveFromVersionId": former} if former else {}
        self._client.update_secret_version_stage(
            SecretId=secret, VersionStage=CURRENT, MoveToVersionId=version, **from_former
        )
        self._client.update_secret_version_stage(SecretId=secret, VersionStage=PENDING, RemoveFromVersionId=version)


def parsed(text: str) -> Value:
    """The value that `text` is: a JSON object, or a single value as it stands."""
    try:
        found = json.loads(text)
    except ValueError:
        return {"value": text}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {"value": text}
