"""The schemas themselves: every example fits, every addition is documented, every custom kind is complete."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pyairtable_infra.engine.standin import kubernetes
from pyairtable_infra.engine.standin.kubernetes import has_schema, versions
from pyairtable_infra.engine.standin.kubernetes.examples import Examples
from pyairtable_infra.engine.standin.kubernetes.judge import judge_of
from pyairtable_infra.engine.standin.kubernetes.refinements import REFINEMENTS, Schema
from pyairtable_infra.engine.standin.kubernetes.schemas import catalog

CUSTOM = sorted((Path(kubernetes.__file__).parent / "crds").glob("*/*.json"))
JUDGE = judge_of(versions()[-1])
KNOWN = JUDGE.catalog

DOCUMENTED_ELSEWHERE = {
    ("api.apps.v1.StatefulSetUpdateStrategy", "type"): "workloads/controllers/statefulset/#update-strategies",
    ("api.autoscaling.v2.HPAScalingPolicy", "type"): "workloads/autoscaling/horizontal-pod-autoscale/#scaling-policies",
    ("api.autoscaling.v2.HPAScalingRules", "selectPolicy"): (
        "workloads/autoscaling/horizontal-pod-autoscale/#configurable-scaling-behavior"
    ),
    ("api.autoscaling.v2.MetricTarget", "type"): "workloads/autoscaling/horizontal-pod-autoscale/",
    ("api.core.v1.HTTPGetAction", "scheme"): "configuration/liveness-readiness-startup-probes/",
    ("api.core.v1.PersistentVolumeClaimSpec", "accessModes"): "storage/persistent-volumes/#access-modes",
    ("api.core.v1.PersistentVolumeClaimSpec", "volumeMode"): "storage/persistent-volumes/#volume-mode",
    ("api.core.v1.PersistentVolumeSpec", "accessModes"): "storage/persistent-volumes/#access-modes",
    ("api.core.v1.PersistentVolumeSpec", "volumeMode"): "storage/persistent-volumes/#volume-mode",
    ("api.core.v1.VolumeMount", "mountPropagation"): "storage/volumes/#mount-propagation",
    ("api.storage.v1.StorageClass", "reclaimPolicy"): "storage/storage-classes/#reclaim-policy",
    ("api.storage.v1.StorageClass", "volumeBindingMode"): "storage/storage-classes/#volume-binding-mode",
}
"""Choices that the description of a field does not name -> where they are, below https://kubernetes.io/docs/concepts/."""


def _nodes(schema: Schema, name: str = "") -> Iterator[tuple[str, Schema]]:
    """A schema and all inside of it, with the names of their fields."""
    yield name, schema
    for field, inner in schema.get("properties", {}).items():
        yield from _nodes(inner, field)
    for keyword in ("items", "additionalProperties"):
        if isinstance(schema.get(keyword), dict):
            yield from _nodes(schema[keyword], name)


def _unfit(schema: Schema) -> list[str]:
    examples = Examples(JUDGE)
    return [name for name, node in _nodes(schema) if not JUDGE.fits(examples.of(node, name), node)]


def test_every_example_of_kubernetes_is_allowed() -> None:
    assert [name for name, definition in KNOWN.definitions.items() if _unfit(definition)] == []


@pytest.mark.parametrize("file", CUSTOM, ids=lambda file: file.stem)
def test_every_example_of_a_custom_kind_is_allowed(file: Path) -> None:
    assert _unfit(json.loads(file.read_text())) == []


def test_every_choice_that_is_added_is_documented() -> None:
    undocumented = set()
    for name, fields in REFINEMENTS.items():
        definition = KNOWN.definitions[f"io.k8s.{name}"]
        for field, schema in fields.items():
            words = definition["properties"][field].get("description", "") + definition.get("description", "")
            choices = schema.get("enum") or schema.get("items", {}).get("enum") or []
            if not all(re.search(rf"\b{choice}\b", words) for choice in choices):
                undocumented.add((name, field))
    assert undocumented == DOCUMENTED_ELSEWHERE.keys()


def test_every_addition_is_to_a_field_that_there_is() -> None:
    for name, fields in REFINEMENTS.items():
        assert fields.keys() <= KNOWN.definitions[f"io.k8s.{name}"]["properties"].keys(), name


def test_an_older_version_has_the_additions_for_the_fields_it_has() -> None:
    oldest = catalog(versions()[0])
    spec = oldest.definitions["io.k8s.api.core.v1.ServiceSpec"]["properties"]
    assert spec["type"]["enum"] == ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"]
    assert "podReplacementPolicy" not in oldest.definitions["io.k8s.api.batch.v1.JobSpec"]["properties"]


@pytest.mark.parametrize("file", CUSTOM, ids=lambda file: file.stem)
def test_every_custom_kind_is_found_by_its_type(file: Path) -> None:
    kind, version = file.stem.split("_")
    assert has_schema(f"kubernetes:{file.parent.name}/{version}:{kind}")


@pytest.mark.parametrize("file", CUSTOM, ids=lambda file: file.stem)
def test_a_custom_kind_allows_no_field_that_it_does_not_know(file: Path) -> None:
    schema: dict[str, Any] = json.loads(file.read_text())
    assert schema["additionalProperties"] is False
    assert "spec" in schema["properties"]


def test_the_custom_kinds_are_few_and_small() -> None:
    assert len(CUSTOM) > 30
    assert sum(file.stat().st_size for file in CUSTOM) < 1_000_000
