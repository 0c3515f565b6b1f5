"""What an event asks of an environment, and which of its databases stop or start. Data in, decisions out."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pyairtable_components.functions.capacity.core import ENVIRONMENT_TAG

Action = Literal["sleep", "wake"]

_NEVER = "prod"


@dataclass(frozen=True)
class Database:
    """An RDS instance or an Aurora cluster as RDS shows it."""

    name: str
    status: str
    tags: Mapping[str, str] = field(default_factory=dict)
    replicated: bool = False
    """Whether it is a replica or has one: RDS stops neither.

    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html
    """
    cluster: bool = False


def action(event: Mapping[str, Any], stage: str) -> Action:
    """What an event asks: `{"action": "wake"}` or `{"action": "sleep"}`; a message of a budget means sleep.

    Raises:
        ValueError: It asks something else, or of prod.
    """
    asked = "sleep" if _from_a_topic(event) else event.get("action")
    if asked not in ("sleep", "wake"):
        raise ValueError(f'{json.dumps(event)[:200]} asks nothing that is known. For example: {{"action": "wake"}}')
    if asked == "sleep" and stage == _NEVER:
        raise ValueError("a prod environment never sleeps. For example: a budget with stop_at_percent in dev")
    return "sleep" if asked == "sleep" else "wake"


def to_stop(databases: Iterable[Database], environment: str) -> dict[str, Database]:
    """The running databases of the environment that RDS can stop, by name."""
    return {
        one.name: one
        for one in databases
        if one.tags.get(ENVIRONMENT_TAG) == environment and one.status == "available" and not one.replicated
    }


def to_start(databases: Iterable[Database], environment: str) -> dict[str, Database]:
    """The stopped databases of the environment, by name."""
    return {
        one.name: one for one in databases if one.tags.get(ENVIRONMENT_TAG) == environment and one.status == "stopped"
    }


def _from_a_topic(event: Mapping[str, Any]) -> bool:
    """https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html."""
    records = event.get("Records") or ()
    return bool(records) and all(record.get("EventSource") == "aws:sns" for record in records)
