"""Every URN that a resource may have had. Each case was checked by an update under the real engine."""

from collections.abc import Callable

import pytest
from pulumi import Alias, ResourceOptions, ResourceTransformArgs, ResourceTransformResult

from tests.conftest import planned
from tests.infra.engine.programs import BUCKET, Box, Raw, named, urn_of

BOX = "test:index:Box"


@pytest.mark.parametrize(
    ("alias", "former"),
    [
        (Alias(name="old"), f"{BOX}${BUCKET}::old"),
        (Alias(type_="test:index:Old"), f"{BOX}$test:index:Old::new"),
        (Alias(name="old", type_="test:index:Old"), f"{BOX}$test:index:Old::old"),
        (Alias(parent=None), f"{BUCKET}::new"),
        (Alias(parent=urn_of("test:index:Other::other")), f"test:index:Other${BUCKET}::new"),
        (Alias(parent=urn_of("pulumi:pulumi:Stack::example-test")), f"{BUCKET}::new"),
        (urn_of("any:index:Thing::thing"), "any:index:Thing::thing"),
    ],
)
def test_an_alias_becomes_the_urn_it_had(alias: Alias | str, former: str) -> None:
    def program() -> None:
        Box("box", fill=lambda box: Raw("new", opts=ResourceOptions(parent=box, aliases=[alias])))

    assert named(planned(program), "new").aliases == (urn_of(former),)


def test_an_alias_may_lie_in_another_stack_or_project() -> None:
    def program() -> None:
        Raw("new", opts=ResourceOptions(aliases=[Alias(stack="before"), Alias(project="elsewhere", name="old")]))

    assert named(planned(program), "new").aliases == (
        f"urn:pulumi:before::example::{BUCKET}::new",
        f"urn:pulumi:test::elsewhere::{BUCKET}::old",
    )


def test_below_a_parent_the_stack_and_project_of_an_alias_are_those_of_the_parent() -> None:
    def program() -> None:
        elsewhere = Alias(stack="before", project="elsewhere", name="old")
        Box("box", fill=lambda box: Raw("new", opts=ResourceOptions(parent=box, aliases=[elsewhere])))

    assert named(planned(program), "new").aliases == (urn_of(f"{BOX}${BUCKET}::old"),)


def _renamed(fill: Callable[[Box], object]) -> Box:
    return Box("new", ResourceOptions(aliases=[Alias(name="old")]), fill)


def test_a_child_inherits_the_alias_of_its_parent_with_the_name_in_front() -> None:
    def program() -> None:
        _renamed(lambda box: [Raw(name, opts=ResourceOptions(parent=box)) for name in ("new-child", "child")])

    plan = planned(program)
    assert named(plan, "new-child").aliases == (urn_of(f"{BOX}${BUCKET}::old-child"),)
    assert not named(plan, "child").aliases, "its URN is the same below both names"


def test_a_child_inherits_an_alias_from_elsewhere_within_its_own_project() -> None:
    def program() -> None:
        elsewhere = Alias(project="elsewhere", name="old")
        Box("new", ResourceOptions(aliases=[elsewhere]), lambda box: Raw("new-child", opts=_below(box)))

    plan = planned(program)
    assert named(plan, "new").aliases == (f"urn:pulumi:test::elsewhere::{BOX}::old",)
    assert named(plan, "new-child").aliases == (urn_of(f"{BOX}${BUCKET}::old-child"),)


def test_a_grandchild_inherits_the_alias_too() -> None:
    def inner(box: Box) -> None:
        Box("new-inner", ResourceOptions(parent=box), lambda within: Raw("new-inner-x", opts=_below(within)))

    assert urn_of(f"{BOX}${BOX}${BUCKET}::old-inner-x") in _aliases(inner, "new-inner-x")


def test_own_and_inherited_aliases_multiply() -> None:
    def child(box: Box) -> None:
        Raw("new-a", opts=ResourceOptions(parent=box, aliases=[Alias(name="new-b"), Alias(type_="test:index:Old")]))

    assert set(_aliases(child, "new-a")) == {
        urn_of(f"{BOX}${BUCKET}::new-b"),
        urn_of(f"{BOX}$test:index:Old::new-a"),
        urn_of(f"{BOX}${BUCKET}::old-a"),
        urn_of(f"{BOX}${BUCKET}::old-b"),
        urn_of(f"{BOX}$test:index:Old::old-a"),
    }


def test_a_parent_that_changed_its_type_changes_that_of_its_children() -> None:
    def program() -> None:
        old = Alias(type_="test:index:Old")
        Box("box", ResourceOptions(aliases=[old]), lambda box: Raw("child", opts=_below(box)), kind="New")

    assert named(planned(program), "child").aliases == (urn_of(f"test:index:Old${BUCKET}::child"),)


def test_an_alias_below_a_renamed_parent_is_found_by_both_its_names() -> None:
    def program() -> None:
        former = _renamed(lambda _: None)
        Raw("moved", opts=ResourceOptions(aliases=[Alias(parent=former)]))

    assert set(named(planned(program), "moved").aliases) == {urn_of(f"{BOX}${BUCKET}::moved")}


def test_an_alias_below_a_parent_of_another_type_is_found_by_both_its_types() -> None:
    def program() -> None:
        former = Box("box", ResourceOptions(aliases=[Alias(type_="test:index:Old")]))
        Raw("moved", opts=ResourceOptions(aliases=[Alias(parent=former)]))

    assert set(named(planned(program), "moved").aliases) == {
        urn_of(f"{BOX}${BUCKET}::moved"),
        urn_of(f"test:index:Old${BUCKET}::moved"),
    }


def test_a_transform_may_add_an_alias() -> None:
    def rename(args: ResourceTransformArgs) -> ResourceTransformResult:
        args.opts.aliases = [Alias(name="old")]
        return ResourceTransformResult(args.props, args.opts)

    def program() -> None:
        Raw("new", opts=ResourceOptions(transforms=[rename]))

    assert named(planned(program), "new").aliases == (urn_of(f"{BUCKET}::old"),)


def _below(parent: Box) -> ResourceOptions:
    return ResourceOptions(parent=parent)


def _aliases(fill: Callable[[Box], object], name: str) -> tuple[str, ...]:
    def program() -> None:
        _renamed(fill)

    return named(planned(program), name).aliases
