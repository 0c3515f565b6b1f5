"""Small plans, made by hand."""

from typing import Any

from pyairtable_infra.plan.model import Plan, Resource

STACK_URN = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev"


def urn(type_: str, name: str, stack: str = "dev") -> str:
    return f"urn:pulumi:{stack}::shop::{type_}::{name}"


def resource(type_: str, name: str, **values: Any) -> Resource:
    return Resource(urn=urn(type_, name), type=type_, custom=True, **{"id": f"{name}-id", **values})


def plan(*resources: Resource) -> Plan:
    stack = Resource(urn=STACK_URN, type="pulumi:pulumi:Stack", custom=False)
    return Plan((stack, *resources))
