"""The calls that a function makes, read from its sources: what its role may do is held against them."""

import ast
from importlib.util import find_spec
from pathlib import Path

import boto3

from pyairtable_components.functions.package import modules

ACTIONS = {"budgets:DescribeBudget": "budgets:ViewBudget", "monitoring:PutMetricData": "cloudwatch:PutMetricData"}
"""Where the permission is not called as the operation, or not with the name that signs it.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbudgetservice.html
"""
OWN = {"logs:CreateLogStream", "logs:PutLogEvents", "sqs:SendMessage"}
"""What every function may do."""


def calls_of(handler: str) -> set[str]:
    """The IAM actions of all calls in the modules `calls` that a handler needs."""
    found: set[str] = set()
    for module in modules(handler):
        if module.rpartition(".")[2] == "calls":
            spec = find_spec(module)
            assert spec
            assert spec.origin
            found |= _calls(ast.parse(Path(spec.origin).read_text(encoding="utf-8")))
    return {ACTIONS.get(action, action) for action in found}


def _calls(tree: ast.Module) -> set[str]:
    services = {
        target.attr: node.value.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and node.value.func.attr == "client"
        and isinstance(node.value.args[0], ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Attribute)
    }
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(attr="get_paginator", value=ast.Attribute(attr=holder)),
                args=[ast.Constant(value=method)],
            ):
                found.add(_action(str(services[holder]), str(method)))
            case ast.Attribute(attr=method, value=ast.Attribute(attr=holder)) if holder in services:
                found.add(_action(str(services[holder]), method))
    return found - {""}


def _action(service: str, method: str) -> str:
    """The permission that a method needs; none for what calls nothing, such as `exceptions`."""
    client = boto3.client(service, region_name="us-east-1")  # type: ignore[call-overload]
    operation = client.meta.method_to_api_mapping.get(method)
    return f"{client.meta.service_model.signing_name}:{operation}" if operation else ""
