"""ECR lifecycle policies as data: which rules there are, and the document that ECR takes. No Pulumi.

https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar, get_args

TagStatus = Literal["tagged", "untagged", "any"]
Count = Literal["imageCountMoreThan", "sinceImagePushed"]

MOST_WILDCARDS = 4
"""Of one pattern: https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html."""
MOST_RULES = 50
"""Of one policy: https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html."""

EXAMPLE = (
    '{"rules": [{"rulePriority": 1, "selection": {"tagStatus": "tagged", "tagPatternList": ["v*"], '
    '"countType": "imageCountMoreThan", "countNumber": 30}, "action": {"type": "expire"}}]}'
)


class PolicyError(ValueError):
    """A lifecycle policy that ECR would refuse. The message ends with one that it takes."""


@dataclass(frozen=True)
class Rule:
    """One rule of a lifecycle policy: it expires what it selects and what is too old or too much.

    Several patterns must all match, each by some tag of the image. `number` counts images or days.
    """

    priority: int
    status: TagStatus
    count: Count
    number: int
    patterns: tuple[str, ...] = ()
    description: str = ""
    _matchers: tuple[re.Pattern[str], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        matchers = tuple(re.compile(".*".join(map(re.escape, each.split("*")))) for each in self.patterns)
        object.__setattr__(self, "_matchers", matchers)

    def selects(self, tags: Sequence[str]) -> bool:
        """Whether an image with these tags meets the rule's tag requirements."""
        if self.status == "any":
            return True
        if self.status == "untagged":
            return not tags
        return bool(tags) and all(any(map(one.fullmatch, tags)) for one in self._matchers)

    def render(self) -> dict[str, Any]:
        """The rule in ECR's own form."""
        selection: dict[str, Any] = {"tagStatus": self.status, "countType": self.count, "countNumber": self.number}
        if self.patterns:
            selection["tagPatternList"] = list(self.patterns)
        if self.count == "sinceImagePushed":
            selection["countUnit"] = "days"
        return {
            "rulePriority": self.priority,
            "description": self.description,
            "selection": selection,
            "action": {"type": "expire"},
        }


def retention(counts: Mapping[str, int], untagged_days: int) -> tuple[Rule, ...]:
    """A rule for each pattern, which keeps its newest images, and one for what has no tag.

    Patterns in one rule mean AND, so each has its own; priorities follow their order.
    """
    tagged = tuple(
        Rule(position, "tagged", "imageCountMoreThan", kept, (pattern,), f"keep {kept} of {pattern}")
        for position, (pattern, kept) in enumerate(counts.items(), start=1)
    )
    days = f"{untagged_days} day{'s' if untagged_days > 1 else ''}"
    last = Rule(
        len(tagged) + 1, "untagged", "sinceImagePushed", untagged_days, description=f"untagged is gone after {days}"
    )
    return (*tagged, last)


def policy(rules: Sequence[Rule]) -> str:
    """The policy document of `rules`.

    Raises:
        PolicyError: ECR would refuse it.
    """
    check(rules)
    return json.dumps({"rules": [rule.render() for rule in rules]}, sort_keys=True)


def check(rules: Sequence[Rule]) -> None:
    """Refuse rules that ECR would refuse.

    Raises:
        PolicyError: Rules exclude each other, or one is out of bounds.
    """
    for message in _problems(rules):
        raise PolicyError(f"{message} For example: {EXAMPLE}")


