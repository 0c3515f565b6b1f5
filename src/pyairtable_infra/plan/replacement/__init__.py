"""Which changes replace a resource, and whether the old one goes first.

What the providers do, which is what a deployment will do: `aws.py` and `kubernetes.py` say it type by type.
A type that is not listed counts as changed in place.
"""

from collections.abc import Mapping
from typing import Any

from pyairtable_infra.plan.replacement import aws, kubernetes
from pyairtable_infra.plan.replacement.rules import Rule, rule

__all__ = ["REPLACED_BY", "adopted", "cause", "deletes_before_replacing", "replaced_by", "replaces"]

REPLACED_BY: Mapping[str, tuple[Rule, ...]] = {
    type_: tuple(rule(text) for text in texts.split())
    for type_, texts in {**aws.REPLACED_BY, **kubernetes.REPLACED_BY}.items()
}
"""The rules of each type, without those that all types of a package share."""

_OF_A_PACKAGE: Mapping[str, tuple[Rule, ...]] = {
    package: tuple(rule(text) for text in texts.split())
    for package, texts in {"aws": aws.EVERYWHERE, "kubernetes": kubernetes.EVERYWHERE}.items()
}


def replaces(type_: str, path: str, before: Any = None, after: Any = None) -> bool:
    """Whether a change at a path, such as `name` or `spec.selector.matchLabels.app`, replaces a resource of a type.

    Some rules look at the values: those of a property that may change but not go, and those of a whole section that
    appears or goes.
    """
    return bool(cause(type_, path, before, after))


def cause(type_: str, path: str, before: Any = None, after: Any = None) -> str:
    """The property for which a change at a path replaces a resource; empty where it is changed in place."""
    found = (each for each in _rules(type_) if each.reached_by(path, before, after))
    return next((each.path for each in found), "")


def replaced_by(type_: str, old_inputs: Mapping[str, Any], new_inputs: Mapping[str, Any]) -> tuple[str, ...]:
    """The properties for which new inputs replace a resource of a type; none where it is changed in place."""
    old = adopted(type_, old_inputs, new_inputs)
    return tuple(sorted(each.path for each in _rules(type_) if each.differs(old, new_inputs)))


def adopted(type_: str, old_inputs: Mapping[str, Any], new_inputs: Mapping[str, Any]) -> Mapping[str, Any]:
    """The old inputs without the names that Pulumi made up and the program leaves to it: those stay as they are."""
    if type_.startswith("kubernetes:"):
        return kubernetes.adopted(old_inputs, new_inputs)
    return aws.adopted(old_inputs, new_inputs) if type_.startswith("aws:") else old_inputs


def deletes_before_replacing(type_: str, old_inputs: Mapping[str, Any], new_inputs: Mapping[str, Any]) -> bool:
    """Whether a provider deletes a resource that must be replaced before it creates the new one.

    Else the new one is created first. The option `deleteBeforeReplace` of a program comes before what this says.
    """
    if type_.startswith("kubernetes:"):
        return kubernetes.deletes_first(type_, old_inputs, new_inputs)
    return type_.startswith("aws:") and aws.deletes_first(type_, new_inputs)


def _rules(type_: str) -> tuple[Rule, ...]:
    if type_ == kubernetes.RELEASE:
        return REPLACED_BY[type_]
    return (*REPLACED_BY.get(type_, ()), *_OF_A_PACKAGE.get(type_.partition(":")[0], ()))
