"""A judge of policies: what IAM decides about one request of one role, with the conditions.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html, for one account, without
service control policies and sessions' own policies. What it does not know, it refuses to judge.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

Document = Mapping[str, Any]
Context = Mapping[str, str]


@dataclass(frozen=True)
class Principal:
    """A role's session, with every policy that is attached to the role."""

    arn: str
    policies: tuple[Document, ...] = ()
    boundary: Document | None = None


@dataclass(frozen=True)
class Request:
    action: str
    resource: str
    context: Context = field(default_factory=dict)


def allowed(who: Principal, request: Request, resource_policy: Document | None = None) -> bool:
    """Whether the role may do it: something allows it, nothing denies it, and the boundary allows it too."""
    known = {"aws:PrincipalArn": who.arn, "aws:SecureTransport": "true", **request.context}
    asked = Request(request.action, request.resource, known)
    own = [statement for policy in who.policies for statement in statements(policy)]
    there = [one for one in statements(resource_policy or {}) if _is_for(one, who)]
    limit = statements(who.boundary) if who.boundary else None
    every = [*own, *there, *(limit or [])]
    if any(_holds(one, asked) for one in every if one["Effect"] == "Deny"):
        return False
    if limit is not None and not any(_holds(one, asked) for one in limit if one["Effect"] == "Allow"):
        return False
    # An Allow for the account in a key's policy lets IAM decide; it allows nothing by itself.
    direct = [one for one in there if _principals(one) != {_account(who)}]
    if any(_holds(one, asked) for one in direct if one["Effect"] == "Allow"):
        return True
    return any(_holds(one, asked) for one in own if one["Effect"] == "Allow")


def statements(policy: Document | str) -> list[Mapping[str, Any]]:
    whole = json.loads(policy) if isinstance(policy, str) else policy
    return listed(whole.get("Statement", []))


def listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def matches(pattern: str, text: str) -> bool:
    """`*` is any text, `?` any sign; brackets are themselves, unlike in a shell."""
    return bool(_pattern(pattern).fullmatch(text))


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"([*?])", pattern)
    return re.compile("".join({"*": ".*", "?": "."}.get(each, re.escape(each)) for each in parts), re.DOTALL)


def _holds(statement: Mapping[str, Any], request: Request) -> bool:
    return (
        _element(statement, "Action", lambda pattern: matches(pattern.lower(), request.action.lower()))
        and _element(statement, "Resource", lambda pattern: matches(pattern, request.resource))
        and all(
            _condition(operator, request.context.get(key), listed(values))
            for operator, keys in statement.get("Condition", {}).items()
            for key, values in keys.items()
        )
    )


def _element(statement: Mapping[str, Any], name: str, fits: Callable[[str], bool]) -> bool:
    assert (name in statement) != (f"Not{name}" in statement), f"{statement} has {name}, or Not{name}, not both"
    if name in statement:
        return any(map(fits, listed(statement[name])))
    return not any(map(fits, listed(statement[f"Not{name}"])))


def _condition(operator: str, value: str | None, wanted: Sequence[str]) -> bool:
    """A negated operator and one with IfExists hold where the key is missing, every other one does not.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
    """
    plain = operator.removesuffix("IfExists")
    negated = plain.replace("Not", "", 1) if "Not" in plain else None
    if value is None:
        return negated is not None or plain != operator
    test = _OPERATORS[negated or plain]
    return any(test(value, each) for each in wanted) != (negated is not None)


_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "StringEquals": lambda value, wanted: value == wanted,
    "StringLike": lambda value, wanted: matches(wanted, value),
    "ArnEquals": lambda value, wanted: _arn(wanted, value),
    "ArnLike": lambda value, wanted: _arn(wanted, value),
    "Bool": lambda value, wanted: value.lower() == wanted.lower(),
    "NumericLessThan": lambda value, wanted: float(value) < float(wanted),
}


def _arn(pattern: str, arn: str) -> bool:
    """Part by part: no `*` reaches over a colon."""
    wanted, there = pattern.split(":", 5), arn.split(":", 5)
    return len(wanted) == len(there) and all(map(matches, wanted, there))


def _principals(statement: Mapping[str, Any]) -> set[str]:
    principal = statement["Principal"]
    return set(listed(principal["AWS"] if isinstance(principal, Mapping) else principal))


def _account(who: Principal) -> str:
    return f"arn:aws:iam::{who.arn.split(':')[4]}:root"


def _is_for(statement: Mapping[str, Any], who: Principal) -> bool:
    return bool(_principals(statement) & {"*", who.arn, _account(who)})
