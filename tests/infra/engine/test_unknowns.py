"""The mode of a first preview: what only AWS knows stays unknown."""

import pulumi
import pytest
from pulumi import ResourceOptions

from pyairtable_infra.plan.model import UNKNOWN
from tests.conftest import environment_plan, environment_preview, planned, walk
from tests.infra.engine.programs import bucket, named

ENVIRONMENTS = ("dev", "staging", "prod")


@pytest.mark.thorough
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_no_resource_depends_on_a_value_that_only_aws_knows(environment: str) -> None:
    assert [one.urn for one in environment_preview(environment).resources] == [
        one.urn for one in environment_plan(environment).resources
    ]


@pytest.mark.thorough
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_both_modes_have_the_same_edges_options_and_inputs(environment: str) -> None:
    filled = environment_plan(environment).by_urn
    for unknown in environment_preview(environment).resources:
        known = filled[unknown.urn]
        assert unknown.inputs.keys() == known.inputs.keys(), unknown.urn
        assert unknown.dependencies == known.dependencies
        assert unknown.property_dependencies == known.property_dependencies
        assert (unknown.protect, unknown.retain_on_delete, unknown.ignore_changes) == (
            known.protect,
            known.retain_on_delete,
            known.ignore_changes,
        )


@pytest.mark.thorough
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_what_differs_between_the_modes_is_unknown(environment: str) -> None:
    filled = environment_plan(environment).by_urn
    for unknown in environment_preview(environment).resources:
        for key, value in unknown.inputs.items():
            if value != filled[unknown.urn].inputs[key]:
                assert UNKNOWN in [each for each in walk(value) if isinstance(each, str)], f"{unknown.urn} {key}"


@pytest.mark.thorough
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_input_that_is_unknown_has_an_edge_to_where_it_comes_from(environment: str) -> None:
    found = 0
    for one in environment_preview(environment).resources:
        for key, value in one.inputs.items():
            if UNKNOWN in [each for each in walk(value) if isinstance(each, str)]:
                assert one.property_dependencies[key], f"{one.urn} {key}"
                found += 1
    assert found > 100


def test_unknown_values_are_the_engine_s_string() -> None:
    def program() -> None:
        one = bucket("one", tags={"a": "b"})
        bucket("two", bucket=one.arn.apply(str.upper), tags={"id": one.id, "known": "k"})
        pulumi.export("arn", one.arn)
        pulumi.export("tags", one.tags)

    plan = planned(program, unknowns=True)
    assert named(plan, "one").id == ""
    assert named(plan, "one").outputs["arn"] == "04da6b54-80e4-46f7-96ec-b56ff0331ba9" == UNKNOWN
    assert named(plan, "two").inputs == {"bucket": UNKNOWN, "tags": {"id": UNKNOWN, "known": "k"}}
    assert plan.stack_outputs == {"arn": UNKNOWN, "tags": {"a": "b"}}


def test_the_properties_of_a_component_are_unknown_to_a_preview() -> None:
    """The engine answers a component with nothing, and in a preview nothing means unknown."""

    class Labelled(pulumi.ComponentResource):
        label: pulumi.Output[str]

        def __init__(self) -> None:
            super().__init__("test:index:Labelled", "labelled", {"label": "fragile"})

    def program() -> None:
        pulumi.export("label", Labelled().label)

    assert planned(program, unknowns=True).stack_outputs == {"label": UNKNOWN}
    assert planned(program).stack_outputs == {"label": "fragile"}
    assert named(planned(program, unknowns=True), "labelled").inputs == {"label": "fragile"}


def test_a_program_that_branches_on_an_output_shows_as_a_missing_resource() -> None:
    def program() -> None:
        bucket("one").arn.apply(lambda _: bucket("sometimes"))

    there = {one.name for one in planned(program).resources}
    not_there = {one.name for one in planned(program, unknowns=True).resources}
    assert there - not_there == {"sometimes"}


def test_what_exists_already_is_known() -> None:
    def program() -> None:
        read = bucket.get("read", "there-already")
        imported = bucket("imported", bucket="there-too", opts=ResourceOptions(import_="there-too"))
        bucket("user", tags={"read": read.arn, "imported": imported.id})

    plan = planned(program, unknowns=True)
    assert named(plan, "user").inputs["tags"] == {"read": "arn:aws:s3:::there-already", "imported": "there-too"}
