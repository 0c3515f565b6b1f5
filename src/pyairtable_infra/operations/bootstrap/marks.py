"""The tags that say what something is for, who pays for it, and that bootstrap made it."""

from collections.abc import Mapping, Sequence
from typing import Any

MADE_BY = "pyairtable-infra-bootstrap"
SHARED = "shared"


def marks(
    project: str,
    component: str,
    *,
    owner: str,
    cost_center: str,
    classification: str,
    environment: str = SHARED,
) -> dict[str, str]:
    """The platform's tags; `ManagedBy` and `Project` are what bootstrap knows its own things by."""
    return {
        "Project": project,
        "Environment": environment,
        "Service": SHARED,
        "Component": component,
        "Owner": owner,
        "CostCenter": cost_center,
        "DataClassification": classification,
        "ManagedBy": MADE_BY,
    }


def read(tags: Sequence[Mapping[str, Any]], key: str = "Key", value: str = "Value") -> dict[str, str]:
    """Tags as AWS gives them."""
    return {str(tag[key]): str(tag[value]) for tag in tags}


def ours(project: str, tags: Mapping[str, str]) -> bool:
    """Whether bootstrap made it, for this project."""
    return tags.get("ManagedBy") == MADE_BY and tags.get("Project") == project


def handed_over(project: str) -> str:
    """How a person says that something is bootstrap's, in words."""
    return f"the tags ManagedBy={MADE_BY} and Project={project}"
