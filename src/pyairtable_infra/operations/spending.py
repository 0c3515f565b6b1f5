"""What an account has spent, against plans, budgets and the period before."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pyairtable_components.functions.cost_report import core
from pyairtable_components.functions.cost_report.calls import question
from pyairtable_components.functions.spending import GLOBAL, MOST_PAGES, Period, last, month_to_date, spent
from pyairtable_infra.operations.aws import Aws, Call

__all__ = ["GLOBAL", "TO_DATE", "reported"]

TO_DATE = "month to date"


def reported(
    aws: Aws,
    kind: str,
    today: date,
    *,
    environments: Sequence[str] = (),
    monthly: core.Amounts | None = None,
    budgets: Mapping[str, Decimal] | None = None,
) -> core.Report:
    """What a period cost: at most six calls of Cost Explorer, of $0.01 each.

    Args:
        aws: The account, in the region where Cost Explorer answers.
        kind: `week`, `month`, or the month to date.
        today: The day that has not been billed yet.
        environments: Those that are wanted; all, unless given.
        monthly: Estimates for a month by environment and service.
        budgets: Dollars a month by environment.

    Raises:
        AwsError: Cost Explorer does not answer.
        ValueError: It is another period.
    """
    period, before = periods(kind, today)
    actual, former = (_wanted(_amounts(aws, one), environments) for one in (period, before))
    known = {
        name: core.Budget(limit, sum((usd for (one, _), usd in actual.items() if one == name), Decimal(0)))
        for name, limit in (budgets or {}).items()
        if kind == TO_DATE
    }
    return core.report(kind, period, before, actual, former, monthly=monthly, budgets=known)


def periods(kind: str, today: date) -> tuple[Period, Period]:
    """The period and the one before it, which is as long."""
    if kind == TO_DATE:
        period = month_to_date(today)
        return period, Period(period.start - timedelta(days=period.days), period.start)
    return last(kind, today)


def _amounts(aws: Aws, period: Period) -> dict[tuple[str, str], Decimal]:
    answers: list[dict[str, Any]] = []
    page: dict[str, str] = {}
    while len(answers) < MOST_PAGES:
        answer = aws.run(Call("ce", "GetCostAndUsage", {**question(period), **page})) or {}
        answers.append(answer)
        if not answer.get("NextPageToken"):
            break
        page = {"NextPageToken": answer["NextPageToken"]}
    return core.amounts(spent(answers))


def _wanted(found: Mapping[tuple[str, str], Decimal], environments: Sequence[str]) -> dict[tuple[str, str], Decimal]:
    return {key: usd for key, usd in found.items() if not environments or key[0] in environments}
