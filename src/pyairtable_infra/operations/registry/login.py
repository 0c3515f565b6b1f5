"""The credential with which ECR reads ghcr.io."""

import json

from pyairtable_components.registry.container_registry import CREDENTIAL
from pyairtable_infra.operations.aws import Aws, Call
from pyairtable_infra.operations.errors import InputError, OperationError
from pyairtable_infra.profile.sections import PROJECT
from pyairtable_infra.profile.sources import ACCOUNT

SECRET = f"{CREDENTIAL}{PROJECT}-{ACCOUNT}-images"
_ABSENT = ("ResourceNotFoundException",)


def login(aws: Aws, username: str, token: str) -> None:
    """Write name and token into the secret of the cache; the token is shown nowhere.

    https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-secret.html

    Raises:
        InputError: The token is empty.
        OperationError: There is no such secret.
    """
    if not token:
        raise InputError(
            "there is no token on standard input. "
            "For example: gh auth token | pyairtable-infra registry login --username octocat"
        )
    value = json.dumps({"username": username, "accessToken": token})
    call = Call("secretsmanager", "PutSecretValue", {"SecretId": SECRET, "SecretString": value})
    if aws.run(call, absent=_ABSENT) is None:
        raise OperationError(
            f"{aws.region} has no secret {SECRET}: the stack makes it. For example: pulumi up --stack {ACCOUNT}"
        )
