"""No correct program is refused: our own, and the examples in the documentation of pulumi_aws."""

# ruff: noqa: E501 - a message is one line

import pytest

from pyairtable_infra.engine.program import plan_program
from pyairtable_infra.engine.standin.aws import problems, sdk
from pyairtable_infra.plan.model import Plan
from tests.components.whole import shop_plan
from tests.conftest import ROOT, environment_plan, environment_preview
from tests.infra.engine.standin.aws.documented import examples

ENVIRONMENTS = ("dev", "staging", "prod")

DOCUMENTED_MISTAKES = {
    # The documentation says of the property: "A single topic name must be specified."
    'aws:lambda/eventSourceMapping:EventSourceMapping: topics: it has 2 elements, and must have exactly 1. For example: topics: ["example"]',
    # "clientAlias" is a list in the SDK.
    'aws:ecs/service:Service: serviceConnectConfiguration.services[0].clientAlias: an object is not a list. For example: clientAlias: [{"port": 1}]',
    # https://docs.aws.amazon.com/cloud-map/latest/api/API_HealthCheckConfig.html says that the type is required.
    'aws:servicediscovery/service:Service: healthCheckConfig.type: it is required. For example: type: "HTTP"',
    # An example that says nothing of its certificate.
    'aws:acm/certificate:Certificate: domainName: it is required. For example: domainName: "example.com"',
    # An example that only says that Pulumi may ignore changes of the size.
    "aws:eks/nodeGroup:NodeGroup: scalingConfig.maxSize: it is required. For example: maxSize: 1",
    "aws:eks/nodeGroup:NodeGroup: scalingConfig.minSize: it is required. For example: minSize: 1",
    # A minute has no 60th second.
    'aws:s3/bucketObjectv2:BucketObjectv2: objectLockRetainUntilDate: "2021-12-31T23:59:60Z" is not a time. For example: objectLockRetainUntilDate: "2026-01-31T12:00:00Z"',
    # "{ ... policy JSON ... }"
    'aws:iam/policy:Policy: policy: it is not JSON: Expecting property name enclosed in double quotes: line 1 column 3 (char 2). For example: policy: json.dumps({"Version": "2012-10-17", "Statement": [...]})',
}
"""What is wrong in examples of pulumi_aws 7.51.1."""


def _told(plan: Plan) -> list[str]:
    return [f"{each.name}: {problem}" for each in plan.resources for problem in problems(each.type, each.inputs)]


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_nothing_is_wrong_with_an_environment(environment: str) -> None:
    assert _told(environment_plan(environment)) == []


@pytest.mark.thorough
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_nothing_is_wrong_with_an_environment_before_aws_has_computed_anything(environment: str) -> None:
    assert _told(environment_preview(environment)) == []


def test_nothing_is_wrong_with_any_component() -> None:
    assert _told(shop_plan()) == []


def test_nothing_is_wrong_with_another_teams_stack() -> None:
    assert _told(plan_program(ROOT / "examples" / "own_stack", "dev")) == []


def test_the_examples_of_pulumi_aws_are_many() -> None:
    """So that the next test cannot pass because it reads nothing."""
    assert len(examples()) > 600
    assert len({each.type_ for each in examples()}) > 120


def test_nothing_is_wrong_with_the_examples_of_pulumi_aws_but_what_they_leave_out_and_their_mistakes() -> None:
    told = set()
    for example in examples():
        needed = {key for key, each in sdk.of_type(example.type_).items() if each.needed}
        for problem in problems(example.type_, example.inputs):
            if problem.path not in needed or "it is required" not in problem.message:
                told.add(f"{example.type_}: {problem}")
    assert told == DOCUMENTED_MISTAKES
