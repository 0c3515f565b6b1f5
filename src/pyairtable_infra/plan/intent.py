"""An intent from a file, for a stack that exports none."""

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

import yaml

from pyairtable_infra.plan.file import PlanFileError
from pyairtable_infra.plan.model import STACK, Plan, Resource

EXAMPLE = "budget: {monthly_usd: 98}"
SECTIONS = (
    "budget",
    "usage",
    "replicas",
    "commitments",
    "objectives",
    "environment",
    "stage",
    "spot_percent",
    "version",
)
"""What an intent may say."""


def with_intent(plan: Plan, path: Path) -> Plan:
    """`plan` with the intent in a YAML or JSON file instead of its own.

    Raises:
        PlanFileError: The file is missing, holds no section with keys, or one that no intent has.
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
    if unknown := next((key for key in intent if key not in SECTIONS), None):
        near = next(iter(get_close_matches(str(unknown), SECTIONS, n=1)), SECTIONS[0])
        raise PlanFileError(
            f"{path}: {unknown}: there is no such section; there is: {', '.join(SECTIONS)}. For example: {near}"
        )
    stack = next((one for one in plan.resources if one.type == STACK), None)
    if stack is None:
        stack = Resource(urn=f"urn:pulumi:{plan.stack}::intent::{STACK}::intent", type=STACK, custom=False)
        return replace(plan, resources=(replace(stack, outputs={"intent": intent}), *plan.resources))
    stated = replace(stack, outputs={**stack.outputs, "intent": intent})
    return replace(plan, resources=tuple(stated if one is stack else one for one in plan.resources))
