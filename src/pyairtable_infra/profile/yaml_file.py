"""YAML as Pulumi reads it, with the line and the place of every value.

Pulumi reads YAML 1.2: `off`, `no` and `12:30` are text. PyYAML's own loaders follow YAML 1.1 and would make them a
boolean and a number. What Pulumi reads beyond YAML 1.2 (`0x1F`, `1_000`, dates) is refused: it has to be quoted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml
from yaml.reader import Reader

from pyairtable_infra.profile.errors import Problem, ProfileError, shown
from pyairtable_infra.profile.paths import NAMESPACE, Path, dotted, in_profile
from pyairtable_infra.profile.yaml_scalars import KINDS, is_ambiguous, plain, unambiguous
from pyairtable_infra.profile.yaml_syntax import OTHERWISE, sentence

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

DEEPEST, MOST_VALUES, LONGEST, LONGEST_TAG = 50, 20_000, 500_000, 80
"""Far more than a stack file needs. Beyond it, a file is an accident or an attack."""
_TOP = 2
"""The depth of a configuration key; its value, if it is no section, is a text."""

_TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True)
class YamlFile:
    """The content of a file, the line (from 1) of each path in it, and where in the text its value stands."""

    name: str
    content: Any
    lines: Mapping[Path, int]
    spans: Mapping[Path, tuple[int, int]]
    flows: frozenset[Path]
    """The sections and lists that are written in braces and brackets."""

    def line(self, path: Path) -> int | None:
        """The line of `path`, or of the nearest key around it."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return None


def read(text: str, name: str) -> YamlFile:
    """Parse `text`, which came from the file `name`.

    Raises:
        ProfileError: It is not YAML, it names a key twice, or it is more than data (tags of a program).
    """
    if len(text) > LONGEST:
        raise ProfileError([Problem(name, None, "", f"the file has {len(text)} characters. For example: 2000")])
    unprintable = Reader.NON_PRINTABLE.search(text)
    if unprintable:
        said = f"there is a control character ({unprintable.group()!r}). For example: the line without it"
        raise ProfileError(
            [Problem(name, text.count("\n", 0, unprintable.start()) + 1, "", f"this is not YAML: {said}")]
        )
    try:
        builder = _Builder(name, yaml.parse(text, Loader=_Parser))
        content = builder.document()
    except yaml.MarkedYAMLError as error:
        line, said = sentence(error, text)
        raise ProfileError([Problem(name, line, "", f"this is not YAML: {said}")]) from None
    except yaml.YAMLError:
        raise ProfileError([Problem(name, None, "", f"this is not YAML: {OTHERWISE}")]) from None
    if builder.problems:
        raise ProfileError(builder.problems)
    return YamlFile(name, content, builder.lines, builder.spans, frozenset(builder.flows))


