"""An example value for every key of a model, from its JSON Schema."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from pyairtable_infra.profile.paths import Path


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()


def example_of(model: type[BaseModel], path: Path) -> str:
    """A value that would be right at `path`, as YAML would show it in one line."""
    whole = _schema(model)
    value = _example(_descend(whole, whole, path), whole)
    return value if isinstance(value, str) else json.dumps(value).replace('"', "")


def keys_of(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that the section at `path` may have."""
    whole = _schema(model)
    return sorted({key for node in _nodes(_descend(whole, whole, path), whole) for key in node.get("properties", {})})


def _nodes(node: dict[str, Any], whole: dict[str, Any]) -> list[dict[str, Any]]:
    """The node and, through references and unions, everything it may be."""
    if "$ref" in node:
        target = whole["$defs"][node["$ref"].rsplit("/", 1)[-1]]
        return [node, *_nodes(target, whole)]
    branches = [*node.get("anyOf", ()), *node.get("oneOf", ())]
    return [node, *(each for branch in branches for each in _nodes(branch, whole))]


def _descend(node: dict[str, Any], whole: dict[str, Any], path: Path) -> dict[str, Any]:
    for part in path:
        found: dict[str, Any] = {}
        for each in _nodes(node, whole):
            inner = each.get("items") if isinstance(part, int) else each.get("properties", {}).get(part)
            extra = each.get("additionalProperties")
            inner = inner or (extra if isinstance(extra, dict) else None)
            if inner is not None:
                found = inner
                break
        node = found
    return node


def _example(node: dict[str, Any], whole: dict[str, Any]) -> Any:
    nodes = _nodes(node, whole)
    said = (value for each in nodes for value in _said(each))
    built = (value for each in nodes for value in _built(each, whole))
    return next(said, next(built, "a value"))


def _said(node: dict[str, Any]) -> Iterator[Any]:
    """The values that a schema node names itself."""
    yield from node.get("examples", ())
    yield from node.get("enum", ())
    yield from (node[key] for key in ("default", "const") if node.get(key) is not None)


def _built(node: dict[str, Any], whole: dict[str, Any]) -> Iterator[Any]:
    """A value made after a schema node's type."""
    kind = node.get("type")
    if kind == "object" and "properties" in node:
        wanted = node.get("required") or list(node["properties"])[:1]
        yield {key: _example(node["properties"][key], whole) for key in wanted}
    elif kind == "object" and isinstance(node.get("additionalProperties"), dict):
        yield {"name": _example(node["additionalProperties"], whole)}
    elif kind == "array":
        yield [_example(node.get("items", {}), whole)]
    elif kind in ("integer", "number"):
        yield node.get("minimum", 1)
    elif kind in ("boolean", "string"):
        yield True if kind == "boolean" else "text"
