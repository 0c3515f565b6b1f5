"""The plan in the output of `pulumi preview --json`: what will be there once its steps are done.

A step holds the resource's new state in the form of a state export. Resources that stay as they are have steps only
with --show-sames. The new outputs of the stack are not in a preview: what it carries as intent is that of the last
deployment, if there was one.

https://www.pulumi.com/docs/iac/cli/commands/pulumi_preview/
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pyairtable_infra.plan.file import PlanFileError, resource_of
from pyairtable_infra.plan.model import STACK, Plan, Resource

_GONE = frozenset(
    ("delete", "delete-replaced", "discard", "discard-replaced", "read-discard", "remove-pending-replace")
)
"""Steps after which the old state is not there any more; what replaces it has steps of its own."""

FLAG = "--show-sames"
EXAMPLE = f"For example: pulumi preview --json {FLAG} > preview.json"
LAST_INTENT = "the intent is that of the last deployment: a preview does not show what the stack exports next"


def plan_of(content: Mapping[str, Any], path: Path) -> Plan:
    """The plan in a preview.

    Raises:
        PlanFileError: It is broken, or it leaves out the resources that do not change.
    """
    steps, summary = content.get("steps") or (), content.get("changeSummary")
    same = summary.get("same", 0) if isinstance(summary, Mapping) else None
    if not isinstance(steps, list | tuple) or not isinstance(same, int):
        raise PlanFileError(f"{path}: this preview is broken. {EXAMPLE}")
    left_out = same - sum(isinstance(step, Mapping) and step.get("op") == "same" for step in steps)
    if left_out > 0:
        raise PlanFileError(
            f"{path}: this preview leaves out {left_out} resources that do not change; {FLAG} is missing. {EXAMPLE}"
        )
    found: dict[str, Resource] = {}
    try:
        for step in steps:
            if step["op"] not in _GONE and step.get("newState"):
                resource = resource_of(_whole(step))
                found[resource.urn] = resource
    except (KeyError, TypeError, AttributeError):
        raise PlanFileError(f"{path}: a step of this preview is broken. {EXAMPLE}") from None
    plan = Plan(tuple(found.values()))
    return replace(plan, notes=(LAST_INTENT,)) if plan.intent else plan


def _whole(step: Mapping[str, Any]) -> dict[str, Any]:
    """The new state; the outputs of a stack are those that it had, since a preview does not show its new ones."""
    state = dict(step["newState"])
    if state["type"] == STACK and not state.get("outputs"):
        state["outputs"] = (step.get("oldState") or {}).get("outputs")
    return state
