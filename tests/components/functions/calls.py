"""The calls that a function makes, read from its sources: what its role may do is held against them."""

import ast
from importlib.util import find_spec
from pathlib import Path

import boto3

from pyairtable_components.functions.package import modules

ACTIONS = {"budgets:DescribeBudget": "budgets:ViewBudget", "budgets:DescribeBudgets": "budgets:ViewBudget"}
"""Where the permission is not called as the operation.

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
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        holder, method = node.func.value, node.func.attr
        if isinstance(holder, ast.Attribute) and holder.attr in services:
            if method == "get_paginator":
                assert isinstance(node.args[0], ast.Constant)
                method = str(node.args[0].value)
            found.add(_action(str(services[holder.attr]), method))
    return found


def _action(service: str, method: str) -> str:
    client = boto3.client(service, region_name="us-east-1")  # type: ignore[call-overload]
    return f"{client.meta.service_model.signing_name}:{client.meta.method_to_api_mapping[method]}"