@dataclass
class _Builder:
    """Makes plain values of the parser's events, which the stubs do not describe."""

    name: str
    events: Iterator[Any]
    lines: dict[Path, int] = field(default_factory=dict)
    spans: dict[Path, tuple[int, int]] = field(default_factory=dict)
    flows: set[Path] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    _anchors: dict[str, tuple[Any, int]] = field(default_factory=dict)
    _values: int = 0

    def document(self) -> Any:
        """The one document of the file; None where there is none."""
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            return None
        content = self._value(next(self.events), ())
        next(self.events)
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            self._refuse(event, (), "a second document begins here. For example: one config section, without ---")
        return content

    def _value(self, event: Any, path: Path) -> Any:
        before = self._values
        start, end = int(event.start_mark.index), int(event.end_mark.index)
        self._count(1, event, path)
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self._anchors:
                self._refuse(
                    event, path, f"there is no &{event.anchor} before *{event.anchor}. For example: the value itself"
                )
            value, size = self._anchors[event.anchor]
            self._count(size, event, path)
            self.spans[path] = (start, end)
            return value
        if isinstance(event, yaml.MappingStartEvent):
            value, end = self._mapping(event, path)
        elif isinstance(event, yaml.SequenceStartEvent):
            value, end = self._sequence(event, path)
        else:
            value = self._scalar(event, path)
        self.spans[path] = (start, end)
        anchor = getattr(event, "anchor", None)
        if anchor:
            self._anchors[anchor] = (value, self._values - before)
        return value

    def _mapping(self, event: Any, path: Path) -> tuple[dict[str, Any], int]:
        self._begin(event, path, "map")
        mapping: dict[str, Any] = {}
        while not isinstance(key_event := next(self.events), yaml.MappingEndEvent):
            key = key_event.value if isinstance(key_event, yaml.ScalarEvent) else None
            if key is None:
                self._refuse(key_event, path, "a key is not text. For example: `key: value`")
            if key == "<<" and key_event.implicit[0]:
                self._refuse(key_event, path, "keys are not merged here (<<). For example: the keys written out")
            line = key_event.start_mark.line + 1
            own = (*path, key)
            if key in mapping:
                message = twice(self.lines[own], line)
                self.problems.append(Problem(self.name, line, dotted(in_profile(own)), message))
            self.lines[own] = line
            mapping[key] = self._value(next(self.events), own)
        return mapping, self._end(event, key_event, (*path, next(reversed(mapping), "")))

    def _sequence(self, event: Any, path: Path) -> tuple[list[Any], int]:
        self._begin(event, path, "seq")
        items: list[Any] = []
        while not isinstance(item := next(self.events), yaml.SequenceEndEvent):
            own = (*path, len(items))
            self.lines[own] = item.start_mark.line + 1
            items.append(self._value(item, own))
        return items, self._end(event, item, (*path, len(items) - 1))

    def _end(self, begin: Any, end: Any, last: Path) -> int:
        """Where a section or list ends: at its bracket, or with its last value and not after the comments below."""
        return int(end.end_mark.index) if begin.flow_style or last not in self.spans else self.spans[last][1]

    def _begin(self, event: Any, path: Path, kind: str) -> None:
        if event.tag not in (None, "!", f"{_TAG}{kind}"):
            self._refuse_tag(event, path)
        if len(path) > DEEPEST:
            self._refuse(event, (), f"the values are more than {DEEPEST} levels deep. For example: a handful of levels")
        if event.flow_style:
            self.flows.add(path)

    def _scalar(self, event: Any, path: Path) -> Any:
        text = event.value
        if event.tag is None and event.implicit[0]:
            if is_ambiguous(text) and not _foreign(path):
                right = unambiguous(text, as_text=len(path) <= _TOP or "environment" in path)
                message = f"{shown(text)} is not the same to every reader of YAML. For example: {right}"
                self._refuse(event, path, message)
            return plain(text)
        if event.tag in (None, "!"):
            return text
        make = KINDS.get(event.tag.removeprefix(_TAG)) if event.tag.startswith(_TAG) else None
        if make is None:
            self._refuse_tag(event, path)
        try:
            return make(text)
        except (ValueError, KeyError):
            kind = event.tag.removeprefix(_TAG)
            self._refuse(event, path, f"{shown(text)} is no !!{kind}. For example: the value without !!{kind}")

    def _count(self, more: int, event: Any, path: Path) -> None:
        self._values += more
        if self._values > MOST_VALUES:
            self._refuse(event, path, f"there are more than {MOST_VALUES} values. For example: fewer aliases (*name)")

    def _refuse_tag(self, event: Any, path: Path) -> NoReturn:
        tag = event.tag.replace(_TAG, "!!") if len(event.tag) < LONGEST_TAG else "it"
        self._refuse(event, path, f"the tag {tag!r} is not plain data. For example: the value without a tag")

    def _refuse(self, event: Any, path: Path, message: str) -> NoReturn:
        raise ProfileError([Problem(self.name, event.start_mark.line + 1, dotted(in_profile(path)), message)])


def twice(first: int | None, second: int | None) -> str:
    """What is wrong with a key that stands in two lines."""
    return f"the key is there twice, first in line {first}. Keep one of them. For example: the one in line {second}"


def _foreign(path: Path) -> bool:
    """Whether a path belongs to another project or to a provider."""
    key = str(path[1]) if len(path) > 1 and path[0] == "config" else ""
    return ":" in key and not key.startswith(f"{NAMESPACE}:")
