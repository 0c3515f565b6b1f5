"""The calls that read what was spent and what the budgets are; each a bounded number."""

from typing import Any

from pyairtable_components.functions.spending import GLOBAL, MOST_PAGES, Period


class Accounts:
    """What Cost Explorer and AWS Budgets know of the account."""

    def __init__(self, clients: Any, account: str) -> None:
        self._ce = clients.client("ce", GLOBAL)
        self._budgets = clients.client("budgets", GLOBAL)
        self._account = account

    def spending(self, period: Period) -> list[dict[str, Any]]:
        """What was spent, by the tags Environment and Service; never more than `MOST_PAGES` pages."""
        answers: list[dict[str, Any]] = []
        page: dict[str, str] = {}
        while len(answers) < MOST_PAGES:
            answers.append(self._ce.get_cost_and_usage(**question(period), **page))
            token = answers[-1].get("NextPageToken")
            if not token:
                break
            page = {"NextPageToken": token}
        return answers

    def budget(self, name: str) -> dict[str, Any]:
        """A budget; asking is free."""
        answer: dict[str, Any] = self._budgets.describe_budget(AccountId=self._account, BudgetName=name)["Budget"]
        return answer


def question(period: Period) -> dict[str, Any]:
    """What Cost Explorer is asked."""
    return {
        "TimePeriod": period.asked(),
        "Granularity": "MONTHLY",
        "Metrics": ["UnblendedCost"],
        "GroupBy": [{"Type": "TAG", "Key": "Environment"}, {"Type": "TAG", "Key": "Service"}],
    }
