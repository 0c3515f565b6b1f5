"""Report what an environment could save: `{"action": "report"}`. Or make marked services smaller: `down`, `back`.

Sizes change only where `APPLY` is true; else a run tells what it would do. A source that does not answer is named in
the report, and hinders no other.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from pyairtable_components.functions.capacity.apply import give_back, take_down
from pyairtable_components.functions.capacity.calls import Capacity
from pyairtable_components.functions.capacity.core import back, down
from pyairtable_components.functions.clients import Clients
from pyairtable_components.functions.cost_optimizer import core
from pyairtable_components.functions.cost_optimizer.calls import Costs
from pyairtable_components.functions.publishing.calls import Publisher
from pyairtable_components.functions.spending import month_to_date, spent

FLOOR = 1
"""A service that is smaller at night still runs."""


def handle(event: dict[str, Any], context: object) -> dict[str, Any]:  # noqa: ARG001 - as Lambda calls it
    """Do what the event asks, and tell what was done.

    Raises:
        ValueError: The event asks nothing that is known.
        RuntimeError: No source answered, or a service could not be changed; the event can come again.
    """
    asked = core.action(event)
    environment = os.environ["ENVIRONMENT"]
    done = _report(environment, datetime.now(UTC).date()) if asked == "report" else _resize(asked, environment)
    print(done)  # noqa: T201 - the log of the function
    if failed := done.get("failed"):
        raise RuntimeError(f"{asked} of {environment} failed for {', '.join(sorted(failed))}: {failed}")
    return done


def _report(environment: str, today: date) -> dict[str, Any]:
    costs, period = Costs(Clients(), environment), month_to_date(today)
    missing: dict[str, str] = {}
    spending = _asked("Cost Explorer", lambda: spent(costs.spending(period)), missing)
    sources = {
        "Compute Optimizer, services": lambda: core.oversized(costs.services(), environment),
        "Compute Optimizer, databases": lambda: core.oversized_databases(costs.databases(), environment),
        "Compute Optimizer, idle": lambda: core.idle(costs.idle(), environment),
        "Cost Optimization Hub": lambda: core.hub(costs.hub(), environment),
    }
    found = [one for source, ask in sources.items() for one in _asked(source, ask, missing)]
    findings = core.Findings(environment, period, spending, core.ranked(found), missing)
    if len(missing) > len(sources):
        return {"action": "report", "failed": missing}
    failed: dict[str, str] = {}
    publisher = Publisher(Clients(), os.environ["TOPIC"], os.environ.get("BUCKET", ""))
    if "Cost Explorer" not in missing:
        data = core.metrics(findings, Decimal(os.environ["BUDGET_USD"]))
        _told("CloudWatch", lambda: costs.measure(os.environ["NAMESPACE"], data), failed)
    key = f"cost/{environment}/findings/{today.isoformat()}.json"
    _told("S3", lambda: publisher.keep(key, core.document(findings), "application/json"), failed)
    if findings.findings or missing:
        subject = f"{environment}: {len(findings.findings)} ways to save"
        _told("SNS", lambda: publisher.tell(subject, core.text(findings)), failed)
    return {"action": "report", "findings": len(findings.findings), "missing": missing, "failed": failed}


def _resize(asked: str, environment: str) -> dict[str, Any]:
    names = [name for name in os.environ["NIGHT_SERVICES"].split(",") if name]
    applied = os.environ["APPLY"] == "true"
    capacity = Capacity(Clients(), os.environ["CLUSTER"], os.environ["PARAMETER"])
    remembered = capacity.remembered()
    found = capacity.services(names)
    unmarked = {name: size for name, size in remembered.items() if name not in names}
    if asked == "down":
        decision = down(found, remembered, environment, FLOOR)
        failed = take_down(capacity, decision) if applied else {}
    else:
        marked = {name: size for name, size in remembered.items() if name in names}
        decision = back(found, marked, environment, FLOOR)
        decision = replace(decision, remembered={**decision.remembered, **unmarked})
        failed = give_back(capacity, decision, remembered) if applied else {}
    return {
        "action": asked,
        "applied": applied,
        "services": sorted(decision.changes.keys() - failed),
        "left": {**decision.left, **dict.fromkeys(unmarked, "it is not marked any more: give it back by hand")},
        "failed": failed,
    }


def _asked(source: str, ask: Callable[[], list[Any]], missing: dict[str, str]) -> list[Any]:
    try:
        return ask()
    except Exception as error:
        missing[source] = str(error)
        return []


def _told(where: str, tell: Callable[[], None], failed: dict[str, str]) -> None:
    try:
        tell()
    except Exception as error:
        failed[where] = str(error)
