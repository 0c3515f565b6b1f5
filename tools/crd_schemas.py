"""Makes the schemas of custom resources that the stand-in for Kubernetes judges with.

From a copy of https://github.com/datreeio/CRDs-catalog: python tools/crd_schemas.py CATALOG
"""

import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "src/pyairtable_infra/engine/standin/kubernetes/crds"

_SAYS_NOTHING = frozenset(("default", "description", "example", "x-kubernetes-validations"))
"""What JSON Schema does not judge by. The last is a language of its own: the rules in it are not judged."""


def judged(node: Any) -> Any:
    """A schema with what judges only."""
    if isinstance(node, list):
        return [judged(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {key: judged(value) for key, value in node.items() if key != "properties" and key not in _SAYS_NOTHING}
    if "properties" in node:
        kept["properties"] = {name: judged(value) for name, value in node["properties"].items()}
    if node.get("x-kubernetes-preserve-unknown-fields"):
        kept.pop("additionalProperties", None)
    if isinstance(node.get("pattern"), str):
        kept["pattern"] = in_python(node["pattern"])
    return kept


def in_python(pattern: str) -> str:
    """A regular expression of Go in the words of Python, which wants its flags at the start."""
    return f"(?i){pattern.replace('(?i)', '')}" if "(?i)" in pattern else pattern


def main(catalog: Path) -> None:
    """Write every schema that is there already anew."""
    for target in sorted(TARGET.glob("*/*.json")):
        schema = judged(json.loads((catalog / target.relative_to(TARGET)).read_text()))
        schema["additionalProperties"] = False
        schema["properties"]["status"] = {}
        target.write_text(json.dumps(schema, separators=(",", ":"), sort_keys=True) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