def _problems(rules: Sequence[Rule]) -> Iterator[str]:
    if not 0 < len(rules) <= MOST_RULES:
        yield f"a policy has 1 to {MOST_RULES} rules, not {len(rules)}."
    priorities = [rule.priority for rule in rules]
    for rule in rules:
        if priorities.count(rule.priority) > 1:
            yield f"two rules have the priority {rule.priority}, and each needs its own."
        if rule.priority < 1 or rule.number < 1:
            yield f"rule {rule.priority}: rulePriority and countNumber are at least 1."
        if rule.status == "any" and rule.priority < max(priorities):
            yield f"rule {rule.priority}: a rule for any image has the highest priority of all, and runs last."
        if (rule.status == "tagged") != bool(rule.patterns):
            yield f"rule {rule.priority}: tagged images need a tagPatternList, and no other have one."
        for pattern in rule.patterns:
            if not pattern or pattern.count("*") > MOST_WILDCARDS:
                yield f"rule {rule.priority}: {pattern!r} is no pattern with at most {MOST_WILDCARDS} wildcards."
    if sum(rule.status == "untagged" for rule in rules) > 1:
        yield "two rules are for untagged images, and a policy may have one."


def parse(text: str) -> tuple[Rule, ...]:
    """The rules of a policy document, by priority.

    Raises:
        PolicyError: It is no policy, ECR would refuse it, or it does what is not simulated (archives, pull times).
    """
    try:
        given = json.loads(text)
    except json.JSONDecodeError as error:
        raise PolicyError(
            f"line {error.lineno}, column {error.colno}: this is no JSON. For example: {EXAMPLE}"
        ) from None
    listed = _part(given, "", "rules", list)
    found = (_read(one, f"rules[{number}]") for number, one in enumerate(listed))
    rules = tuple(sorted(found, key=lambda rule: rule.priority))
    check(rules)
    return rules


Kind = TypeVar("Kind", dict[str, Any], int, list[Any], str)
_WORDS: Mapping[type, str] = {dict: "object", int: "whole number", list: "list", str: "text"}


def _part(given: Any, place: str, key: str, kind: type[Kind]) -> Kind:
    """What stands under `key` of the object at `place`."""
    if not isinstance(given, dict):
        raise PolicyError(f"{place or 'policy'}: {given!r} is no object. For example: {EXAMPLE}")
    where = f"{place}.{key}".lstrip(".")
    if key not in given:
        raise PolicyError(f"{where}: this key is missing. For example: {EXAMPLE}")
    found = given[key]
    if not isinstance(found, kind) or isinstance(found, bool):
        raise PolicyError(f"{where}: {found!r} is no {_WORDS[kind]}. For example: {EXAMPLE}")
    return found


def _texts(given: dict[str, Any], place: str, key: str) -> tuple[str, ...]:
    found = _part(given, place, key, list) if given.get(key) else []
    for each in found:
        if not isinstance(each, str):
            raise PolicyError(f"{place}.{key}: {each!r} is no text. For example: {EXAMPLE}")
    return tuple(found)


def _read(given: Any, place: str) -> Rule:
    priority, selection = _part(given, place, "rulePriority", int), _part(given, place, "selection", dict)
    kind = _part(_part(given, place, "action", dict), f"{place}.action", "type", str)
    inside = f"{place}.selection"
    count: Any = _part(selection, inside, "countType", str)
    status: Any = _part(selection, inside, "tagStatus", str)
    if kind != "expire" or selection.get("storageClass", "standard") != "standard":
        raise PolicyError(
            f"rule {priority}: only rules that expire standard images are simulated. For example: {EXAMPLE}"
        )
    if count not in get_args(Count):
        raise PolicyError(f"rule {priority}: countType {count} is not simulated. For example: {EXAMPLE}")
    if status not in get_args(TagStatus):
        raise PolicyError(f"rule {priority}: tagStatus is tagged, untagged or any. For example: {EXAMPLE}")
    if selection.get("tagPatternList") and selection.get("tagPrefixList"):
        raise PolicyError(f"rule {priority}: it has patterns or prefixes, not both. For example: {EXAMPLE}")
    prefixes = tuple(f"{prefix}*" for prefix in _texts(selection, inside, "tagPrefixList"))
    patterns = _texts(selection, inside, "tagPatternList") or prefixes
    number = _part(selection, inside, "countNumber", int)
    return Rule(priority, status, count, number, patterns, str(given.get("description", "")))
