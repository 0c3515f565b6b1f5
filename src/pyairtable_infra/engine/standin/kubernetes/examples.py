"""An example that a schema allows."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pyairtable_infra.engine.standin.kubernetes.judge import Judge
from pyairtable_infra.engine.standin.kubernetes.refinements import Schema

_POD = {"containers": [{"name": "shop", "image": "shop:1.4.2"}]}
_LABELS = {"app": "shop"}

_USUAL: Mapping[str, Any] = {
    "averageUtilization": 60,
    "averageValue": "100m",
    "command": ["shop"],
    "containerPort": 8080,
    "containers": _POD["containers"],
    "cpu": "250m",
    "data": {"MODE": "live"},
    "host": "shop.example.com",
    "hosts": ["shop.example.com"],
    "image": "shop:1.4.2",
    "jobTemplate": {"spec": {"template": {"spec": {**_POD, "restartPolicy": "Never"}}}},
    "labels": _LABELS,
    "key": "app",
    "limits": {"cpu": "500m", "memory": "512Mi"},
    "matchLabels": _LABELS,
    "maxReplicas": 4,
    "memory": "256Mi",
    "metadata": {"name": "shop"},
    "mountPath": "/data",
    "name": "shop",
    "namespace": "shop",
    "number": 8080,
    "operator": "In",
    "path": "/",
    "podSelector": {"matchLabels": _LABELS},
    "port": 8080,
    "protocol": "TCP",
    "replicas": 2,
    "requests": {"cpu": "250m", "memory": "256Mi"},
    "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "shop"},
    "schedule": "0 3 * * *",
    "selector": {"matchLabels": _LABELS},
    "storage": "10Gi",
    "targetPort": 8080,
    "template": {"metadata": {"labels": _LABELS}, "spec": _POD},
    "weight": 100,
}
"""What people write in fields of these names, where their schemas allow it."""

_TEXTS = (
    "text shop cpu shop:1.4.2 250m 1 10Gi 1G 60s 1h 1h30m 1y 50% shop.example.com https://shop.example.com shop/text "
    "http://proxy.example.com 128K/s 64K 1MiB/s 1000B * shop@shop.iam.gserviceaccount.com 10.0.0.1 2001:db8::1 "
    "2025-01-01T00:00:00Z /var/lib/shop c2hvcA== 123456789012 1.37.0 ami-0123456789abcdef0 sg-0123456789abcdef0 "
    "subnet-0123456789abcdef0 cr-0123456789abcdef0 pg-0123456789abcdef0 latest Hostname abort 1.5"
)
"""Texts for any pattern and format."""

_DEEPEST = 8


@dataclass(frozen=True)
class Examples:
    """Makes examples."""

    judge: Judge

    def of(self, schema: Schema, name: str = "", depth: int = 0) -> Any:
        """A value that a schema allows, as like to real ones as the name of its field tells."""
        schema = self.judge.catalog.resolved(schema)
        candidates = self._candidates(schema, name, depth)
        first = next(candidates, "...")
        return next((each for each in (first, *candidates) if self.judge.fits(each, schema)), first)

    def _candidates(self, schema: Schema, name: str, depth: int) -> Iterator[Any]:
        if name in _USUAL:
            yield _USUAL[name]
        if depth > _DEEPEST:
            return
        yield from schema.get("enum", ())
        for kind in _kinds(schema):
            if kind == "object":
                yield from self._sections(schema, depth)
            elif kind == "array":
                count = max(1, schema.get("minItems", 1))
                yield [self.of(schema.get("items", {}), name.removesuffix("s"), depth + 1)] * count
                yield []
            elif kind in ("integer", "number"):
                yield from (
                    number for number in (1, schema.get("minimum"), schema.get("maximum")) if number is not None
                )
            elif kind == "boolean":
                yield True
            else:
                yield from _texts(schema)

    def _sections(self, schema: Schema, depth: int) -> Iterator[dict[str, Any]]:
        """With the fields that must be there; also with those that one of several forms needs, and with any one."""
        fields: Mapping[str, Schema] = schema.get("properties", {})
        needed = list(schema.get("required", ()))
        forms = [branch.get("required", []) for key in ("oneOf", "anyOf") for branch in schema.get(key, ())]
        for more in (*forms, [], *([each] for each in _likely(fields))):
            names = dict.fromkeys((*needed, *more))
            if names or not fields:
                yield {each: self.of(fields.get(each, {}), each, depth + 1) for each in names}
        if isinstance(schema.get("additionalProperties"), Mapping):
            yield {"shop": self.of(schema["additionalProperties"], "", depth + 1)}


def _kinds(schema: Schema) -> list[str]:
    """The types that a schema allows, those that it implies included."""
    kinds = schema.get("type")
    if kinds is None and "properties" in schema:
        return ["object"]
    branches = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    if kinds is None and branches:
        return [kind for branch in branches for kind in _kinds(branch)]
    return [kinds] if isinstance(kinds, str) else [kind for kind in kinds or ["string"] if kind != "null"]


def _likely(fields: Mapping[str, Schema]) -> list[str]:
    """One field to show where none must be there: one that says what the section is, if there is one."""
    telling = [name for name in ("name", "type", "matchLabels", "requests") if name in fields]
    return telling or sorted(fields)[:1]


def _texts(schema: Schema) -> Iterator[str]:
    if schema.get("format") == "byte":
        yield "c2hvcA=="
    pattern = schema.get("pattern")
    for text in _TEXTS.split():
        if pattern is None or re.search(pattern, text):
            yield text
    yield "s" * schema.get("minLength", 1)
