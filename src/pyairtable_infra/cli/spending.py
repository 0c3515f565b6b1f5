"""Commands about money that was spent: cost report, cost actual; and what it is compared with: cost estimates."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pyairtable_infra.cli.costs import found_at
from pyairtable_infra.cli.options import HERE, Root, write

if TYPE_CHECKING:
    from pyairtable_components.functions.cost_report.core import Report

Against = Annotated[
    list[str] | None,
    typer.Option(
        "--against", metavar="TARGET", help="The plan, state or environment whose estimate is compared; repeat it."
    ),
]
HtmlOut = Annotated[
    str | None, typer.Option("--html", metavar="FILE", help="The report as a page; - is standard output.")
]
TextOut = Annotated[str, typer.Option("--text", metavar="FILE", help="The report as text; - is standard output.")]


def register(costs: typer.Typer) -> None:
    """Add these commands to the group `cost`."""
    costs.command()(report)
    costs.command()(actual)
    costs.command()(estimates)


def report(
    environments: Annotated[
        list[str] | None, typer.Argument(metavar="ENV", help="Environments; all that cost anything, unless given.")
    ] = None,
    *,
    period: Annotated[Literal["week", "month"], typer.Option(help="The last whole week or month.")] = "week",
    against: Against = None,
    html: HtmlOut = None,
    text: TextOut = "-",
    root: Root = HERE,
) -> None:
    """What a week or month cost, by environment and service, against estimate and the period before."""
    _written(_reported(period, environments or [], against or [], root), html, text)


def actual(
    environment: Annotated[str, typer.Argument(metavar="ENV", help="The environment, as its tag says.")],
    *,
    against: Annotated[str, typer.Option("--against", metavar="TARGET", help="The plan whose estimate is compared.")],
    html: HtmlOut = None,
    text: TextOut = "-",
    root: Root = HERE,
) -> None:
    """What ENV has cost since the month began, against the estimate of a plan, and where it deviates most."""
    from pyairtable_infra.operations.spending import TO_DATE  # noqa: PLC0415 - imported when needed

    _written(_reported(TO_DATE, [environment], [against], root), html, text)


def estimates(
    environments: Annotated[
        list[str] | None, typer.Argument(metavar="ENV", help="Environments; those of the account, unless given.")
    ] = None,
    *,
    into_file: Annotated[
        bool, typer.Option("--write", help="Put them into Pulumi.account.yaml; else they are shown.")
    ] = False,
    root: Root = HERE,
) -> None:
    """What the environments are planned to cost by service, for the reports of the account to compare with."""
    from pyairtable_infra.cost.by_service import by_service, in_cents  # noqa: PLC0415 - imported when needed
    from pyairtable_infra.profile.estimates import as_text, with_estimates  # noqa: PLC0415
    from pyairtable_infra.profile.loader import load_account  # noqa: PLC0415
    from pyairtable_infra.profile.sources import ACCOUNT, stack_file  # noqa: PLC0415

    costs = load_account(root).costs
    names = environments or costs.environments
    found = {key: usd for name in names for key, usd in in_cents(by_service(found_at(name, root)[1])).items()}
    if not into_file:
        write(as_text(found), "-")
        return
    kept = {(name, key): usd for name, of in costs.estimates.items() if name not in names for key, usd in of.items()}
    write(with_estimates(kept | found, root), str(stack_file(ACCOUNT, root)))


def _reported(kind: str, environments: list[str], against: list[str], root: Path) -> "Report":
    from datetime import UTC, datetime  # noqa: PLC0415 - imported when needed
    from decimal import Decimal  # noqa: PLC0415

    from pyairtable_infra.cost.by_service import by_service  # noqa: PLC0415
    from pyairtable_infra.operations.aws import Aws  # noqa: PLC0415
    from pyairtable_infra.operations.spending import GLOBAL, reported  # noqa: PLC0415

    today = datetime.now(UTC).date()
    monthly: dict[tuple[str, str], Decimal] = {}
    budgets: dict[str, Decimal] = {}
    for target in against:
        plan = found_at(target, root)[1]
        monthly |= by_service(plan)
        budget = (plan.intent.get("budget") or {}).get("monthly_usd")
        if budget is not None:
            budgets[plan.stack] = Decimal(str(budget))
    return reported(Aws(GLOBAL), kind, today, environments=environments, monthly=monthly or None, budgets=budgets)


def _written(found: "Report", html: str | None, text: str) -> None:
    from pyairtable_components.functions.cost_report import core  # noqa: PLC0415 - imported when needed

    if html:
        write(core.html(found), html)
    if html != "-":
        write(core.text(found), text)
