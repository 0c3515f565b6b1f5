"""Checks the inputs of AWS resources: against what Pulumi knows of a type, the API models of botocore, and a few rules.

It needs neither a network nor an account, and imports no Pulumi.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from pyairtable_infra.engine.computed import RULES as COMPUTED
from pyairtable_infra.engine.standin.aws import models, properties, rules, shapes
from pyairtable_infra.engine.standin.aws.request import Requests
from pyairtable_infra.engine.standin.aws.table import CALLS, UNMAPPED
from pyairtable_infra.engine.standin.problems import Problem

__all__ = ["Checked", "mapped", "problems", "summary", "unmapped"]

_NEW = "nobody has written down which call makes it"


@dataclass(frozen=True)
class Checked:
    """How the inputs of one type are checked: against which operation, or why against none."""

    type_: str
    operation: str
    reason: str = ""


def problems(type_: str, inputs: Mapping[str, Any]) -> list[Problem]:
    """Everything that is wrong with the inputs of a resource; empty where nothing is, or nothing is known of the type.

    A secret and an unknown are taken for right wherever they stand.
    """
    found = chain(_of_request(type_, inputs), properties.problems(type_, inputs), rules.problems(type_, inputs))
    first: dict[str, Problem] = {}
    for problem in found:
        first.setdefault(problem.path, problem)
    return list(first.values())


def mapped() -> tuple[str, ...]:
    """The types whose inputs are checked against an API model."""
    return tuple(sorted(CALLS))


def unmapped(types: Iterable[str]) -> list[str]:
    """Those of `types` that are not."""
    return sorted(set(types) - CALLS.keys())


def summary(types: Iterable[str] = COMPUTED) -> tuple[Checked, ...]:
    """How each of `types` is checked; without an argument, each type that the offline engine knows."""
    return tuple(
        Checked(type_, CALLS[type_].operation) if type_ in CALLS else Checked(type_, "", UNMAPPED.get(type_, _NEW))
        for type_ in sorted(types)
    )


def _of_request(type_: str, inputs: Mapping[str, Any]) -> Iterable[Problem]:
    call = CALLS.get(type_)
    if call is None:
        return
    requests = Requests(call, inputs)
    yield from requests.problems
    for operation, given in requests.by_operation.items():
        shape = models.request(call.service, operation)
        if operation == call.action:
            yield from shapes.problems(given, shape)
        else:
            for name, each in given.value.items():
                yield from shapes.problems(each, shape.members[name])
