"""An example value for every key of a model, from its JSON Schema."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

from pyairtable_infra.profile.paths import MISSING, Path, step
from pyairtable_infra.profile.yaml_text import as_yaml

Node = Mapping[str, Any]

_SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:pyairtable/dev/api-keys"  # noqa: S105 - a name
_BETTER: Mapping[str | int, Any] = {
    "command": ["node", "server.js"],
    "environment": {"LOG_LEVEL": "info"},
    "hosted_zone": "example.com",
    "pull_secret": _SECRET,
    "recovery_cidr": "10.11.0.0/16",
    "secrets": {"API_KEYS": _SECRET},
    "tasks": {"migrate": {"image": "ghcr.io/pyairtable-org/microservices/migrate:v2.1.0"}},
    "zone_names": ["us-east-1a", "us-east-1b"],
}
"""Better than what the schema knows, by key."""


@cache
def schema_of(model: type[BaseModel]) -> Node:
    """The JSON Schema of `model`."""
    return model.model_json_schema()


class Guide:
    """Knows what would be right at each path of a model. `raw` decides which branch of a union is meant."""

    def __init__(self, model: type[BaseModel], raw: Any) -> None:
        self._whole = schema_of(model)
        self._raw = raw

    def example(self, path: Path) -> str:
        """A value that would be right at `path`, as YAML shows it in one line."""
        return as_yaml(self.better(path) or self._example(self._descend(path), path))

    def better(self, path: Path) -> Any:
        """A better value than the schema's, or None."""
        *_, around, last = ("", "", *path)
        inside = _BETTER.get(around)
        if isinstance(inside, list) and isinstance(last, int):
            return inside[last % len(inside)]
        return next(iter(inside.values())) if isinstance(inside, Mapping) else _BETTER.get(last)

    def example_of_kind(self, path: Path, kind: Any) -> str:
        """The same for the branch `kind` of the union at `path`."""
        for node in self._nodes(self._descend(path), {"kind": kind}):
            if node.get("properties", {}).get("kind", {}).get("const") == kind:
                return as_yaml(self._example(node, path))
        return self.example(path)

    def keys(self, path: Path) -> list[str]:
        """The keys that the section at `path` may have."""
        value = _at(self._raw, path)
        return sorted({key for node in self._nodes(self._descend(path), value) for key in node.get("properties", {})})

    def default(self, path: Path) -> Any:
        """The default of the key at `path`, or None."""
        return self._descend(path).get("default")

    def _nodes(self, node: Node, value: Any = None) -> list[Node]:
        """The node and, through references and unions, everything that it may be."""
        if "$ref" in node:
            return [node, *self._nodes(self._whole["$defs"][node["$ref"].rsplit("/", 1)[-1]], value)]
        branches = [*node.get("anyOf", ()), *node.get("oneOf", ())]
        mapping = node.get("discriminator", {}).get("mapping", {})
        kind = value.get("kind") if isinstance(value, Mapping) else None
        if isinstance(kind, str) and kind in mapping:
            branches = [{"$ref": mapping[kind]}]
        return [node, *(each for branch in branches for each in self._nodes(branch, value))]

    def _descend(self, path: Path) -> Node:
        node, value = self._whole, self._raw
        for part in path:
            inside = (_inside(each, part) for each in self._nodes(node, value))
            node = next((inner for inner in inside if inner is not None), {})
            value = step(value, part)
        return node

    def _example(self, node: Node, path: Path) -> Any:
        nodes = self._nodes(node)
        said = (value for each in nodes for value in _said(each))
        built = (value for each in nodes for value in self._built(each, path))
        return next(said, next(built, "text"))

    def _built(self, node: Node, path: Path) -> Iterator[Any]:
        """A value made after a schema node's type."""
        kind = node.get("type")
        if kind == "object" and "properties" in node:
            wanted = node.get("required") or list(node["properties"])[:1]
            yield {key: _BETTER.get(key) or self._example(node["properties"][key], (*path, key)) for key in wanted}
        elif kind == "object" and isinstance(node.get("additionalProperties"), Mapping):
            name = next(_said(node.get("propertyNames", {})), "name")
            yield {name: self._example(node["additionalProperties"], path)}
        elif kind == "array":
            yield [self._example(node.get("items", {}), path)]
        elif kind in ("integer", "number"):
            yield node.get("minimum", 1)
        elif kind == "boolean":
            yield True


def _at(value: Any, path: Path) -> Any:
    for part in path:
        value = step(value, part)
    return None if value is MISSING else value


def _inside(node: Node, part: str | int) -> Node | None:
    inner = node.get("items") if isinstance(part, int) else node.get("properties", {}).get(part)
    extra = node.get("additionalProperties")
    return inner or (extra if isinstance(extra, Mapping) else None)


def _said(node: Node) -> Iterator[Any]:
    """The values that a schema node names itself: the default where it says something, then its examples."""
    if default := _filled(node.get("default")):
        yield default
    yield from node.get("examples", ())
    yield from node.get("enum", ())
    if "const" in node:
        yield node["const"]


def _filled(value: Any) -> Any:
    """A default without what it leaves open."""
    if isinstance(value, dict):
        return {key: inner for key, inner in value.items() if inner}
    return value
