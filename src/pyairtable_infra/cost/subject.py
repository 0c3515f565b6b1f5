"""A resource whose cost is asked for, in the plan that it stands in."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

from pyairtable_infra.cost.errors import CostError
from pyairtable_infra.cost.model import Component, Gap, Line
from pyairtable_infra.cost.money import HOURS, quantity, shared
from pyairtable_infra.cost.prices.book import BOOKS, Book, NoPriceError, load
from pyairtable_infra.cost.wanted import Wanted
from pyairtable_infra.plan.model import Plan, Resource
from pyairtable_infra.plan.neighbours import Neighbours
from pyairtable_infra.plan.services import Service, services

PROVIDER = "pulumi:providers:aws"
_REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d")


@dataclass
class World:
    """What all resources of an estimate share."""

    plan: Plan
    wanted: Wanted
    folder: Path = BOOKS
    asked: tuple[str, ...] = ()
    """What rules may ask of a price book."""
    asked_figures: set[tuple[str, str]] = field(default_factory=set)
    """The usage of single resources that rules asked for: name and figure."""
    _books: dict[str, Book] = field(default_factory=dict)
    _parts: dict[str, Mapping[str, Decimal]] = field(default_factory=dict)

    @cached_property
    def neighbours(self) -> Neighbours:
        """How the resources hang together."""
        return Neighbours(self.plan)

    @cached_property
    def services(self) -> Mapping[str, Service]:
        """The Fargate services, by URN."""
        return {service.urn: service for service in services(self.plan, self.neighbours)}

    @cached_property
    def region(self) -> str:
        """The region of the plan's first AWS provider."""
        providers = (one.inputs.get("region") for one in self.neighbours.by_type.get(PROVIDER, ()))
        return next((region for region in providers if isinstance(region, str)), "")

    def parts(self, figure: str, among: Callable[[], Sequence[Resource]]) -> Mapping[str, Decimal]:
        """The equal parts of a usage figure, by the URNs of those that share it; worked out once."""
        if figure not in self._parts:
            sharing = among()
            amounts = shared(self.wanted.usage.get(figure, Decimal(0)), len(sharing))
            self._parts[figure] = {one.urn: part for one, part in zip(sharing, amounts, strict=True)}
        return self._parts[figure]

    def book(self, region: str) -> Book:
        """The price book of a region, read once."""
        if region not in self._books:
            self._books[region] = load(region, self.folder, self.asked)
        return self._books[region]


@dataclass(frozen=True)
class Subject:
    """One resource in its world; what the rules of `cost/services` work on."""

    resource: Resource
    world: World

    @property
    def inputs(self) -> Mapping[str, Any]:
        """What the program says of it."""
        return self.resource.inputs

    def text(self, key: str, default: str = "") -> str:
        """An input as text; else what AWS computed for it."""
        value = self.inputs.get(key, self.resource.outputs.get(key))
        return value if isinstance(value, str) else default

    def number(self, key: str, default: float | Decimal = 0) -> Decimal:
        """An input as a number; the default where it is not given or not known."""
        return number(self.inputs.get(key, self.resource.outputs.get(key)), default)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """An input that is true or false."""
        return truth(self.inputs.get(key), default=default)

    @property
    def region(self) -> str:
        """Where it lies: its own region, its zone's, its provider's, that of its ARN, the plan's."""
        own = self.text("region")
        zone = self.text("availabilityZone")
        provider = self.world.plan.by_urn.get(self.resource.provider.rpartition("::")[0])
        provided = provider.inputs.get("region") if provider else None
        arn = str(self.resource.outputs.get("arn", "")).split(":")
        for found in (own, zone[:-1], provided, arn[3] if len(arn) > 3 else "", self.world.region):  # noqa: PLR2004
            if isinstance(found, str) and _REGION.fullmatch(found):
                return found
        raise CostError(
            f"{self.resource.name}: nothing says in which region it lies, so it has no price. "
            "For example: a provider with region: us-east-1"
        )

    def priced(
        self,
        name: str,
        key: str,
        amount: Decimal | Fraction | float,
        *,
        usage: bool = False,
        band: tuple[Decimal | Fraction, Decimal | Fraction] | None = None,
        steady: Decimal | Fraction | None = None,
        share: Decimal = Decimal(1),
    ) -> Line:
        """A component at the price under `key`, times `share`; a gap where the book has none."""
        try:
            price = self.world.book(self.region).price(key)
        except NoPriceError as error:
            return Gap(str(error))
        low, high = (quantity(each) for each in band) if band else (None, None)
        return Component(
            name=name,
            unit=price.unit,
            quantity=quantity(amount),
            price=price.value * share,
            source=price.source,
            usage=usage,
            least=low,
            most=high,
            assumption="" if price.elsewhere else price.assumption,
            key=key,
            elsewhere=price.elsewhere,
            steady=Decimal(0) if steady is None else quantity(steady),
        )

    def hourly(self, name: str, key: str, count: Decimal | Fraction | float = 1) -> Line:
        """A component that is charged by the hour, all month, `count` times."""
        return self.priced(name, key, quantity(count) * HOURS, steady=quantity(count) * HOURS)

    def used(self, name: str, key: str, figure: str, per: Decimal | int = 1) -> Line:
        """A component of a usage figure of this resource alone; 0 where nobody gave one."""
        return self.priced(name, key, self.usage(figure) / per, usage=True)

    def tiered(
        self, name: str, tiers: Iterable[tuple[str, Decimal | int | None]], amount: Decimal, *, usage: bool = True
    ) -> Iterator[Line]:
        """A component for each tier that `amount` reaches; a tier is a key and how much it takes, the last all."""
        left = amount
        for at, (key, size) in enumerate(tiers):
            part = left if size is None else min(left, Decimal(size))
            if part > 0 or at == 0:
                yield self.priced(f"{name}, {key.partition(', ')[2]}" if at else name, key, part, usage=usage)
            left -= part

    def usage(self, figure: str, default: Decimal = Decimal(0)) -> Decimal:
        """A usage figure of this resource alone."""
        self.world.asked_figures.add((self.resource.name, figure))
        return self.world.wanted.resources.get(self.resource.name, {}).get(figure, default)

    def of_all(self, figure: str, default: Decimal = Decimal(0)) -> Decimal:
        """A usage figure of the whole environment."""
        return self.world.wanted.usage.get(figure, default)

    def source(self, property_: str, type_: str) -> Resource | None:
        """The resource that a property takes its value from."""
        return self.world.neighbours.source(self.resource, property_, type_)

    def users(self, type_: str, property_: str) -> tuple[Resource, ...]:
        """The resources of a type that take a value from this one."""
        return self.world.neighbours.users(self.resource, type_, property_)

    def all(self, type_: str) -> tuple[Resource, ...]:
        """Every resource of a type in the plan."""
        return self.world.neighbours.by_type.get(type_, ())


Rule = Callable[[Subject], Iterable[Line]]


def number(value: Any, default: float | Decimal = 0) -> Decimal:
    """A value of a plan as a number."""
    if isinstance(value, bool) or value is None:
        return Decimal(default)
    try:
        found = Decimal(str(value))
    except ArithmeticError:
        return Decimal(default)
    return found if found.is_finite() else Decimal(default)


def truth(value: Any, *, default: bool = False) -> bool:
    """A value of a plan as true or false; some properties hold it as text."""
    return value if isinstance(value, bool) else {"true": True, "false": False}.get(str(value), default)
