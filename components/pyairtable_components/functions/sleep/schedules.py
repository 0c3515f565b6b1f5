"""The calls that switch schedules of EventBridge on and off."""

from typing import Any

_KEPT = (
    "ActionAfterCompletion",
    "Description",
    "EndDate",
    "FlexibleTimeWindow",
    "GroupName",
    "KmsKeyArn",
    "Name",
    "ScheduleExpression",
    "ScheduleExpressionTimezone",
    "StartDate",
    "Target",
)
"""All that a schedule is but its state. An update that leaves one out sets it back.

https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html
"""


class Schedules:
    """Schedules of the default group."""

    def __init__(self, clients: Any) -> None:
        self._scheduler = clients.client("scheduler")

    def heed(self, name: str, heed: bool) -> None:
        """Let a schedule run, or no longer."""
        found = self._scheduler.get_schedule(Name=name)
        kept = {key: found[key] for key in _KEPT if key in found}
        self._scheduler.update_schedule(**kept, State="ENABLED" if heed else "DISABLED")
