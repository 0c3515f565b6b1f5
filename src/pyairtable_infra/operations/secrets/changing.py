"""Put a value, rotate, deploy readers again."""

from collections.abc import Callable

from pyairtable_infra.operations.aws import Aws, Call
from pyairtable_infra.operations.errors import OperationError
from pyairtable_infra.operations.secrets.finding import Secret, found

LONGEST = 65_536
"""Bytes of a value: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html."""
LOOKS = 60


def put(aws: Aws, name: str, value: str) -> Secret:
    """Make `value` the current value of the secret; a line break at its end is left out.

    Raises:
        OperationError: There is no such secret, it rotates by itself, or the value is empty or too long.
    """
    value = value.removesuffix("\n").removesuffix("\r")
    if not value:
        raise OperationError(f"{name}: standard input is empty. For example: secrets put {name} < token.txt")
    if len(value.encode()) > LONGEST:
        raise OperationError(
            f"{name}: the value has {len(value.encode())} bytes, and a secret holds {LONGEST}. For example: a token"
        )
    secret = found(aws, name)
    if secret.rotates:
        raise OperationError(
            f"{name}: its values are made by a rotation, which would not know this one. "
            f"For example: pyairtable-infra secrets rotate {name}"
        )
    aws.run(Call("secretsmanager", "PutSecretValue", {"SecretId": secret.arn, "SecretString": value}))
    return secret


def rotate(aws: Aws, secret: Secret, pause: Callable[[], None]) -> str:
    """Rotate now, and wait until the new version is the current one; its id.

    Raises:
        OperationError: The secret has no rotation, or the rotation does not end.
    """
    if not secret.rotates:
        raise OperationError(
            f"{secret.name}: nothing rotates it. For example: pyairtable-infra secrets put {secret.name} < value.txt"
        )
    call = Call("secretsmanager", "RotateSecret", {"SecretId": secret.arn})
    answer = aws.run(call, absent=("InvalidRequestException",))  # an earlier rotation still goes on
    wanted = answer["VersionId"] if answer else None
    for _ in range(LOOKS):
        now = found(aws, secret.name)
        if now.current and (now.current == wanted or (wanted is None and now.current != secret.current)):
            return now.current
        pause()
    raise OperationError(
        f"{secret.name}: the rotation has not ended. The function's log says why. For example: "
        f"aws logs tail /{'/'.join(secret.name.split('/')[:2])}/functions --since 10m"
    )


def redeploy(aws: Aws, cluster: str, service: str) -> None:
    """Start the service's tasks again, so that they read their secrets again.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
    """
    asked = {"cluster": cluster, "service": service, "forceNewDeployment": True}
    aws.run(Call("ecs", "UpdateService", asked))
