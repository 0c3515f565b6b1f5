"""The calls that ask Cost Explorer for commitments: three, each $0.01. None buys anything."""

from typing import Any

from pyairtable_components.functions.spending import GLOBAL

SERVICES = {
    "databases": "Amazon Relational Database Service",
    "caches": "Amazon ElastiCache",
}
_OF_A_YEAR: dict[str, str] = {
    "LookbackPeriodInDays": "THIRTY_DAYS",
    "TermInYears": "ONE_YEAR",
    "PaymentOption": "NO_UPFRONT",
}


class Commitments:
    """What Cost Explorer recommends to the account."""

    def __init__(self, clients: Any) -> None:
        self._ce = clients.client("ce", GLOBAL)

    def savings_plans(self) -> dict[str, Any]:
        """Compute Savings Plans, from thirty days."""
        answer: dict[str, Any] = self._ce.get_savings_plans_purchase_recommendation(
            SavingsPlansType="COMPUTE_SP", **_OF_A_YEAR
        )
        return answer

    def reservations(self, service: str) -> dict[str, Any]:
        """Reserved nodes of a service, from thirty days."""
        answer: dict[str, Any] = self._ce.get_reservation_purchase_recommendation(Service=service, **_OF_A_YEAR)
        return answer
