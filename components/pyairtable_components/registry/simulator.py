"""Which images a lifecycle policy would expire, by ECR's rules. No Pulumi.

https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html

- All rules look at all images; then they are applied by priority, lowest number first.
- An image is expired by one rule or none. One that meets the tag requirements of a rule is never expired by a rule
  with a lower priority, though that rule still counts it.
- The oldest are expired first.
- What a manifest list refers to stays as long as the list: with the list gone, a later evaluation takes it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pyairtable_components.registry.lifecycle import Rule


@dataclass(frozen=True)
class Image:
    """An image of one repository. `children` are the digests that a manifest list (or image index) refers to."""

    digest: str
    pushed_at: datetime
    tags: tuple[str, ...] = ()
    children: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Fate:
    """What becomes of an image: expired by `rule`, or kept; `reason` says why."""

    image: Image
    expired: bool
    reason: str
    rule: Rule | None = None


def simulate(rules: Sequence[Rule], images: Iterable[Image], now: datetime) -> tuple[Fate, ...]:
    """What one evaluation at `now` would do with each image, newest first."""
    ordered = sorted(images, key=lambda image: (image.pushed_at, image.digest), reverse=True)
    parents = {child: image.digest for image in ordered for child in image.children}
    by_priority = sorted(rules, key=lambda rule: rule.priority)
    beyond = {rule.priority: frozenset(_beyond(rule, ordered, now)) for rule in by_priority}
    return tuple(_fate(image, by_priority, beyond, parents) for image in ordered)


def _beyond(rule: Rule, ordered: Sequence[Image], now: datetime) -> Iterable[str]:
    """The digests that a rule would expire if it stood alone."""
    selected = [image for image in ordered if rule.selects(image.tags)]
    if rule.count == "imageCountMoreThan":
        return (image.digest for image in selected[rule.number :])
    oldest = now - timedelta(days=rule.number)
    return (image.digest for image in selected if image.pushed_at < oldest)


def _fate(image: Image, rules: Sequence[Rule], beyond: dict[int, frozenset[str]], parents: dict[str, str]) -> Fate:
    rule = next((rule for rule in rules if rule.selects(image.tags)), None)
    if rule is None:
        return Fate(image, expired=False, reason="no rule selects it")
    if image.digest not in beyond[rule.priority]:
        return Fate(image, expired=False, reason=f"rule {rule.priority} keeps it", rule=rule)
    if parent := parents.get(image.digest):
        return Fate(image, expired=False, reason=f"{parent} refers to it", rule=rule)
    return Fate(image, expired=True, reason=f"rule {rule.priority}: {rule.description or rule.count}", rule=rule)
