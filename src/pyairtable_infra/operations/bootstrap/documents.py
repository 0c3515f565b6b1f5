"""IAM policy documents as plain data: written, and compared whatever form AWS keeps them in.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

VERSION = "2012-10-17"
EVERYBODY = "*"

Statement = dict[str, Any]
Condition = Mapping[str, Mapping[str, str | Sequence[str]]]

_LISTS = ("Action", "NotAction", "Resource", "NotResource")


def allow(sid: str, actions: Sequence[str], on: Sequence[str], when: Condition | None = None) -> Statement:
    """A statement of a role's own policy."""
    statement: Statement = {"Sid": sid, "Effect": "Allow", "Action": sorted(actions), "Resource": sorted(on)}
    return {**statement, "Condition": when} if when else statement


def deny(sid: str, when: Condition, **elements: Sequence[str]) -> Statement:
    """A statement of a resource's policy: what nobody may do under the condition `when`."""
    listed = {element: sorted(values) for element, values in elements.items()}
    return {"Sid": sid, "Effect": "Deny", "Principal": EVERYBODY, **listed, "Condition": when}


def refuse(sid: str, when: Condition | None = None, **elements: Sequence[str]) -> Statement:
    """A statement of a role's own policy: what it may not do, whatever else grants it."""
    listed = {element: sorted(values) for element, values in elements.items()}
    return {"Sid": sid, "Effect": "Deny", **listed, **({"Condition": when} if when else {})}


def document(*statements: Statement) -> str:
    """The policy document of `statements`, as short as it can be: a bucket's policy may have 20 KB."""
    whole = {"Version": VERSION, "Statement": list(statements)}
    return json.dumps(whole, sort_keys=True, separators=(",", ":"))


def canonical(policy: str | Mapping[str, Any]) -> dict[str, Any]:
    """A document by its statements' Sids, in a form in which two that mean the same are the same.

    AWS may give back one value where a list was written, and lists in another order.
    """
    whole: Mapping[str, Any] = json.loads(policy) if isinstance(policy, str) else policy
    statements = whole.get("Statement", [])
    named = {
        str(statement.get("Sid") or f"#{number}"): _statement(statement)
        for number, statement in enumerate(_listed(statements), 1)
    }
    return {"Version": whole.get("Version"), **named}


def _statement(statement: Mapping[str, Any]) -> dict[str, Any]:
    return {element: _element(element, value) for element, value in statement.items() if element != "Sid"}


def _element(element: str, value: Any) -> Any:
    if element in _LISTS:
        return _set(value)
    if element == "Principal" and value == EVERYBODY:
        # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous
        return {"AWS": [EVERYBODY]}
    if element == "Condition":
        return {operator: {key: _set(each) for key, each in keys.items()} for operator, keys in value.items()}
    return {kind: _set(names) for kind, names in value.items()} if isinstance(value, Mapping) else value


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _set(value: Any) -> list[str]:
    """Values whose order says nothing; `true` is the text "true"."""
    return sorted({str(each).lower() if isinstance(each, bool) else str(each) for each in _listed(value)})
