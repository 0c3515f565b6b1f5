"""Put an environment to sleep, or wake it: `{"action": "sleep"}`, `{"action": "wake"}`, or a message of its budget.

Asleep no task runs and no database that can be stopped, and no schedule wakes them in the morning. What the services
were is remembered in a parameter, so a second sleep changes nothing and a wake gives it back. What slept by its hours
already sleeps on until these wake it.
"""

import os
from typing import Any

from pyairtable_components.functions.capacity.apply import give_back, take_down, tried
from pyairtable_components.functions.capacity.calls import Capacity
from pyairtable_components.functions.capacity.core import back, down, scaling
from pyairtable_components.functions.clients import Clients
from pyairtable_components.functions.sleep.calls import Databases
from pyairtable_components.functions.sleep.core import action, to_start, to_stop
from pyairtable_components.functions.sleep.schedules import Schedules


def handle(event: dict[str, Any], context: object) -> dict[str, Any]:  # noqa: ARG001 - as Lambda calls it
    """Do what the event asks, as far as it goes, and tell what was done.

    Raises:
        ValueError: The event asks nothing that is known, or sleep of prod.
        RuntimeError: A part of it failed; the rest is done, and the event can come again.
    """
    environment, stage = os.environ["ENVIRONMENT"], os.environ["STAGE"]
    asked = action(event, stage)
    capacity = Capacity(Clients(), os.environ["CLUSTER"], os.environ["PARAMETER"])
    databases = Databases(Clients())
    switched = dict.fromkeys(filter(None, os.environ.get("SCHEDULES", "").split(",")), asked == "wake")
    remembered = capacity.remembered()
    found = capacity.services()
    scaled = dict.fromkeys(scaling(found, environment), asked == "wake")
    failed = tried(switched, Schedules(Clients()).heed) | tried(scaled, capacity.heed_schedules)
    if asked == "sleep":
        decision = down(found, remembered, environment, floor=0)
        failed |= take_down(capacity, decision)
        chosen = to_stop(databases.all(), environment)
        failed |= tried(chosen, lambda _, database: databases.stop(database))
    else:
        chosen = to_start(databases.all(), environment)
        failed |= tried(chosen, lambda _, database: databases.start(database))
        decision = back(found, remembered, environment, floor=0)
        failed |= give_back(capacity, decision, remembered)
    done = {
        "action": asked,
        "environment": environment,
        "services": sorted(decision.changes.keys() - failed),
        "databases": sorted(chosen.keys() - failed.keys()),
        "left": dict(decision.left),
        "failed": failed,
    }
    print(done)  # noqa: T201 - the log of the function
    if failed:
        raise RuntimeError(f"{asked} of {environment} failed for {', '.join(sorted(failed))}: {failed}")
    return done
