"""Tell which Savings Plan or reserved nodes would save money, from thirty days of use. Nothing is bought."""

import os
from typing import Any

from pyairtable_components.functions.clients import Clients
from pyairtable_components.functions.commitment_advisor.calls import SERVICES, Commitments
from pyairtable_components.functions.commitment_advisor.core import (
    Advice,
    reservations,
    savings_plans,
    text,
    worthwhile,
)
from pyairtable_components.functions.publishing.calls import Publisher


def handle(event: dict[str, Any], context: object) -> dict[str, Any]:  # noqa: ARG001 - as Lambda calls it
    """Ask, and tell what is worth it; nothing is told where nothing is.

    Raises:
        RuntimeError: No question was answered.
    """
    commitments = Commitments(Clients())
    found: list[Advice] = []
    missing: dict[str, str] = {}
    try:
        found += savings_plans(commitments.savings_plans())
    except Exception as error:
        missing["Savings Plans"] = str(error)
    for name, service in SERVICES.items():
        try:
            found += reservations(commitments.reservations(service))
        except Exception as error:
            missing[name] = str(error)
    if len(missing) > len(SERVICES):
        raise RuntimeError(f"Cost Explorer recommends nothing: {missing}")
    good = worthwhile(found)
    if good or missing:
        subject = f"{len(good)} commitments would save money"
        Publisher(Clients(), os.environ["TOPIC"]).tell(subject, text(good, missing))
    done = {"commitments": [f"{one.name}, {one.amount}" for one in good], "missing": missing}
    print(done)  # noqa: T201 - the log of the function
    return done
