"""The grammar of IAM policy documents, of which the API models know only that they are text.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pyairtable_infra.engine.standin.aws import messages
from pyairtable_infra.engine.standin.aws.calls import Kind
from pyairtable_infra.engine.standin.aws.given import below, is_open
from pyairtable_infra.engine.standin.problems import Problem

_VERSIONS = ("2012-10-17", "2008-10-17")
_DOCUMENT = ["Version", "Id", "Statement"]
_STATEMENT = [
    *("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"),
]
_PRINCIPALS = ["AWS", "Service", "Federated", "CanonicalUser"]
_ACTION = re.compile(r"\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+")
_SID = re.compile("[A-Za-z0-9]*")

# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
_OPERATORS = [
    *("StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"),
    *("StringLike", "StringNotLike", "NumericEquals", "NumericNotEquals", "NumericLessThan"),
    *("NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals", "DateEquals", "DateNotEquals"),
    *("DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals", "Bool", "BinaryEquals"),
    *("IpAddress", "NotIpAddress", "ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike", "Null"),
]
_OPERATOR = re.compile(f"(ForAllValues:|ForAnyValue:)?({'|'.join(_OPERATORS)})(IfExists)?")

_NEEDS = {
    "identity": ("Effect", "Action", "Resource"),
    "trust": ("Effect", "Principal", "Action"),
    "resource": ("Effect", "Principal", "Action", "Resource"),
    "repository": ("Effect", "Principal", "Action"),
}
_NEVER: Mapping[Kind, str] = {"identity": "Principal", "trust": "Resource"}
_WHY = {
    "identity": "who may is said by where this policy is attached",
    "trust": "what may be assumed is the role itself",
}
_DOCUMENT_SAMPLE = '{"Version": "2012-10-17", "Statement": [...]}'
_STATEMENT_SAMPLE = '{"Effect": "Allow", ...}'
_CONDITION_SAMPLE = '{"StringEquals": {"aws:SourceAccount": "123456789012"}}'
_SAMPLES = {
    "Effect": '"Allow"',
    "Action": '["s3:GetObject"]',
    "Resource": '["arn:aws:s3:::example/*"]',
    "Principal": '{"Service": "ecs-tasks.amazonaws.com"}',
}


def problems(document: Any, kind: Kind, path: str) -> Iterator[Problem]:
    """What is wrong with a policy document, given as JSON text or as an object."""
    if isinstance(document, str):
        try:
            document = json.loads(document)
        except ValueError as error:
            yield messages.no_json(path, error, f"json.dumps({_DOCUMENT_SAMPLE})")
            return
    if not isinstance(document, Mapping):
        yield messages.wrong_kind(path, document, "block", _DOCUMENT_SAMPLE)
        return
    yield from _unknown(document, _DOCUMENT, path, "a policy")
    version = document.get("Version", _VERSIONS[0])
    if not is_open(version) and version not in _VERSIONS:
        yield messages.not_one_of(below(path, "Version"), version, _VERSIONS)
    if kind == "identity" and "Id" in document:
        yield Problem(below(path, "Id"), "a policy of an identity has none. For example: leave it out")
    statements = document.get("Statement")
    if is_open(statements):
        return
    if not statements:
        yield messages.missing(below(path, "Statement"), f"[{_STATEMENT_SAMPLE}]")
    listed = statements if isinstance(statements, list) else [statements] if statements else []
    for index, statement in enumerate(listed):
        place = f"{path}.Statement" + (f"[{index}]" if isinstance(statements, list) else "")
        yield from _statement(statement, kind, place)


def _statement(statement: Any, kind: Kind, path: str) -> Iterator[Problem]:
    if is_open(statement):
        return
    if not isinstance(statement, Mapping):
        yield messages.wrong_kind(path, statement, "block", _STATEMENT_SAMPLE)
        return
    yield from _unknown(statement, _STATEMENT, path, "a statement")
    for element in ("Principal", "Action", "Resource"):
        yield from _choice(statement, element, kind, path)
    effect = statement.get("Effect")
    if effect is None:
        yield messages.missing(below(path, "Effect"), _SAMPLES["Effect"])
    elif not is_open(effect) and effect not in ("Allow", "Deny"):
        yield messages.not_one_of(below(path, "Effect"), effect, ("Allow", "Deny"))
    sid = statement.get("Sid", "")
    if kind in ("identity", "trust") and not is_open(sid) and not (isinstance(sid, str) and _SID.fullmatch(sid)):
        place, example = below(path, "Sid"), re.sub("[^A-Za-z0-9]", "", str(sid)) or "Read"
        yield messages.problem(place, f"{messages.shown(place, sid)} is not of letters and digits", f'"{example}"')
    for key in ("Action", "NotAction"):
        yield from _actions(statement.get(key), below(path, key))
    for key in ("Resource", "NotResource"):
        yield from _texts(statement.get(key), below(path, key), _SAMPLES["Resource"])
    for key in ("Principal", "NotPrincipal"):
        yield from _principal(statement.get(key), below(path, key))
    yield from _condition(statement.get("Condition"), below(path, "Condition"))


def _choice(statement: Mapping[str, Any], element: str, kind: Kind, path: str) -> Iterator[Problem]:
    """An element that stands there as it is or negated, but not both; what a kind needs, and what it must not have."""
    there = [key for key in (element, f"Not{element}") if statement.get(key) is not None]
    if element == _NEVER.get(kind):
        for key in there:
            yield Problem(below(path, key), f"it does not belong here: {_WHY[kind]}. For example: leave it out")
    elif len(there) > 1:
        yield Problem(below(path, there[1]), f"there is {element} too. For example: only {element}")
    elif not there and element in _NEEDS[kind]:
        yield messages.missing(below(path, element), _SAMPLES[element])


def _actions(value: Any, path: str) -> Iterator[Problem]:
    yield from _texts(value, path, _SAMPLES["Action"])
    for place, action in _each(value, path):
        if isinstance(action, str) and not is_open(action) and not _ACTION.fullmatch(action):
            yield messages.problem(place, f"{messages.shown(place, action)} is not service:Action", '"s3:GetObject"')


def _texts(value: Any, path: str, example: str) -> Iterator[Problem]:
    """One text, or a list of some."""
    if value is None or is_open(value):
        return
    if value == []:
        yield messages.problem(path, "the list is empty", example)
    for place, each in _each(value, path):
        if not isinstance(each, str) and not is_open(each):
            yield messages.wrong_kind(place, each, "string", example)


def _each(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield f"{path}[{index}]", each
    elif value is not None:
        yield path, value


def _principal(value: Any, path: str) -> Iterator[Problem]:
    if value is None or is_open(value) or value == "*":
        return
    if not isinstance(value, Mapping):
        yield messages.problem(path, f"{messages.shown(path, value)} is no principal", _SAMPLES["Principal"])
        return
    yield from _unknown(value, _PRINCIPALS, path, "a principal")
    for key, each in value.items():
        yield from _texts(each, below(path, key), '["arn:aws:iam::123456789012:root"]')


def _condition(value: Any, path: str) -> Iterator[Problem]:
    if value is None or is_open(value):
        return
    if not isinstance(value, Mapping):
        yield messages.wrong_kind(path, value, "block", _CONDITION_SAMPLE)
        return
    for operator, keys in value.items():
        if not _OPERATOR.fullmatch(operator):
            yield messages.unknown(path, "a condition", operator, _OPERATORS)
        if not isinstance(keys, Mapping):
            yield messages.wrong_kind(below(path, operator), keys, "block", '{"aws:SourceAccount": "123456789012"}')


def _unknown(given: Mapping[str, Any], known: list[str], path: str, owner: str) -> Iterator[Problem]:
    for key in given:
        if key not in known:
            yield messages.unknown(path, owner, key, known)
