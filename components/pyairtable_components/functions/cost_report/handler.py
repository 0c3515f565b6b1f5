"""Tell what the last week or month cost: `{"period": "week"}` or `{"period": "month"}`.

With `"estimates": {"dev": {"api-gateway": "2.33"}}`, US dollars a month, each service stands against them.
"""

import json
import os
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from pyairtable_components.functions.clients import Clients
from pyairtable_components.functions.cost_report import core
from pyairtable_components.functions.cost_report.calls import Accounts
from pyairtable_components.functions.publishing.calls import Publisher
from pyairtable_components.functions.spending import last, spent


def handle(event: dict[str, Any], context: object) -> dict[str, Any]:  # noqa: ARG001 - as Lambda calls it
    """Report to the topic, and to the bucket where there is one.

    Raises:
        ValueError: The event asks for another period.
    """
    kind = str(event.get("period", "week"))
    period, before = last(kind, datetime.now(UTC).date())
    accounts = Accounts(Clients(), os.environ["ACCOUNT"])
    missing: dict[str, str] = {}
    budgets: dict[str, core.Budget] = {}
    for environment, name in json.loads(os.environ["BUDGETS"]).items():
        try:
            budgets[environment] = _budget(accounts.budget(name))
        except Exception as error:
            missing[f"budget of {environment}"] = str(error)
    actual, former = (core.amounts(spent(accounts.spending(one))) for one in (period, before))
    monthly = core.estimates(event.get("estimates") or {})
    found = core.report(kind, period, before, actual, former, monthly=monthly, budgets=budgets, missing=missing)
    publisher = Publisher(Clients(), os.environ["TOPIC"], os.environ.get("BUCKET", ""))
    publisher.keep(f"cost/reports/{kind}/{period.start.isoformat()}.html", core.html(found), "text/html; charset=utf-8")
    publisher.tell(f"Costs of the {kind} {period}", core.text(found))
    done = {"period": str(period), "environments": found.environments, "missing": missing}
    print(done)  # noqa: T201 - the log of the function
    return done


def _budget(answer: dict[str, Any]) -> core.Budget:
    """https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CalculatedSpend.html."""
    spend = answer.get("CalculatedSpend", {})
    forecast = spend.get("ForecastedSpend")
    return core.Budget(
        limit=Decimal(answer["BudgetLimit"]["Amount"]),
        spent=Decimal(spend.get("ActualSpend", {}).get("Amount", "0")),
        forecast=Decimal(forecast["Amount"]) if forecast else None,
    )
