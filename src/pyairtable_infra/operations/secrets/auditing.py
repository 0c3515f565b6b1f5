"""What is to be said of a secret: its age, who may read it, who did."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from pyairtable_infra.operations.aws import Aws
from pyairtable_infra.operations.secrets.finding import Secret, listed, policy_of, readers

UNUSED_AFTER = timedelta(days=90)
KEPT = timedelta(days=90)
"""How far back CloudTrail's event history reaches, without a trail.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html
"""


@dataclass(frozen=True)
class Audited:
    """A secret, and what an auditor asks."""

    secret: Secret
    age_days: int | None
    """Since its value or its settings changed; nothing where it has no value."""
    may_read: tuple[str, ...]
    """Roles by name; empty where its policy names none, and then IAM alone decides."""
    last_reader: str | None
    """Whoever read it last, as CloudTrail's event history of 90 days has it."""
    unused: bool
    """Nobody has read it for 90 days."""


def audit(aws: Aws, prefix: str, now: datetime) -> Iterator[Audited]:
    """Every secret whose name begins with `prefix`."""
    secrets = [secret for secret in listed(aws, prefix) if not secret.deleted]
    read_by = last_readers(aws, now) if secrets else {}
    for secret in secrets:
        last = read_by.get(secret.arn) or read_by.get(secret.name)
        yield Audited(
            secret,
            (now - secret.changed).days if secret.changed else None,
            tuple(readers(policy_of(aws, secret))),
            last,
            last is None and (secret.read is None or now - secret.read > UNUSED_AFTER),
        )


def last_readers(aws: Aws, now: datetime) -> dict[str, str]:
    """Whoever last read each secret, by the name or ARN by which he asked for it.

    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
    """
    asked = [{"AttributeKey": "EventName", "AttributeValue": "GetSecretValue"}]
    answer = aws.ask("cloudtrail", "LookupEvents", LookupAttributes=asked, StartTime=now - KEPT, EndTime=now)
    found: dict[str, str] = {}
    for event in answer.get("Events", ()):  # the newest first
        detail = json.loads(event["CloudTrailEvent"])
        secret = (detail.get("requestParameters") or {}).get("secretId")
        if secret and not detail.get("errorCode"):
            found.setdefault(secret, detail.get("userIdentity", {}).get("arn") or event.get("Username", "unknown"))
    return found
