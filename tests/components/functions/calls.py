"""The calls that a function makes, read from its sources: what its role may do is held against them."""

import ast
from collections.abc import Iterator, Mapping
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
    """The IAM actions of all calls in the modules that a handler needs."""
    trees = [_tree(module) for module in modules(handler)]
    given = {name: service for tree in trees for name, service in _given(tree)}
    found = {action for tree in trees for action in _calls(tree, given)}
    return {ACTIONS.get(action, action) for action in found - {""}}


def _tree(module: str) -> ast.Module:
    spec = find_spec(module)
    assert spec
    assert spec.origin
    return ast.parse(Path(spec.origin).read_text(encoding="utf-8"))


def _calls(tree: ast.Module, given: Mapping[str, str]) -> Iterator[str]:
    """The actions of what is called on a client: held by an attribute or a variable, or just made."""
    held = dict(_held(tree, given))
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="get_paginator", value=client), args=[ast.Constant(value=method)]):
                if service := _service(client, held):
                    yield _action(service, str(method))
            case ast.Attribute(attr=method, value=client):
                if service := _service(client, held):
                    yield _action(service, method)


def _held(tree: ast.Module, given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What holds a client, and of which service."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Attribute(attr=name) | ast.Name(id=name)], value=value):
                if service := _made(value):
                    yield name, service
            case ast.ClassDef(name=name, body=body) if name in given:
                fields = (one.target.id for one in body if isinstance(one, ast.AnnAssign) and hasattr(one.target, "id"))
                yield next(fields), given[name]


def _given(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The classes that are made with a client."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[first, *_]):
                if service := _made(first):
                    yield name, service


def _made(value: ast.expr) -> str:
    """The service of a client that an expression makes, `or` which it makes."""
    match value:
        case ast.Call(func=ast.Attribute(attr="client"), args=[ast.Constant(value=service), *_]):
            return str(service)
        case ast.BoolOp(values=values):
            return next((service for each in values if (service := _made(each))), "")
    return ""


def _service(client: ast.expr, held: Mapping[str, str]) -> str:
    match client:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return held.get(name, "")
    return _made(client)


def _action(service: str, method: str) -> str:
    """The permission that a method needs; none for what calls nothing, such as `exceptions`."""
    client = boto3.client(service, region_name="us-east-1")  # type: ignore[call-overload]
    operation = client.meta.method_to_api_mapping.get(method)
    return f"{client.meta.service_model.signing_name}:{operation}" if operation else ""
