"""What is said of secrets, and who may invoke a function."""

from collections.abc import Mapping

from pyairtable_infra.engine.computed.subject import Computed, Rule, Subject


def _permission(subject: Subject) -> Computed:
    if given := subject.text("statementId"):
        return Computed(given)
    statement = f"{subject.urn.rsplit('::', 1)[-1]}-{subject.hex(7)}"
    return Computed(statement, {"statementId": statement})


RULES: Mapping[str, Rule] = {
    "aws:lambda/permission:Permission": _permission,
    "aws:secretsmanager/secretPolicy:SecretPolicy": lambda s: Computed(s.text("secretArn")),
    "aws:secretsmanager/secretRotation:SecretRotation": lambda s: Computed(
        s.text("secretId"), {"rotationEnabled": True}
    ),
}
