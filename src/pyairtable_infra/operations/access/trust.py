"""Who may assume a role, by its trust policy."""

from collections.abc import Iterator, Mapping
from typing import Any

from pyairtable_components.vocabulary.github import ISSUER

EVERYBODY = "everybody"


def who_may_assume(document: Mapping[str, Any]) -> tuple[str, ...]:
    """The principals that a trust policy admits: AWS services, ARNs, tokens of GitHub by their subject.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
    """
    found = {
        principal
        for statement in _listed(document.get("Statement"))
        if statement.get("Effect") == "Allow"
        for principal in _admitted(statement)
    }
    return tuple(sorted(found))


def _admitted(statement: Mapping[str, Any]) -> Iterator[str]:
    principals = statement.get("Principal") or {}
    if not isinstance(principals, Mapping):
        principals = {"AWS": principals}
    for kind, names in principals.items():
        for name in _listed(names):
            if kind == "Federated" and name.endswith(f"/{ISSUER}"):
                yield from _subjects(statement.get("Condition") or {})
            else:
                yield EVERYBODY if name == "*" else str(name)
    if "NotPrincipal" in statement:
        yield f"{EVERYBODY} but some"


def _subjects(conditions: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Of a token of GitHub; without a condition anybody's."""
    subjects = [
        f"GitHub {subject}"
        for keys in conditions.values()
        for key, values in keys.items()
        if key == f"{ISSUER}:sub"
        for subject in _listed(values)
    ]
    return subjects or [f"{EVERYBODY} on GitHub"]


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]
