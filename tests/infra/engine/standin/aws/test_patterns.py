"""Patterns of the API models: which are not used, and that the others are."""

from collections.abc import Iterator

from botocore.model import ListShape, MapShape, Shape, StructureShape

from pyairtable_infra.engine.standin.aws import models, patterns
from pyairtable_infra.engine.standin.aws.table import CALLS
from tests.infra.engine.standin.aws.walking import visits

NOT_USED = {
    # Python's expressions know no \\p{...}: https://docs.python.org/3/library/re.html
    r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)",
    r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*",
    r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+",
    r"\p{Print}+",
    r"^(?![aA]{1}[wW]{1}[sS]{1}:)([\p{L}\p{Z}\p{N}_.:/=+\-@]+)$",
    r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$",
    r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]+)$",
    r"^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$",
    r"^(?! )[\p{L}\p{N}\p{Z}-_]*(?<! )$",
    # A flag in the middle.
    r"^(?![^:\\]*/action/|(?i).*<script>.*</script>.*)[^:\\]+$",
    # They may try for minutes.
    r"^[ \t]*[\x20-\x7E]+([ \t]+[\x20-\x7E]+)*[ \t]*$",
    r"[a-z](?:-?[a-z0-9]+){0,15}",
}


def _shapes(shape: Shape, seen: set[str]) -> Iterator[Shape]:
    if shape.name in seen:
        return
    seen.add(shape.name)
    yield shape
    if isinstance(shape, StructureShape):
        for each in shape.members.values():
            yield from _shapes(each, seen)
    elif isinstance(shape, ListShape):
        yield from _shapes(shape.member, seen)
    elif isinstance(shape, MapShape):
        yield from _shapes(shape.key, seen)
        yield from _shapes(shape.value, seen)


def _patterns() -> set[str]:
    """Every pattern in a request that the table can make."""
    found = set()
    for call in CALLS.values():
        operations = {call.action, *(visit.route.operation for visit in visits(call) if visit.route.operation)}
        for operation in operations:
            shapes = _shapes(models.request(call.service, operation), set())
            found |= {shape.metadata["pattern"] for shape in shapes if "pattern" in shape.metadata}
    return found


def test_the_patterns_that_are_not_used_are_these() -> None:
    assert {pattern for pattern in _patterns() if patterns.compiled(pattern) is None} == NOT_USED


def test_the_others_are_many() -> None:
    assert len(_patterns() - NOT_USED) > 100


def test_a_pattern_stands_for_a_whole_value() -> None:
    assert patterns.matches("[a-z]+", "abc")
    assert not patterns.matches("[a-z]+", "abc!")
    assert not patterns.matches("^[a-z]+$", "abc\n")


def test_surrogates_of_java_are_one_range() -> None:
    java = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*"
    assert patterns.matches(java, "text 🎉 more")
    assert not patterns.matches(java, "bell \x07")


def test_a_pattern_that_is_not_used_takes_everything() -> None:
    assert patterns.matches(r"\p{Print}+", "\x00")
