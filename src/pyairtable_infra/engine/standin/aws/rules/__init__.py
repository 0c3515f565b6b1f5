"""What AWS refuses and no API model says: rules between the properties of one resource."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any

from pyairtable_infra.engine.standin.aws.rules import ecs, names, network
from pyairtable_infra.engine.standin.problems import Problem

Rule = Callable[[Mapping[str, Any]], Iterator[Problem]]

RULES: Mapping[str, tuple[Rule, ...]] = {**ecs.RULES, **names.RULES, **network.RULES}
"""The rules of each type."""


def problems(type_: str, inputs: Mapping[str, Any]) -> Iterator[Problem]:
    """Every rule of its type that a resource breaks."""
    return chain.from_iterable(rule(inputs) for rule in RULES.get(type_, ()))
