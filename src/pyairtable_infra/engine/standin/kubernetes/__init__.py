"""Checks the inputs of Kubernetes objects as the API server of a cluster would.

By the OpenAPI schemas of Kubernetes, the schemas of custom resources in `crds`, and a few rules between fields.
It needs neither a network nor a cluster, and imports no Pulumi.
"""

from collections.abc import Mapping
from typing import Any

from pyairtable_infra.engine.computed.kubernetes import RELEASE
from pyairtable_infra.engine.computed.kubernetes_kinds import group_version_kind
from pyairtable_infra.engine.standin.kubernetes.schemas import available, catalog, versions
from pyairtable_infra.engine.standin.problems import Problem
from pyairtable_infra.profile.paths import Path, dotted

__all__ = ["available", "has_schema", "problems", "versions"]

_NO_OBJECTS = ("helm.sh/", "kustomize", "yaml")
"""Groups that are Pulumi's own: https://www.pulumi.com/registry/packages/kubernetes/api-docs/."""


def problems(type_: str, inputs: Mapping[str, Any], version: str | None = None) -> list[Problem]:
    """Everything that is wrong with the inputs of an object; empty where nothing is, or its kind has no schema.

    A secret and an unknown are taken for right wherever they stand. Without the extra `kubernetes` nothing is judged:
    see `available`.

    Args:
        type_: The type token: kubernetes:apps/v1:Deployment.
        inputs: What the program wrote.
        version: The version of Kubernetes, such as 1.33; the newest where none is named.

    Raises:
        ValueError: There are no schemas for this version.
    """
    if not available() or (_own(type_) and type_ != RELEASE):
        return []
    from pyairtable_infra.engine.standin.kubernetes.checks import findings  # noqa: PLC0415 - it needs the extra

    first: dict[Path, str] = {}
    for path, message in findings(catalog(version or versions()[-1]), type_, inputs):
        first.setdefault(path, message)
    return [Problem(dotted(path), first[path]) for path in sorted(first, key=_order)]


def has_schema(type_: str, version: str | None = None) -> bool:
    """Whether there is a schema for a type, so that `problems` can judge its inputs."""
    if not available() or _own(type_):
        return False
    return catalog(version or versions()[-1]).schema(*group_version_kind(type_)) is not None


def _own(type_: str) -> bool:
    return type_.split(":", 1)[-1].startswith(_NO_OBJECTS)


def _order(path: Path) -> tuple[tuple[bool, int, str], ...]:
    return tuple((isinstance(part, str), part if isinstance(part, int) else 0, str(part)) for part in path)
