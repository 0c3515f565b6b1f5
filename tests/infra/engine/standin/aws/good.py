"""Inputs that are right: of our own plans, and of the examples in the documentation of pulumi_aws."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pyairtable_infra.engine.standin.aws import problems
from pyairtable_infra.plan.model import Plan
from tests.components.reading import plan_of
from tests.components.whole import shop
from tests.conftest import a_context, environment_plan
from tests.infra.engine.standin.aws.documented import examples

Inputs = Mapping[str, Any]


@cache
def planned(type_: str) -> tuple[Inputs, ...]:
    """The inputs of every resource of a type in our three environments, and of what only components make."""
    plans = (*map(environment_plan, ("dev", "staging", "prod")), _components())
    return tuple(each.inputs for plan in plans for each in plan.resources if each.type == type_)


@cache
def _components() -> Plan:
    return plan_of(lambda: shop(a_context()))


@cache
def good(type_: str) -> tuple[Inputs, ...]:
    """Good inputs of a type, ours first; of the examples, those that leave nothing out."""
    documented = (each.inputs for each in examples() if each.type_ == type_)
    return (*planned(type_)[:3], *(each for each in documented if not problems(type_, each)))


def best(type_: str) -> Inputs:
    """The good inputs of a type that say the most."""
    return planned(type_)[0] if planned(type_) else max(good(type_), key=lambda each: str(each).count(":"))
