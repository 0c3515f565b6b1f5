"""What a service may do, by the roles and policies of a plan."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pyairtable_infra.plan.model import Plan, Resource

ROLE, POLICY = "aws:iam/role:Role", "aws:iam/rolePolicy:RolePolicy"
_USES = {"executionRoleArn": "ECS, as a task starts", "taskRoleArn": "the code in the container"}
"""Who acts with a role, by the property of a task definition that names it."""


@dataclass(frozen=True)
class Thing:
    """What a statement is about: a resource of the plan with what follows its ARN, or an ARN of something else."""

    resource: Resource | None
    rest: str


@dataclass(frozen=True)
class Grant:
    """One statement: its actions, on what, and under which conditions."""

    actions: tuple[str, ...]
    on: tuple[Thing, ...]
    conditions: tuple[str, ...]


@dataclass(frozen=True)
class Role:
    """A role of a service, who acts with it, and all that it is granted."""

    name: str
    used_by: str
    grants: tuple[Grant, ...]


def services_with_roles(plan: Plan) -> list[str]:
    """The services that have a role, sorted."""
    return sorted({_service(one) for one in plan.resources if one.type == ROLE} - {""})


def roles(plan: Plan, service: str) -> tuple[Role, ...]:
    """The roles of a service, in the order of the plan.

    What a resource's own policy takes away again is not looked at.
    """
    arns = {one.outputs["arn"]: one for one in plan.resources if one.custom and isinstance(one.outputs.get("arn"), str)}
    return tuple(
        Role(one.name, _used_by(plan, one), tuple(_grants(plan, one, arns)))
        for one in plan.resources
        if one.type == ROLE and _service(one) == service
    )


def _service(role: Resource) -> str:
    return str((role.inputs.get("tags") or {}).get("Service", ""))


def _used_by(plan: Plan, role: Resource) -> str:
    for resource in plan.resources:
        for key, who in _USES.items():
            if role.urn in resource.property_dependencies.get(key, ()):
                return who
    trusted = _statements(role.inputs.get("assumeRolePolicy"))
    principals = sorted(each for one in trusted for each in _listed(one.get("Principal", {}).get("Service", ())))
    return ", ".join(principals)


def _grants(plan: Plan, role: Resource, arns: Mapping[str, Resource]) -> Iterator[Grant]:
    for policy in plan.resources:
        if policy.type == POLICY and role.urn in policy.property_dependencies.get("role", ()):
            for statement in _statements(policy.inputs.get("policy")):
                yield Grant(
                    tuple(sorted(_listed(statement.get("Action", ())))),
                    tuple(_thing(arn, arns) for arn in _listed(statement.get("Resource", ()))),
                    tuple(_conditions(statement.get("Condition") or {})),
                )


def _thing(arn: str, arns: Mapping[str, Resource]) -> Thing:
    """The resource with the longest ARN that `arn` is, or goes on from."""
    found = max((each for each in arns if arn == each or arn.startswith((f"{each}/", f"{each}:"))), key=len, default="")
    return Thing(arns.get(found), arn.removeprefix(found))


def _conditions(conditions: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for operator, keys in sorted(conditions.items()):
        for key, values in sorted(keys.items()):
            yield f"{key} {operator} {' or '.join(_listed(values))}"


def _statements(document: Any) -> list[Mapping[str, Any]]:
    return list(json.loads(document)["Statement"]) if isinstance(document, str) else []


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
