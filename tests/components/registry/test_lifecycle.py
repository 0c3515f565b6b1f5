"""Lifecycle policies: one rule for each pattern, and nothing that ECR would refuse."""

# ruff: noqa: E501 - a message is one line

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyairtable_components import RegistrySpec
from pyairtable_components.registry.lifecycle import EXAMPLE, PolicyError, Rule, parse, policy, retention

patterns = st.from_regex(r"[a-z]{1,6}-?\*", fullmatch=True)
counts = st.dictionaries(patterns, st.integers(1, 1000), min_size=1, max_size=10)


def test_the_default_keeps_what_the_platform_asks_for() -> None:
    rules = json.loads(policy(RegistrySpec().retention.rules))["rules"]
    tagged = {rule["selection"]["tagPatternList"][0]: rule["selection"]["countNumber"] for rule in rules[:-1]}
    assert tagged == {"v*": 30, "prod-*": 30, "dev-*": 10, "staging-*": 10}
    assert rules[-1]["selection"] == {
        "tagStatus": "untagged",
        "countType": "sinceImagePushed",
        "countUnit": "days",
        "countNumber": 1,
    }


@given(counts, st.integers(1, 365))
@settings(max_examples=40)
def test_each_pattern_has_a_rule_of_its_own_and_a_policy_is_read_as_it_was_written(
    kept: dict[str, int], days: int
) -> None:
    rules = retention(kept, days)
    assert all(len(rule.patterns) == 1 for rule in rules[:-1]), "several patterns in one rule mean AND"
    assert [rule.priority for rule in rules] == list(range(1, len(kept) + 2))
    assert parse(policy(rules)) == rules


def test_prefixes_are_patterns_that_end_anywhere() -> None:
    (rule,) = parse(json.dumps({"rules": [_rule(tagPrefixList=["prod"], tagPatternList=None)]}))
    assert rule.patterns == ("prod*",)


@pytest.mark.parametrize(
    ("pattern", "tag", "matched"),
    [
        ("v*", "v1.2.3", True),
        ("v*", "dev-1", False),
        ("*prod*", "team-prod1", True),
        ("v1.2", "v1x2", False),
        ("prod", "prod1", False),
    ],
)
def test_a_pattern_is_for_the_whole_tag(pattern: str, tag: str, *, matched: bool) -> None:
    assert Rule(1, "tagged", "imageCountMoreThan", 1, (pattern,)).selects([tag]) is matched


def _rule(priority: int = 1, kind: str = "expire", **selection: Any) -> dict[str, Any]:
    given = {"tagStatus": "tagged", "tagPatternList": ["v*"], "countType": "imageCountMoreThan", "countNumber": 1}
    chosen = {key: value for key, value in (given | selection).items() if value is not None}
    return {"rulePriority": priority, "selection": chosen, "action": {"type": kind}}


UNTAGGED: dict[str, Any] = {"tagStatus": "untagged", "tagPatternList": None}
BAD = {
    "not JSON": ("{", "line 1, column 2: this is no JSON."),
    "no object": ("[]", "policy: [] is no object."),
    "no rules": ("{}", "rules: this key is missing."),
    "a rule that is a text": (["v*"], "rules[0]: 'v*' is no object."),
    "a rule without a selection": ([{"rulePriority": 1}], "rules[0].selection: this key is missing."),
    "a number as a text": ([_rule(countNumber="30")], "rules[0].selection.countNumber: '30' is no whole number."),
    "one pattern as a text": ([_rule(tagPatternList="v*")], "rules[0].selection.tagPatternList: 'v*' is no list."),
    "a number as a pattern": ([_rule(tagPatternList=[1])], "rules[0].selection.tagPatternList: 1 is no text."),
    "an empty policy": ([], "a policy has 1 to 50 rules, not 0."),
    "a priority twice": ([_rule(), _rule(tagPatternList=["w*"])], "two rules have the priority 1, and each needs its own."),
    "any before others": (
        [_rule(1, tagStatus="any", tagPatternList=None), _rule(2)],
        "rule 1: a rule for any image has the highest priority of all, and runs last.",
    ),
    "tagged without a pattern": ([_rule(tagPatternList=None)], "rule 1: tagged images need a tagPatternList, and no other have one."),
    "untagged with one": ([_rule(tagStatus="untagged")], "rule 1: tagged images need a tagPatternList, and no other have one."),
    "untagged twice": (
        [_rule(1, **UNTAGGED), _rule(2, **UNTAGGED)],
        "two rules are for untagged images, and a policy may have one.",
    ),
    "too many wildcards": ([_rule(tagPatternList=["*1*2*3*4*"])], "rule 1: '*1*2*3*4*' is no pattern with at most 4 wildcards."),
    "patterns and prefixes": ([_rule(tagPrefixList=["v"])], "rule 1: it has patterns or prefixes, not both."),
    "nothing kept": ([_rule(countNumber=0)], "rule 1: rulePriority and countNumber are at least 1."),
    "an archive": ([_rule(kind="transition")], "rule 1: only rules that expire standard images are simulated."),
    "pull times": ([_rule(countType="sinceImagePulled")], "rule 1: countType sinceImagePulled is not simulated."),
    "another status": ([_rule(tagStatus="all")], "rule 1: tagStatus is tagged, untagged or any."),
}  # fmt: skip


@pytest.mark.parametrize(("given", "message"), BAD.values(), ids=BAD)
def test_what_ecr_would_refuse_is_refused_with_an_example(given: str | list[Any], message: str) -> None:
    text = given if isinstance(given, str) else json.dumps({"rules": given})
    with pytest.raises(PolicyError) as refused:
        parse(text)
    assert str(refused.value) == f"{message} For example: {EXAMPLE}"
    assert parse(EXAMPLE)
