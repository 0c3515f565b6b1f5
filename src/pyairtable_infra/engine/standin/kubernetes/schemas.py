"""The schemas of kinds: those of Kubernetes from the package kubernetes-validate, those of custom ones from `crds`."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pyairtable_infra.engine.computed.kubernetes_kinds import is_built_in
from pyairtable_infra.engine.standin.kubernetes.refinements import Schema, refined

_HEAD: Mapping[str, Schema] = {
    "apiVersion": {"type": "string"},
    "kind": {"type": "string"},
    "metadata": {"$ref": "#/$defs/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"},
}
"""What every object has; https://kubernetes.io/docs/concepts/overview/working-with-objects/#required-fields."""

_CUSTOM = Path(__file__).parent / "crds"
_FOLDER = re.compile(r"v(\d+)\.(\d+)\.\d+-local-strict")


@dataclass(frozen=True)
class Catalog:
    """The schemas of one version of Kubernetes."""

    version: str
    definitions: Mapping[str, Schema]
    kinds: Mapping[tuple[str, str], str]
    """API version and kind -> the name of the definition."""

    def schema(self, api_version: str, kind: str) -> Schema | None:
        """The schema of a kind; None where there is none."""
        if is_built_in(api_version):
            name = self.kinds.get((api_version, kind))
            return self.definitions[name] if name else None
        custom = _custom(api_version, kind)
        if custom is None:
            return None
        return {**custom, "properties": {**custom["properties"], **_HEAD}}

    def resolved(self, schema: Schema) -> Schema:
        """A schema itself, or the one that it refers to."""
        reference = schema.get("$ref")
        return self.definitions[reference.rpartition("/")[2]] if isinstance(reference, str) else schema


def available() -> bool:
    """Whether the extra `kubernetes` is installed; without it nothing is judged."""
    return find_spec("kubernetes_validate") is not None and find_spec("jsonschema") is not None


@cache
def versions() -> tuple[str, ...]:
    """The versions of Kubernetes whose schemas there are, the newest last: 1.37."""
    found = (_FOLDER.fullmatch(folder.name) for folder in _package().glob("*"))
    numbers = sorted((int(one[1]), int(one[2])) for one in found if one)
    return tuple(f"{major}.{minor}" for major, minor in numbers)


@cache
def catalog(version: str) -> Catalog:
    """The schemas of a version.

    Raises:
        ValueError: There are none for this version.
    """
    if version not in versions():
        raise ValueError(f"There are no schemas of Kubernetes {version}. For example: {versions()[-1]}")
    content = json.loads((_package() / f"v{version}.0-local-strict" / "_definitions.json").read_text())
    definitions = refined(content["$defs"])
    kinds = {
        ("/".join(filter(None, (each["group"], each["version"]))), each["kind"]): name
        for name, definition in definitions.items()
        for each in _one(definition.get("x-kubernetes-group-version-kind", ()))
    }
    return Catalog(version, definitions, kinds)


def _one(kinds: Any) -> Any:
    """What many kinds share, such as the options of a deletion, is none of them."""
    return kinds if len(kinds) == 1 else ()


def _package() -> Path:
    spec = find_spec("kubernetes_validate")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("kubernetes_validate", name="kubernetes_validate")
    return Path(spec.origin).parent / "kubernetes-json-schema"


@cache
def _custom(api_version: str, kind: str) -> Schema | None:
    group, _, version = api_version.rpartition("/")
    file = _CUSTOM / group / f"{kind.lower()}_{version}.json"
    if not file.is_file():
        return None
    found: Schema = json.loads(file.read_text())
    return found
