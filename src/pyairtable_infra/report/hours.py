"""What sleeps, for a terminal and as data."""

from typing import Any

from rich.console import RenderableType
from rich.table import Table

from pyairtable_infra.operations.hours.looking import Sleepers


def sleepers(found: Sleepers) -> RenderableType:
    """A line for each service and database."""
    table = Table("what", "now", "awake", box=None)
    for service in found.services:
        limits = f"{service.minimum} to {service.maximum} tasks" if service.awake else "asleep"
        now = f"{limits}, stopped for its budget" if service.suspended else limits
        table.add_row(service.name, now, f"{service.wakes_to[0]} to {service.wakes_to[1]} tasks")
    for database in found.databases:
        table.add_row(database.name, database.status, "available")
    return table


def sleepers_data(found: Sleepers) -> dict[str, Any]:
    """The same as data."""
    return {
        "environment": found.environment,
        "services": [
            {
                "name": one.name,
                "awake": one.awake,
                "minimum": one.minimum,
                "maximum": one.maximum,
                "wakes_to": list(one.wakes_to),
                "stopped_for_its_budget": one.suspended,
            }
            for one in found.services
        ],
        "databases": [{"name": one.name, "awake": one.awake, "status": one.status} for one in found.databases],
    }
