"""Would the cloud take these inputs? AWS and Kubernetes are asked here as they would be there."""

import importlib
from collections.abc import Mapping
from threading import Lock
from typing import Any

from pyairtable_infra.engine.standin.problems import Problem

_CHECKED = ("aws", "kubernetes")
_loading = Lock()
"""The models are large, so they are loaded when they are first asked, and by one thread."""


def problems(type_: str, inputs: Mapping[str, Any]) -> list[Problem]:
    """Everything that is wrong with the inputs of a resource; nothing for a package that has no models here."""
    package = type_.partition(":")[0]
    if package not in _CHECKED:
        return []
    with _loading:
        judge = importlib.import_module(f"pyairtable_infra.engine.standin.{package}")
        found: list[Problem] = judge.problems(type_, inputs)
    return found
