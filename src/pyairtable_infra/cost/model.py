"""What an estimate is made of."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Component:
    """One thing that a resource is charged for, with its quantity in a month at low, expected and high load."""

    name: str
    unit: str
    quantity: Decimal
    price: Decimal
    source: str
    usage: bool = False
    """Whether the quantity depends on what users do."""
    least: Decimal | None = None
    most: Decimal | None = None
    assumption: str = ""
    key: str = ""
    """The price in the book, for what a commitment may cover."""
    elsewhere: str = ""
    """The other region that its price is of."""
    steady: Decimal = Decimal(0)
    """The quantity that runs in every hour of the month, at expected load."""

    @property
    def monthly(self) -> Decimal:
        """At expected load."""
        return self.quantity * self.price

    @property
    def low(self) -> Decimal:
        """At the least load that the plan allows."""
        return (self.quantity if self.least is None else self.least) * self.price

    @property
    def high(self) -> Decimal:
        """At the highest load that the plan allows."""
        return (self.quantity if self.most is None else self.most) * self.price


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that costs money and has no price here, and why."""

    reason: str


Line = Component | Gap


@dataclass(frozen=True, slots=True)
class ResourceCost:
    """A resource and what it is charged for."""

    urn: str
    type: str
    components: tuple[Component, ...]

    @property
    def monthly(self) -> Decimal:
        """At expected load."""
        return total(each.monthly for each in self.components)

    @property
    def usage_monthly(self) -> Decimal:
        """The part of it that depends on usage."""
        return total(each.monthly for each in self.components if each.usage)

    @property
    def low(self) -> Decimal:
        """At the least load."""
        return total(each.low for each in self.components)

    @property
    def high(self) -> Decimal:
        """At the highest load."""
        return total(each.high for each in self.components)


@dataclass(frozen=True, slots=True)
class Unpriced:
    """A resource that costs something that is not in the sum, and why."""

    urn: str
    type: str
    reason: str


@dataclass(frozen=True)
class Commitment:
    """What is paid for whether it is used or not, for a lower price."""

    name: str
    monthly: Decimal
    """What it costs."""
    covers: Decimal
    """What the same use costs on demand."""
    break_even_percent: Decimal
    """How much of the committed use must go on for it to pay."""
    assumption: str

    @property
    def saving(self) -> Decimal:
        """What it saves in a month."""
        return self.covers - self.monthly


@dataclass(frozen=True)
class Estimate:
    """What a plan costs in a month."""

    resources: tuple[ResourceCost, ...]
    unpriced: tuple[Unpriced, ...]
    free: int
    budget: Decimal | None = None
    commitments: tuple[Commitment, ...] = ()
    notes: tuple[str, ...] = ()
    currency: str = field(default="USD")

    @property
    def monthly(self) -> Decimal:
        """At expected load, exact."""
        return total(each.monthly for each in self.resources)

    @property
    def usage_monthly(self) -> Decimal:
        """The part that depends on usage."""
        return total(each.usage_monthly for each in self.resources)

    @property
    def low(self) -> Decimal:
        """At the least load."""
        return total(each.low for each in self.resources)

    @property
    def high(self) -> Decimal:
        """At the highest load."""
        return total(each.high for each in self.resources)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum, exact."""
    return sum(amounts, Decimal(0))
