"""Who owns and pays for what: on everything that takes tags, in the three environments."""

import pytest

from pyairtable_infra.plan.model import Resource
from tests.components.reading import parameters
from tests.conftest import environment_plan

REQUIRED = {"Project", "Environment", "Service", "Component", "CostCenter", "DataClassification", "ManagedBy"}
ENVIRONMENTS = ("dev", "staging", "prod")


def taggable(environment: str) -> list[Resource]:
    plan = environment_plan(environment)
    return [r for r in plan.resources if r.type.startswith("aws:") and "tags" in parameters(r.type)]


def tags(resource: Resource) -> dict[str, str]:
    """The tags of a resource; an Auto Scaling group has them as a list."""
    found = resource.inputs.get("tags", {})
    return {tag["key"]: tag["value"] for tag in found} if isinstance(found, list) else dict(found)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_whatever_takes_tags_has_all_that_cost_reports_need(environment: str) -> None:
    found = taggable(environment)
    kinds = {resource.type for resource in found}
    assert {
        "aws:ec2/vpc:Vpc",
        "aws:ecs/service:Service",
        "aws:iam/role:Role",
        "aws:lb/loadBalancer:LoadBalancer",
    } <= kinds
    assert not {resource.urn: missing for resource in found if (missing := REQUIRED - set(tags(resource)))}


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_tags_name_the_environment_and_are_never_empty(environment: str) -> None:
    for resource in taggable(environment):
        assert tags(resource)["Environment"] == environment
        assert all(tags(resource).values()), f"{resource.urn} has an empty tag"


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_what_belongs_to_a_service_is_booked_on_it(environment: str) -> None:
    plan = environment_plan(environment)
    services = {r.name for r in plan.resources if r.type == "pyairtable:ecs:Service"}
    booked = {tags(resource)["Service"] for resource in taggable(environment)}
    assert booked == services | {"shared"}
    for resource in taggable(environment):
        if resource.type in {
            "aws:ecs/service:Service",
            "aws:ecs/taskDefinition:TaskDefinition",
            "aws:lb/targetGroup:TargetGroup",
        }:
            assert tags(resource)["Service"] == resource.name


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_an_instance_of_a_group_gets_the_tags_of_the_group(environment: str) -> None:
    for group in (r for r in taggable(environment) if r.type == "aws:autoscaling/group:Group"):
        assert all(tag["propagateAtLaunch"] for tag in group.inputs["tags"]), "the instance is what costs money"
