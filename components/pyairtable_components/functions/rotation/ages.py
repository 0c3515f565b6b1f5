"""How old the values of secrets are that a person renews."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Aged:
    """A secret whose value is old, or was never put."""

    name: str
    days: int | None
    """Since its value was put; nothing where there is none."""

    def __str__(self) -> str:
        if self.days is None:
            return f"{self.name} has no value yet"
        return f"{self.name} is {self.days} days old"


def aged(secrets: Iterable[Mapping[str, Any]], now: datetime, after_days: int) -> list[Aged]:
    """The secrets that are tagged `Renewal: reminder` and at least `after_days` old; the oldest first.

    Args:
        secrets: As https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html lists them.
        now: The time.
        after_days: From which age on.
    """
    found = [Aged(each["Name"], age(each, now)) for each in secrets if _by_a_person(each)]
    old = [each for each in found if each.days is None or each.days >= after_days]
    return sorted(old, key=lambda each: (each.days is not None, -(each.days or 0), each.name))


def age(secret: Mapping[str, Any], now: datetime) -> int | None:
    """Days since the value of a secret was put; nothing where there is none. Tags and policies count as changes too."""
    if not secret.get("SecretVersionsToStages") and not secret.get("VersionIdsToStages"):
        return None
    changed: datetime | None = secret.get("LastChangedDate") or secret.get("CreatedDate")
    return (now - changed).days if changed else None


def message(old: Iterable[Aged], command: str) -> str:
    """What is sent to people. It names secrets, and never a value."""
    lines = [f"- {each}" for each in old]
    return "\n".join(["Secrets that a person renews:", *lines, "", f"Put a new value with: {command} NAME"])


def _by_a_person(secret: Mapping[str, Any]) -> bool:
    return {"Key": "Renewal", "Value": "reminder"} in secret.get("Tags", [])
