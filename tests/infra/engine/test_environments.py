"""The three environments' plans: valid for the SDK, and side by side in one account."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from pulumi import _types

from pyairtable_infra.plan.model import Plan, Resource
from tests.conftest import environment_plan, walk
from tests.sdk import sdk_class

ENVIRONMENTS = ("dev", "staging", "prod")

NAMES = (
    "name",
    "bucket",
    "family",
    "identifier",
    "clusterIdentifier",
    "repositoryName",
    "domainName",
    "policyName",
    "namePrefix",
    "bucketPrefix",
)

SCOPED = {
    "aws:appautoscaling/policy:Policy": "within its target",
    "aws:ecs/service:Service": "within its cluster",
    "aws:iam/rolePolicy:RolePolicy": "within its role",
    "aws:servicediscovery/service:Service": "within its namespace",
    "aws:s3/bucketLogging:BucketLogging": "names its bucket",
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": "names its bucket",
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": "names its bucket",
    "aws:s3/bucketPolicy:BucketPolicy": "names its bucket",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": "names its bucket",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": "names its bucket",
    "aws:s3/bucketVersioning:BucketVersioning": "names its bucket",
}
"""Types whose names need not differ within an account, and why."""


def _cloud(plan: Plan) -> Iterator[Resource]:
    return (one for one in plan.resources if one.type.startswith("aws:"))


def _physical_names(environment: str) -> list[tuple[str, str, Any]]:
    return [
        (one.type, key, one.inputs[key])
        for one in _cloud(environment_plan(environment))
        for key in NAMES
        if key in one.inputs and one.type not in SCOPED and not (key == "family" and "ParameterGroup" in one.type)
    ]


@pytest.mark.parametrize(("one", "other"), list(combinations(ENVIRONMENTS, 2)))
def test_two_environments_in_one_account_share_no_physical_name(one: str, other: str) -> None:
    assert not set(_physical_names(one)) & set(_physical_names(other))


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_no_physical_name_is_there_twice(environment: str) -> None:
    names = _physical_names(environment)
    assert len({type_ for type_, _, _ in names}) > 8, "many kinds of resources are named"
    assert len(names) == len(set(names))


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_no_input_is_null_or_holds_a_none_as_text(environment: str) -> None:
    for one in _cloud(environment_plan(environment)):
        for value in walk(one.inputs):
            assert value is not None, one.urn
            assert not isinstance(value, str) or "None" not in value, f"{one.urn}: {value}"


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_no_input_shows_an_output_that_was_not_waited_for(environment: str) -> None:
    for one in environment_plan(environment).resources:
        for value in walk({"inputs": one.inputs, "outputs": one.outputs}):
            assert not isinstance(value, str) or "pulumi.output.Output" not in value, one.urn


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_input_is_one_that_the_type_has_and_of_its_kind(environment: str) -> None:
    for one in _cloud(environment_plan(environment)):
        properties = _properties(one.type)
        for key, value in one.inputs.items():
            assert key in properties, f"{one.urn}: there is no {key}"
            kind = properties[key]
            if kind in (str, bool, int, float):
                accepted = (int, float) if kind is float else kind
                assert isinstance(value, accepted), f"{one.urn}: {key} is {value!r}, and must be {kind}"


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_edge_leads_to_a_resource_of_the_plan(environment: str) -> None:
    plan = environment_plan(environment)
    for one in plan.resources:
        ends = {*one.dependencies, *(urn for urns in one.property_dependencies.values() for urn in urns)}
        assert ends <= plan.by_urn.keys()
        assert not one.parent or one.parent in plan.by_urn
        assert not one.provider or one.provider.rpartition("::")[0] in plan.by_urn


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_cloud_resource_has_the_provider_of_its_environment(environment: str) -> None:
    plan = environment_plan(environment)
    providers = [one for one in plan.resources if one.type.startswith("pulumi:providers:")]
    assert [one.name for one in providers] == ["aws"], "no default provider is made"
    assert {one.provider for one in _cloud(plan)} == {f"{providers[0].urn}::{providers[0].id}"}


def _properties(type_: str) -> dict[str, type]:
    """The properties of the SDK's class of a type, with their kinds."""
    return dict(_types.resource_types(sdk_class(type_)))
