"""URNs, parents, and what may not happen twice."""

import pytest
from pulumi import ResourceOptions

from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.plan.model import STACK
from tests.conftest import planned
from tests.infra.engine.programs import BUCKET, Box, Raw, bucket, named, plan_of, urn_of


def test_a_child_of_the_stack_has_its_own_type_alone() -> None:
    one = named(plan_of(lambda: bucket("one")), "one")
    assert one.urn == urn_of(f"{BUCKET}::one")
    assert one.parent == urn_of(f"{STACK}::example-test")


def test_a_urn_holds_the_types_of_all_ancestors_but_the_stack() -> None:
    def program() -> None:
        Box("outer", fill=lambda outer: Box("inner", ResourceOptions(parent=outer)))

    deep = named(planned(program), "inner-bucket")
    assert deep.urn == urn_of(f"test:index:Box$test:index:Box${BUCKET}::inner-bucket")
    assert deep.parent == urn_of("test:index:Box$test:index:Box::inner")


def test_a_child_of_a_resource_has_its_type_in_front() -> None:
    def program() -> None:
        bucket("child", opts=ResourceOptions(parent=bucket("parent")))

    assert named(planned(program), "child").urn == urn_of(f"{BUCKET}${BUCKET}::child")


def test_a_name_may_hold_the_separator_of_urns() -> None:
    def program() -> None:
        Raw("below", opts=ResourceOptions(parent=Raw("a::b")))

    plan = planned(program)
    assert urn_of(f"{BUCKET}::a::b") in plan.by_urn
    assert named(plan, "below").parent == urn_of(f"{BUCKET}::a::b")


def test_two_resources_with_one_urn_are_refused() -> None:
    def program() -> None:
        bucket("twin")
        bucket("twin")

    with pytest.raises(EngineError, match=f"^there are two resources {urn_of(f'{BUCKET}::twin')}. Give one another"):
        planned(program)


def test_a_resource_that_is_read_may_not_have_the_urn_of_another() -> None:
    def program() -> None:
        bucket("twin")
        bucket.get("twin", "there-already")

    with pytest.raises(EngineError, match=r"there are two resources .*::twin"):
        planned(program)


def test_the_same_name_below_another_parent_is_another_resource() -> None:
    def program() -> None:
        for above in ("one", "two"):
            Box(above, fill=lambda box: bucket("same", opts=ResourceOptions(parent=box)), kind=above)

    assert len([resource for resource in planned(program).resources if resource.name == "same"]) == 2


def test_a_component_of_another_language_is_refused_by_name() -> None:
    from pulumi import ComponentResource  # noqa: PLC0415

    def program() -> None:
        ComponentResource("other:index:Thing", "far", {}, None, remote=True)

    with pytest.raises(EngineError, match=r"far: other:index:Thing is built by another language's plugin"):
        planned(program)
