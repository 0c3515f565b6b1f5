"""Judges values by schemas, where a secret or a value that nobody knows yet may stand for anything."""

import base64
import ipaddress
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators

from pyairtable_infra.engine.standin.kubernetes.refinements import Schema
from pyairtable_infra.engine.standin.kubernetes.schemas import Catalog, catalog
from pyairtable_infra.plan.model import SIGNATURE, UNKNOWN
from pyairtable_infra.profile.paths import Path

Keyword = Callable[[Any, Any, Any, Any], Iterator[ValidationError] | None]
_extended: Callable[..., Any] = validators.extend


@dataclass(frozen=True)
class Wrong:
    """What a schema does not allow at a path: a keyword of it, with what that asks for."""

    path: Path
    keyword: str
    wanted: Any
    value: Any
    schema: Schema
    is_key: bool = False
    """The value is the name of a field, not what stands in it."""
    branches: tuple[tuple["Wrong", ...], ...] = ()
    """Of a keyword with several forms: what each of them does not allow."""


@dataclass(frozen=True)
class Judge:
    """Judges by the schemas of a version of Kubernetes.

    Args:
        partial: Fields may be missing, as in a patch.
    """

    catalog: Catalog
    partial: bool = False

    def wrongs(self, value: Any, schema: Schema) -> Iterator[Wrong]:
        """Everything about a value that its schema does not allow."""
        return map(_wrong, self._validator.descend(value, schema))

    def fits(self, value: Any, schema: Schema) -> bool:
        """Whether a schema allows a value."""
        return next(self._validator.descend(value, schema), None) is None

    @cached_property
    def _validator(self) -> Any:
        known: Mapping[str, Keyword] = Draft202012Validator.VALIDATORS
        keywords = {name: _lenient(keyword) for name, keyword in known.items()}
        keywords |= {"oneOf": _lenient(_one_of), "not": _lenient(_not), "$ref": self._reference}
        if self.partial:
            keywords["required"] = lambda *_: None
        return _extended(Draft202012Validator, keywords)({}, format_checker=FORMATS)

    def _reference(self, validator: Any, reference: Any, value: Any, _: Any) -> Iterator[ValidationError]:
        yield from validator.descend(value, self.catalog.resolved({"$ref": reference}))


@cache
def judge_of(version: str, *, partial: bool = False) -> Judge:
    """The judge for a version of Kubernetes, made once."""
    return Judge(catalog(version), partial)


def undecided(value: Any) -> bool:
    """Whether a value is unknown, or secret, or an asset."""
    return value == UNKNOWN or (isinstance(value, Mapping) and SIGNATURE in value)


def given(value: Any) -> Any:
    """A value without the fields that are null: those count as not there.

    https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#defaulting-and-nullable
    """
    if isinstance(value, Mapping):
        return {key: given(each) for key, each in value.items() if each is not None}
    return [given(each) for each in value] if isinstance(value, list | tuple) else value


def _wrong(error: Any) -> Wrong:
    is_key = "propertyNames" in error.relative_schema_path
    path = (*error.absolute_path, error.instance) if is_key else tuple(error.absolute_path)
    branches: dict[Any, list[Wrong]] = {}
    for each in error.context:
        branches.setdefault(each.relative_schema_path[0], []).append(_wrong(each))
    forms = tuple(map(tuple, branches.values()))
    return Wrong(path, error.validator, error.validator_value, error.instance, error.schema, is_key, forms)


def _lenient(keyword: Keyword) -> Keyword:
    def judged(validator: Any, wanted: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
        yield from () if undecided(value) else keyword(validator, wanted, value, schema) or ()

    return judged


def _one_of(validator: Any, branches: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
    """With something undecided inside, more than one branch may fit."""
    name = "anyOf" if _holds_undecided(value) else "oneOf"
    yield from Draft202012Validator.VALIDATORS[name](validator, branches, value, schema) or ()


def _not(validator: Any, unwanted: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
    if not _holds_undecided(value):
        yield from Draft202012Validator.VALIDATORS["not"](validator, unwanted, value, schema) or ()


def _holds_undecided(value: Any) -> bool:
    if undecided(value):
        return True
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    return any(map(_holds_undecided, inner))


def _whole_number(bits: int) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, int) or -(2 ** (bits - 1)) <= value < 2 ** (bits - 1)


def _text(read: Callable[[str], object]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or read(value) is not None


def _moment(text: str) -> object:
    return datetime.fromisoformat(text).tzinfo


FORMATS = FormatChecker(())
"""https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation"""

for _name, _check in {
    "int32": _whole_number(32),
    "int64": _whole_number(64),
    "byte": _text(lambda text: base64.b64decode(text, validate=True)),
    "date-time": _text(_moment),
    "ipv4": _text(ipaddress.IPv4Address),
    "ipv6": _text(ipaddress.IPv6Address),
}.items():
    FORMATS.checks(_name, raises=ValueError)(_check)
