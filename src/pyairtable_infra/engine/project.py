"""The project file: configuration that holds for every stack.

https://www.pulumi.com/docs/iac/concepts/projects/project-file/#config-options
"""

import json
from pathlib import Path
from typing import Any

import yaml


def project_config(root: Path, project: str) -> dict[str, str]:
    """The configuration that `Pulumi.yaml` below `root` gives to every stack of `project`, as the engine hands it over.

    Empty where there is no such file, or it is another project's.
    """
    try:
        content = yaml.safe_load((root / "Pulumi.yaml").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    if not isinstance(content, dict) or content.get("name") != project:
        return {}
    given = {key if ":" in key else f"{project}:{key}": value for key, value in (content.get("config") or {}).items()}
    values = {key: _value(value) for key, value in given.items()}
    return {key: _text(value) for key, value in values.items() if value is not None}


def _value(declared: Any) -> Any:
    """The value of a key: written as it is, as `value`, or as the `default` of a type."""
    if not isinstance(declared, dict):
        return declared
    return declared.get("value", declared.get("default"))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(value, separators=(",", ":")) if isinstance(value, dict | list) else str(value)
