"""What is paid in advance: it applies to what it may apply to, and to no more than runs all month.

Savings Plans: https://docs.aws.amazon.com/savingsplans/latest/userguide/what-is-savings-plans.html
Reserved DB instances: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithReservedDBInstances.html
Reserved cache nodes: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.Reserved.html
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal

from pyairtable_infra.cost.errors import CostError
from pyairtable_infra.cost.model import Commitment, Component, ResourceCost, total
from pyairtable_infra.cost.money import HOURS, apportioned, quantity
from pyairtable_infra.cost.prices.book import Book, NoPriceError, Price

SAVINGS_PLAN = "fargate/Compute Savings Plan discount"
RESERVED_DATABASE = "rds-postgresql/reserved discount"
_NONE = "the intent without it"
RESERVED = " reserved 1 year no upfront"
_PLACES = Decimal("0.000001")
_FARGATE = ("fargate/x86 vCPU", "fargate/x86 memory", "fargate/ARM vCPU", "fargate/ARM memory")

ELSEWHERE = ("ec2-linux/Compute Savings Plan discount", "lambda/Compute Savings Plan discount")
"""What a Compute Savings Plan covers too, at rates of its own.

https://docs.aws.amazon.com/savingsplans/latest/userguide/what-is-savings-plans.html
"""

PRICES = (SAVINGS_PLAN, RESERVED_DATABASE, *ELSEWHERE)


@dataclass(frozen=True)
class Term:
    """One commitment: how much on-demand use it covers, and for how much less."""

    name: str
    place: str
    """Its key in the intent."""
    covers: Decimal
    """US dollars a month at on-demand prices."""
    discount: Decimal
    source: str
    assumption: str

    @property
    def pays(self) -> Decimal:
        """What it costs a month."""
        return self.covers * (1 - self.discount)


def savings_plan(resources: Sequence[ResourceCost], hourly: Decimal, book: Book) -> tuple[Term, Sequence[ResourceCost]]:
    """A Compute Savings Plan of `hourly` dollars on what Fargate runs on demand in every hour.

    Raises:
        CostError: It is larger than that.
    """
    price = _discount(book, SAVINGS_PLAN)
    covers = quantity(hourly * HOURS / (1 - price.value))
    term = Term(
        "Compute Savings Plan, 1 year, no upfront",
        "savings_plan_usd_per_hour",
        covers,
        price.value,
        price.source,
        price.assumption,
    )
    if covers > _usable(resources, _on_fargate):
        example = largest_savings_plan(resources, book)
        raise CostError(
            f"intent: commitments.savings_plan_usd_per_hour: {hourly} is more than Fargate uses on demand in every "
            f"hour, which is {example}. For example: {example or _NONE}"
        )
    return term, _credited(resources, term, _on_fargate)


def largest_savings_plan(resources: Sequence[ResourceCost], book: Book) -> Decimal:
    """The dollars an hour of a plan that covers all that Fargate runs on demand in every hour, rounded down."""
    price = _discount(book, SAVINGS_PLAN)
    most = _usable(resources, _on_fargate) * (1 - price.value) / HOURS
    return most.quantize(Decimal("0.001"), ROUND_FLOOR)


def reserved(
    resources: Sequence[ResourceCost], node: str, count: int, book: Book
) -> tuple[Term, Sequence[ResourceCost]]:
    """`count` reserved nodes of a type, on those that run all month.

    Raises:
        CostError: There are fewer, or none of that type.
    """
    place = f"reserved_nodes.{node}"

    def of_node(component: Component) -> bool:
        return component.key.rpartition("/")[2].split(" ")[0] == node and component.steady > 0

    keys = sorted({one.key for resource in resources for one in resource.components if of_node(one)})
    running = total(one.steady for resource in resources for one in resource.components if of_node(one)) / HOURS
    if count > running:
        raise CostError(
            f"intent: commitments.{place}: {count} is more than run all month, which is {running.normalize():f}. "
            f"For example: {int(running) or _NONE}"
        )
    price = next(one for resource in resources for one in resource.components if one.key == keys[0]).price
    discount, source, assumption = _reserved_discount(book, keys[0], price)
    covers = quantity(count * HOURS) * price
    term = Term(f"{count} reserved {node}, 1 year, no upfront", place, covers, discount, source, assumption)
    return term, _credited(resources, term, of_node)


def _reserved_discount(book: Book, key: str, price: Decimal) -> tuple[Decimal, str, str]:
    if key.startswith("elasticache-"):
        found = book.prices.get(key + RESERVED)
        if found is None:
            raise CostError(
                f"intent: commitments.reserved_nodes: the price book of {book.region} has no reserved price of {key}. "
                f"For example: {_NONE}"
            )
        return 1 - found.value / price, found.source, found.assumption
    found = _discount(book, RESERVED_DATABASE)
    return found.value, found.source, found.assumption


def _discount(book: Book, key: str) -> Price:
    try:
        return book.price(key)
    except NoPriceError as error:
        raise CostError(f"intent: commitments: {error}. For example: {_NONE}") from None


def uncovered(resources: Sequence[ResourceCost], book: Book) -> Iterator[str]:
    """Why a Compute Savings Plan is not counted on what else of `resources` it covers."""
    for key in ELSEWHERE:
        service = key.partition("/")[0]
        used = any(one.key.startswith(f"{service}/") and one.monthly for each in resources for one in each.components)
        if used and key in book.unpriced:
            yield book.unpriced[key]


def _on_fargate(component: Component) -> bool:
    return component.key in _FARGATE and component.steady > 0


Eligible = Callable[[Component], bool]


def _usable(resources: Sequence[ResourceCost], eligible: Eligible) -> Decimal:
    return total(one.steady * one.price for resource in resources for one in resource.components if eligible(one))


def _credited(resources: Sequence[ResourceCost], term: Term, eligible: Eligible) -> list[ResourceCost]:
    """The resources with what the commitment takes off, each for its part of the steady use."""
    weights = [total(one.steady * one.price for one in resource.components if eligible(one)) for resource in resources]
    whole = total(weights)
    parts = apportioned([term.covers * weight / whole for weight in weights], _PLACES, term.covers)
    return [
        replace(resource, components=(*resource.components, *_credit(resource, term, part, eligible)))
        for resource, part in zip(resources, parts, strict=True)
    ]


def _credit(resource: ResourceCost, term: Term, part: Decimal, eligible: Eligible) -> Iterator[Component]:
    """What is taken off; where less runs than was committed, the rest is paid for all the same."""
    if not part:
        return
    low = total(one.low for one in resource.components if eligible(one))
    least = (min(low, part) - part * (1 - term.discount)) / term.discount
    yield Component(
        name=term.name,
        unit="USD on demand",
        quantity=part,
        price=-term.discount,
        source=term.source,
        least=quantity(least),
        assumption=term.assumption,
    )


def committed(term: Term) -> Commitment:
    """A commitment as it is reported."""
    return Commitment(
        term.name, term.pays, term.covers, break_even_percent=100 * (1 - term.discount), assumption=term.assumption
    )
