"""Which services have to start again after a rotation: ECS reads secrets when a task starts, and then no more.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
"""

from collections.abc import Mapping, Sequence
from typing import Any


def secret_of(event: Mapping[str, Any]) -> str | None:
    """The ARN of the secret that was rotated; nothing where the event is about something else.

    https://docs.aws.amazon.com/secretsmanager/latest/userguide/monitoring-eventbridge.html
    """
    detail = event.get("detail", {})
    if detail.get("eventSource") != "secretsmanager.amazonaws.com" or detail.get("eventName") != "RotationSucceeded":
        return None
    found = detail.get("additionalEventData", {}).get("SecretId")
    return str(found) if found else None


def readers(arn: str, by_name: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """The services that read the secret `arn`: its name is the last part, without a hyphen and six characters."""
    name = arn.rsplit(":", maxsplit=1)[-1].rpartition("-")[0]
    return by_name.get(name, ())
