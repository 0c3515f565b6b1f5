"""An intent from a file, for a stack that exports none."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import yaml

from pyairtable_infra.plan.file import PlanFileError
from pyairtable_infra.plan.model import STACK, Plan, Resource

EXAMPLE = "budget: {monthly_usd: 98}"


def with_intent(plan: Plan, path: Path) -> Plan:
    """`plan` with the intent in a YAML or JSON file instead of its own.

    Raises:
        PlanFileError: The file is missing, or holds no section with keys.
    """
    try:
        intent = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PlanFileError(f"{path}: cannot be read: {error.strerror}. For example: intent.yaml") from None
    except (yaml.YAMLError, ValueError) as error:
        said = " ".join(str(error).split())
        raise PlanFileError(f"{path}: this is neither YAML nor JSON ({said}). For example: {EXAMPLE}") from None
    if not isinstance(intent, Mapping):
        raise PlanFileError(f"{path}: an intent is a section with keys. For example: {EXAMPLE}")
    stack = next((one for one in plan.resources if one.type == STACK), None)
    if stack is None:
        stack = Resource(urn=f"urn:pulumi:{plan.stack}::intent::{STACK}::intent", type=STACK, custom=False)
        return replace(plan, resources=(replace(stack, outputs={"intent": intent}), *plan.resources))
    stated = replace(stack, outputs={**stack.outputs, "intent": intent})
    return replace(plan, resources=tuple(stated if one is stack else one for one in plan.resources))
