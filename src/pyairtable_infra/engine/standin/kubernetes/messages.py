"""Says what a schema does not allow: the path, what was wrong there, and an example that would be right."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pyairtable_infra.engine.standin.kubernetes.examples import Examples
from pyairtable_infra.engine.standin.kubernetes.judge import Judge, Wrong
from pyairtable_infra.engine.standin.kubernetes.refinements import Schema
from pyairtable_infra.engine.standin.kubernetes.words import expected, fields, kinds, listed, shown, types
from pyairtable_infra.profile.errors import closest
from pyairtable_infra.profile.paths import Path
from pyairtable_infra.profile.yaml_text import as_yaml

EXAMPLE = "For example: "
_DEEPEST = 3
_HIDDEN = "this value"

Finding = tuple[Path, str]


@dataclass(frozen=True)
class Messages:
    """Says what is wrong with the values of one object.

    Args:
        hidden: The fields whose values are never shown, as those of a secret.
    """

    judge: Judge
    hidden: frozenset[str] = frozenset()

    def of(self, wrong: Wrong) -> Iterator[Finding]:
        """What one verdict of the judge says: one finding for each field."""
        path, value, schema = wrong.path, wrong.value, wrong.schema
        if wrong.keyword == "additionalProperties" and wrong.wanted is False:
            for name in sorted(value.keys() - schema.get("properties", {}).keys()):
                yield (*path, name), self._unknown(name, schema)
        elif wrong.keyword == "required":
            for name in sorted(set(wrong.wanted) - value.keys()):
                yield (*path, name), f"this field is missing. {EXAMPLE}{self._field(name, schema)}"
        elif wrong.keyword in ("anyOf", "oneOf"):
            yield from self._of_forms(wrong)
        else:
            yield path, self._wrong(wrong, expected(wrong.keyword, wrong.wanted, schema))

    @cached_property
    def _examples(self) -> Examples:
        return Examples(self.judge)

    def _shown(self, value: Any, path: Path) -> str:
        return _HIDDEN if self.hidden.intersection(map(str, path)) else shown(value)

    def _wrong(self, wrong: Wrong, wanted: str) -> str:
        value = f"the name {shown(wrong.value)}" if wrong.is_key else self._shown(wrong.value, wrong.path)
        return f"{value} is wrong here: {wanted}. {EXAMPLE}{self._instead(wrong)}"

    def _field(self, name: str, schema: Schema) -> str:
        """A field with a value that would be right."""
        return f"{name}: {as_yaml(self._examples.of(schema.get('properties', {}).get(name, {}), name))}"

    def _instead(self, wrong: Wrong) -> str:
        """What would be right, as near to what was written as it can be."""
        may_show = wrong.is_key or self._shown(wrong.value, wrong.path) != _HIDDEN
        near = _nearby(wrong.value, wrong.schema) if may_show else ()
        right = [each for each in near if self.judge.fits(each, wrong.schema)]
        name = next((part for part in reversed(wrong.path) if isinstance(part, str)), "")
        return as_yaml(right[0] if right else self._examples.of(wrong.schema, name))

    def _unknown(self, name: str, schema: Schema) -> str:
        known: Mapping[str, Schema] = schema.get("properties", {})
        if not known:
            return f"no field is allowed here. {EXAMPLE}{{}}"
        close = closest(name, sorted(known))
        place = () if close else self._place(name, known)
        if place:
            example = as_yaml(self._nested(known[place[0]], (*place[1:], name)))
            return f"there is no such field here; it stands in {'.'.join(place)}. {EXAMPLE}{place[0]}: {example}"
        best = close or next(iter(schema.get("required", ())), "spec" if "spec" in known else min(known))
        said = f". Did you mean {close}?" if close else f"; there is: {fields(known, schema.get('required', ()))}."
        return f"there is no such field{said} {EXAMPLE}{self._field(best, schema)}"

    def _place(self, name: str, known: Mapping[str, Schema]) -> tuple[str, ...]:
        """The nearest section below in which there is a field of this name."""
        level: dict[tuple[str, ...], Schema] = {
            (field,): schema for field, schema in known.items() if field != "status"
        }
        for _ in range(_DEEPEST):
            below = {place: self._fields(schema) for place, schema in sorted(level.items())}
            for place, inner in below.items():
                if name in inner:
                    return place
            level = {(*place, field): each for place, inner in below.items() for field, each in inner.items()}
        return ()

    def _fields(self, schema: Schema) -> Mapping[str, Schema]:
        """The fields of a section, or of each entry of a list of sections."""
        schema = self.judge.catalog.resolved(schema)
        found: Mapping[str, Schema] = self.judge.catalog.resolved(schema.get("items", schema)).get("properties", {})
        return found

    def _nested(self, schema: Schema, path: tuple[str, ...]) -> Any:
        """A section, or a list of them, with the field at a path."""
        inner = self._fields(schema)[path[0]]
        value = self._nested(inner, path[1:]) if path[1:] else self._examples.of(inner, path[0])
        return [{path[0]: value}] if "items" in self.judge.catalog.resolved(schema) else {path[0]: value}

    def _of_forms(self, wrong: Wrong) -> Iterator[Finding]:
        """What is wrong with a value that may have one of several forms."""
        all_of_them = [each for branch in wrong.branches for each in branch]
        names = list(dict.fromkeys(name for form in wrong.wanted for name in form.get("required", ())))
        there = [name for name in names if isinstance(wrong.value, Mapping) and name in wrong.value]
        if all_of_them and all(each.keyword == "type" and each.path == wrong.path for each in all_of_them):
            yield wrong.path, self._wrong(wrong, kinds(kind for each in all_of_them for kind in types(each.wanted)))
        elif names and not isinstance(wrong.value, Mapping):
            return  # that it is no section is said already
        elif names and len(there) != 1:
            wanted = f"only one of {listed(there)} is allowed" if there else f"one of {listed(names)} is needed"
            yield wrong.path, f"{wanted} here. {EXAMPLE}{self._field((there or names)[0], wrong.schema)}"
        elif wrong.branches:
            for each in min(wrong.branches, key=len):
                yield from self.of(each)
        else:
            yield wrong.path, self._wrong(wrong, "it fits more than one of several forms")


def _nearby(value: Any, schema: Schema) -> Iterator[Any]:
    """Values that a person may have meant by a wrong one."""
    choices, wanted = schema.get("enum"), types(schema.get("type", "string"))
    if choices:
        close = closest(str(value).lower(), [str(each).lower() for each in choices])
        yield from (each for each in choices if str(each).lower() == close)
    elif isinstance(value, bool | int | float) and wanted == ["string"]:
        yield str(value).lower() if isinstance(value, bool) else str(value)
    elif isinstance(value, str):
        if value.isdecimal():
            yield int(value)
        if "boolean" in wanted:
            yield value.lower() == "true"
        if "array" in wanted:
            yield [value]
        yield re.sub("[^a-z0-9]+", "-", value.lower()).strip("-")[: schema.get("maxLength")].rstrip("-")
