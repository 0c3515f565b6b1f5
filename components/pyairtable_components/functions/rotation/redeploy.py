"""Which secret has another value, so that its readers have to start again.

ECS reads secrets when a task starts, and then no more:
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
"""

from collections.abc import Mapping
from typing import Any


def renewed(event: Mapping[str, Any]) -> str | None:
    """The name of the secret whose current value is another one; nothing where the event is about something else.

    https://docs.aws.amazon.com/secretsmanager/latest/userguide/event-detail-secret-label-updated-secretsmanager.html
    """
    detail = event.get("detail", {})
    if event.get("detail-type") != "Secret Label Updated" or detail.get("labelUpdated") != "AWSCURRENT":
        return None
    found = detail.get("name")
    return str(found) if found else None
