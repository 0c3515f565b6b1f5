"""Which images a policy expires: the examples of AWS's guide, a repository of forty, and what always holds."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyairtable_components import RegistrySpec
from pyairtable_components.registry.lifecycle import Rule, TagStatus, parse
from pyairtable_components.registry.simulator import Image, simulate

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def image(name: str, days: float, *tags: str, children: tuple[str, ...] = ()) -> Image:
    return Image(name, NOW - timedelta(days=days), tags, frozenset(children))


def expired(rules: tuple[Rule, ...], images: list[Image]) -> set[str]:
    return {fate.image.digest for fate in simulate(rules, images, NOW) if fate.expired}


def count(priority: int, number: int, *patterns: str) -> Rule:
    return Rule(priority, "tagged" if patterns else "any", "imageCountMoreThan", number, patterns)


def age(priority: int, days: int, *patterns: str) -> Rule:
    return Rule(priority, "tagged" if patterns else "any", "sinceImagePushed", days, patterns)


TWO = [image("A", 10, "beta-1", "prod-1"), image("B", 9, "beta-2", "prod-2"), image("C", 8, "beta-3")]
SIX = [
    image("A", 12, "alpha-1"),
    image("B", 11, "beta-1"),
    image("C", 10, "alpha-2", "beta-2"),
    image("D", 4, "alpha-3"),
    image("E", 3, "beta-3"),
    image("F", 2, "alpha-4", "beta-4"),
]
FOUR = [image("A", 4, "alpha-1"), image("B", 3, "beta-1"), image("C", 2), image("D", 1, "alpha-2")]

# https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_examples.html
GUIDE = {
    "what a higher rule keeps, a lower one skips": (TWO, (count(1, 1, "prod*"), count(2, 1, "beta*")), "A"),
    "a lower rule finds nothing left": (TWO, (count(1, 1, "beta*"), count(2, 1, "prod*")), "AB"),
    "one pattern, by age": (SIX, (age(1, 5, "alpha*"),), "AC"),
    "two patterns in one rule mean AND": (SIX, (age(1, 5, "alpha*", "beta*"),), "C"),
    "one pattern, by count": (SIX, (count(1, 1, "alpha*"),), "ACD"),
    "two patterns, by count": (SIX, (count(1, 1, "alpha*", "beta*"),), "C"),
    "any image, by count": (FOUR, (count(1, 1, "alpha*"), count(2, 1)), "ABC"),
    "any image, by age": (FOUR, (age(1, 2),), "AB"),
    "any image, as the highest": (FOUR, (count(1, 1, "alpha*"), age(2, 2)), "AB"),
    "no rule for it": (FOUR, (count(1, 1, "gamma*"),), ""),
}


@pytest.mark.parametrize(("images", "rules", "gone"), GUIDE.values(), ids=GUIDE)
def test_the_examples_of_the_guide(images: list[Image], rules: tuple[Rule, ...], gone: str) -> None:
    assert expired(rules, images) == set(gone)


# A repository under the default policy. Digest: days since the push, tags, children, and what becomes of it.
INDEX = ("child-amd64", "child-arm64")
REPOSITORY: dict[str, tuple[float, tuple[str, ...], tuple[str, ...], bool]] = {
    **{f"v{n}": (40 - n, (f"v2.{n}.0",), (), n < 2) for n in range(32)},  # 32 releases: two too many
    **{f"dev{n}": (20 - n, (f"dev-{n}",), (), n < 2) for n in range(12)},  # 12 of dev: two too many
    "staged": (90, ("staging-1",), (), False),
    "release-as-prod": (80, ("prod-1", "v1.0.0"), (), True),  # belongs to v*, of which it is the 33rd
    "prod-old": (300, ("prod-0",), (), False),
    "latest": (400, ("latest",), (), False),
    "feature": (500, ("feature-x",), (), False),
    "fresh": (0.5, (), (), False),
    "one-day": (1.0, (), (), False),
    "stale": (1.1, (), (), True),
    "multi": (30, ("prod-2",), INDEX, False),
    "child-amd64": (30, (), (), False),
    "child-arm64": (30, (), (), False),
    "old-index": (60, (), ("old-child",), True),
    "old-child": (60, (), (), False),  # its index goes now, and it goes after that
}


def test_a_repository_under_the_default_policy() -> None:
    images = [image(name, days, *tags, children=children) for name, (days, tags, children, _) in REPOSITORY.items()]
    assert len(images) >= 30
    assert expired(RegistrySpec().retention.rules, images) == {name for name, row in REPOSITORY.items() if row[3]}


def test_what_an_index_that_is_gone_referred_to_goes_with_the_next_evaluation() -> None:
    rules = RegistrySpec().retention.rules
    assert expired(rules, [image("old-child", 60)]) == {"old-child"}


def test_each_fate_says_why() -> None:
    images = [
        image("a", 1, "v1"),
        image("b", 2, "v0"),
        image("c", 3, "x"),
        image("i", 4, "v2", children=("d",)),
        image("d", 5),
    ]
    rules = (count(1, 2, "v*"), Rule(2, "untagged", "sinceImagePushed", 1, description="untagged is gone"))
    reasons = {fate.image.digest: fate.reason for fate in simulate(rules, images, NOW)}
    assert reasons == {
        "a": "rule 1 keeps it",
        "b": "rule 1 keeps it",
        "c": "no rule selects it",
        "d": "i refers to it",
        "i": "rule 1: imageCountMoreThan",
    }


tags = st.lists(st.sampled_from(["v1", "v2", "prod-1", "dev-1", "dev-2", "latest"]), max_size=3, unique=True)


@st.composite
def repositories(draw: st.DrawFn) -> list[Image]:
    found = draw(st.lists(st.tuples(st.integers(0, 60), tags), max_size=25))
    names = [f"i{position}" for position in range(len(found))]
    children = [draw(st.lists(st.sampled_from(names), max_size=2)) if names else [] for _ in found]
    return [
        image(name, days, *held, children=tuple(set(below) - {name}))
        for name, (days, held), below in zip(names, found, children, strict=True)
    ]


@st.composite
def policies(draw: st.DrawFn) -> tuple[Rule, ...]:
    patterns = draw(st.lists(st.sampled_from(["v*", "prod-*", "dev-*", "*"]), min_size=1, max_size=3, unique=True))
    rules = [draw(st.sampled_from([count, age]))(n, draw(st.integers(1, 8)), one) for n, one in enumerate(patterns, 1)]
    last: TagStatus = draw(st.sampled_from(["untagged", "any"]))
    return (*rules, Rule(9, last, "sinceImagePushed", draw(st.integers(1, 30))))


@given(policies(), repositories())
@settings(max_examples=80)
def test_never_more_than_allowed(rules: tuple[Rule, ...], images: list[Image]) -> None:
    gone = expired(rules, images)
    for rule in rules:
        selected = [one for one in images if rule.selects(one.tags)]
        ours = [one for one in selected if one.digest in gone and _owner(rules, one) is rule]
        if rule.count == "imageCountMoreThan":
            assert len(ours) <= max(0, len(selected) - rule.number)
        assert all(
            one.pushed_at < NOW - timedelta(days=rule.number) for one in ours if rule.count != "imageCountMoreThan"
        )


@given(policies(), repositories())
@settings(max_examples=80)
def test_what_a_higher_rule_keeps_stays(rules: tuple[Rule, ...], images: list[Image]) -> None:
    alone = {rule.priority: expired((rule,), images) for rule in rules}
    for one in images:
        owner = _owner(rules, one)
        if owner is None or one.digest not in alone[owner.priority]:
            assert one.digest not in expired(rules, images)


@pytest.mark.thorough
@given(policies(), repositories())
@settings(max_examples=80)
def test_what_an_index_refers_to_is_never_expired_before_it(rules: tuple[Rule, ...], images: list[Image]) -> None:
    children = {child for one in images for child in one.children}
    assert not children & expired(rules, images)


@given(policies(), repositories(), st.randoms())
@settings(max_examples=30)
def test_neither_the_order_of_images_nor_of_rules_matters(
    rules: tuple[Rule, ...], images: list[Image], random: object
) -> None:
    shuffled = list(images)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert simulate(rules[::-1], shuffled, NOW) == simulate(rules, images, NOW)


def _owner(rules: tuple[Rule, ...], one: Image) -> Rule | None:
    return next((rule for rule in rules if rule.selects(one.tags)), None)


def test_the_simulator_reads_what_the_component_writes() -> None:
    text = json.dumps({"rules": [rule.render() for rule in RegistrySpec().retention.rules]})
    assert parse(text) == RegistrySpec().retention.rules
