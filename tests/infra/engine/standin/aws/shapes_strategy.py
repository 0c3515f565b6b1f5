"""Values that a shape allows, for hypothesis."""

from typing import Any

from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape
from hypothesis import strategies as st

from pyairtable_infra.engine.standin.aws import patterns

_DEEPEST = 6


def values(shape: Shape, depth: int = 0) -> st.SearchStrategy[Any]:
    """Right values of a shape: required members always, others now and then."""
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if isinstance(shape, StructureShape):
        return _structure(shape, depth)
    if isinstance(shape, ListShape):
        return st.lists(values(shape.member, depth + 1), min_size=least or 0, max_size=min(most or 2, 2))
    if isinstance(shape, MapShape):
        return st.dictionaries(values(shape.key), values(shape.value, depth + 1), min_size=least or 0, max_size=2)
    return _text(shape, least or 0, most) if isinstance(shape, StringShape) else _scalar(shape.type_name, least, most)


def _structure(shape: StructureShape, depth: int) -> st.SearchStrategy[Any]:
    chosen = shape.members if depth < _DEEPEST else {name: shape.members[name] for name in shape.required_members}
    inside = {name: values(each, depth + 1) for name, each in chosen.items()}
    if shape.is_tagged_union:
        return st.one_of(*(st.fixed_dictionaries({name: each}) for name, each in inside.items()))
    required = {name: inside.pop(name) for name in shape.required_members}
    return st.fixed_dictionaries(required, optional=inside)


def _scalar(kind: str, least: Any, most: Any) -> st.SearchStrategy[Any]:
    if kind in ("integer", "long"):
        return st.integers(-5 if least is None else least, 70000 if most is None else most)
    return st.booleans() if kind == "boolean" else st.floats(least, most, allow_nan=False, allow_infinity=False)


def _text(shape: StringShape, least: int, most: int | None) -> st.SearchStrategy[str]:
    if shape.enum:
        return st.sampled_from(shape.enum)
    expression = patterns.compiled(shape.metadata.get("pattern", ".*"))
    text = st.from_regex(expression, fullmatch=True) if expression and "pattern" in shape.metadata else st.text()
    return text.filter(lambda value: least <= len(value) <= (most or 10_000))
