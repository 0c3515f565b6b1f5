"""Inputs that are right: of our own plans, and of the examples in the documentation of pulumi_aws."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pyairtable_infra.engine.standin.aws import problems
from tests.conftest import environment_plan
from tests.infra.engine.standin.aws.documented import examples

Inputs = Mapping[str, Any]


@cache
def planned(type_: str) -> tuple[Inputs, ...]:
    """The inputs of every resource of a type in our three environments."""
    resources = (each for name in ("dev", "staging", "prod") for each in environment_plan(name).resources)
    return tuple(each.inputs for each in resources if each.type == type_)


@cache
def good(type_: str) -> tuple[Inputs, ...]:
    """Good inputs of a type, ours first; of the examples, those that leave nothing out."""
    documented = (each.inputs for each in examples() if each.type_ == type_)
    return (*planned(type_)[:3], *(each for each in documented if not problems(type_, each)))


def best(type_: str) -> Inputs:
    """The good inputs of a type that say the most."""
    return planned(type_)[0] if planned(type_) else max(good(type_), key=lambda each: str(each).count(":"))
