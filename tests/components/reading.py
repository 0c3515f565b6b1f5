"""How tests read a plan: find resources, and follow what they say to each other."""

import inspect
import json
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from pyairtable_infra.plan.model import Plan, Resource
from tests.conftest import planned
from tests.sdk import sdk_class


def plan_of(make: Callable[[], object], *, unknowns: bool = False) -> Plan:
    """The plan of a program that only makes one thing."""

    def program() -> None:
        make()

    return planned(program, unknowns=unknowns)


def every(plan: Plan, kind: str) -> list[Resource]:
    """All resources whose type ends with `kind`: "Vpc", or "ecs/service:Service" where that is not enough."""
    return [resource for resource in plan.resources if ends_with(resource.type, kind)]


def ends_with(type_: str, kind: str) -> bool:
    return type_ == kind or (type_.endswith(kind) and type_[-len(kind) - 1] in ":/")


def only(plan: Plan, kind: str, name: str | None = None) -> Resource:
    """The one resource of this kind (and logical name)."""
    found = [resource for resource in every(plan, kind) if name in (None, resource.name)]
    assert len(found) == 1, f"{len(found)} x {kind} {name or ''} among {sorted({r.type for r in plan.resources})}"
    return found[0]


@cache
def parameters(type_: str) -> frozenset[str]:
    """What the SDK's class of this type of AWS resource takes."""
    return frozenset(inspect.signature(sdk_class(type_)._internal_init).parameters)


def names(resources: Iterable[Resource]) -> set[str]:
    return {resource.name for resource in resources}


def uses(resource: Resource, key: str, other: Resource) -> bool:
    """Whether the input `key` comes from `other`, by the edge and not by the value."""
    return other.urn in resource.property_dependencies.get(key, ())


def below(plan: Plan, resource: Resource, ancestor: Resource) -> bool:
    """Whether `ancestor` stands somewhere above `resource`."""
    while resource.parent:
        resource = plan.by_urn[resource.parent]
        if resource is ancestor:
            return True
    return False


def statements(document: str) -> list[dict[str, Any]]:
    """The statements of a policy document."""
    content = json.loads(document)
    assert content["Version"] == "2012-10-17", "an older version reads variables literally"
    found = content["Statement"]
    assert isinstance(found, list)
    return found


def granted(plan: Plan, role: str) -> dict[str, list[str]]:
    """Each action that the role with this logical name may do, with its resources."""
    found: dict[str, list[str]] = {}
    for policy in every(plan, "iam/rolePolicy:RolePolicy"):
        if policy.name == role:
            for statement in statements(policy.inputs["policy"]):
                for action in statement["Action"]:
                    found.setdefault(action, []).extend(statement["Resource"])
    return found


def container(plan: Plan) -> dict[str, Any]:
    """The one container of the one task definition."""
    definitions = json.loads(only(plan, "TaskDefinition").inputs["containerDefinitions"])
    assert len(definitions) == 1
    found = definitions[0]
    assert isinstance(found, dict)
    return found


def variables(plan: Plan) -> dict[str, str]:
    """The plain environment of the one container."""
    return {variable["name"]: variable["value"] for variable in container(plan)["environment"]}
