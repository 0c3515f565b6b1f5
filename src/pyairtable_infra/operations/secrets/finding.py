"""Secrets as Secrets Manager knows them, and the services that read them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pyairtable_infra.operations.aws import Aws, Call
from pyairtable_infra.operations.errors import OperationError

ABSENT = ("ResourceNotFoundException",)


@dataclass(frozen=True)
class Secret:
    """A secret without its value.

    https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html
    """

    name: str
    arn: str
    rotates: bool
    changed: datetime | None
    rotated: datetime | None
    read: datetime | None
    """The day on which it was last read."""
    deleted: datetime | None
    current: str | None
    """The id of the version that readers get; nothing where no value was put yet."""

    @property
    def environment(self) -> str:
        """The second part of its name."""
        return environment_of(self.name)


def environment_of(name: str) -> str:
    """The environment of the secret called `name`.

    Raises:
        OperationError: It is no full name.
    """
    parts = name.split("/")
    if len(parts) < len(("project", "environment", "purpose")) or not all(parts):
        raise OperationError(
            f"{name}: the name of a secret has its project and environment. "
            "For example: pyairtable/dev/api-keys/airtable"
        )
    return parts[1]


def listed(aws: Aws, prefix: str) -> list[Secret]:
    """The secrets whose names begin with `prefix`, in the order of their names."""
    filters = [{"Key": "name", "Values": [prefix]}]
    found = aws.ask("secretsmanager", "ListSecrets", Filters=filters, IncludePlannedDeletion=True)
    return sorted((_secret(each) for each in found.get("SecretList", ())), key=lambda each: each.name)


def found(aws: Aws, name: str) -> Secret:
    """The secret called `name`.

    Raises:
        OperationError: There is none, or it is about to be deleted.
    """
    answer = aws.run(Call("secretsmanager", "DescribeSecret", {"SecretId": name}), absent=ABSENT)
    if answer is None:
        others = [each.name for each in listed(aws, "/".join(name.split("/")[:2]) + "/")]
        there = f"there is: {', '.join(others)}" if others else f"{environment_of(name)} has none"
        example = others[0] if others else "a secret that `secrets list` shows"
        raise OperationError(f"{name}: there is no such secret; {there}. For example: {example}")
    secret = _secret(answer)
    if secret.deleted:
        raise OperationError(
            f"{name}: the name is taken by a secret that is deleted after {secret.deleted:%Y-%m-%d}. "
            f"For example: aws secretsmanager restore-secret --secret-id {name}"
        )
    return secret


def policy_of(aws: Aws, secret: Secret) -> dict[str, Any]:
    """The policy that stands on the secret."""
    answer = aws.run(Call("secretsmanager", "GetResourcePolicy", {"SecretId": secret.arn})) or {}
    text = answer.get("ResourcePolicy")
    parsed: dict[str, Any] = json.loads(text) if text else {"Version": "2012-10-17", "Statement": []}
    return parsed


def readers(policy: Mapping[str, Any]) -> list[str]:
    """The roles that a secret's policy lets read, by their names; the root user is no reader."""
    named = {
        arn
        for statement in policy["Statement"]
        for arn in statement.get("Condition", {}).get("ArnNotLike", {}).get("aws:PrincipalArn", [])
    }
    return sorted(arn.rpartition("/")[2] for arn in named if not arn.endswith(":root"))


def services(aws: Aws, secret: Secret, cluster: str) -> list[str]:
    """The ECS services of `cluster` whose tasks get the secret when they start."""
    arns = aws.ask("ecs", "ListServices", cluster=cluster).get("serviceArns", [])
    reading: list[str] = []
    for start in range(0, len(arns), _AT_ONCE):
        call = Call("ecs", "DescribeServices", {"cluster": cluster, "services": arns[start : start + _AT_ONCE]})
        described = (aws.run(call) or {}).get("services", ())
        reading += [one["serviceName"] for one in described if _reads(aws, one["taskDefinition"], secret)]
    return sorted(reading)


_AT_ONCE = 10
"""https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html."""


def _reads(aws: Aws, definition: str, secret: Secret) -> bool:
    answer = aws.run(Call("ecs", "DescribeTaskDefinition", {"taskDefinition": definition})) or {}
    return any(
        given["valueFrom"].startswith(secret.arn)
        for container in answer["taskDefinition"]["containerDefinitions"]
        for given in container.get("secrets", ())
    )


def _secret(described: Mapping[str, Any]) -> Secret:
    stages = described.get("VersionIdsToStages") or described.get("SecretVersionsToStages") or {}
    return Secret(
        described["Name"],
        described["ARN"],
        described.get("RotationEnabled", False),
        described.get("LastChangedDate") if stages else None,
        described.get("LastRotatedDate"),
        described.get("LastAccessedDate"),
        described.get("DeletedDate"),
        next((version for version, labels in stages.items() if "AWSCURRENT" in labels), None),
    )
