"""Revoke a secret in an emergency: nobody reads it, it becomes another one, and its readers get that.

The readers are let in again before they are deployed again: a task that may not read its secret does not start
(https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html). It is rotated twice: with
two users or two passwords, one rotation leaves what has leaked working.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pyairtable_infra.operations.aws import Aws, Call
from pyairtable_infra.operations.errors import OperationError
from pyairtable_infra.operations.secrets.changing import redeploy, rotate
from pyairtable_infra.operations.secrets.finding import Secret, found, policy_of, readers, services
from pyairtable_infra.operations.secrets.journal import Journal

REVOKED = "Revoked"
"""The id of the statement that denies everybody; what stood on the secret before stays beside it."""


@dataclass(frozen=True)
class Step:
    """One step: its name in the journal, and what it does in words."""

    name: str
    words: str


@dataclass(frozen=True)
class Revocation:
    """A secret that is to be revoked, and where.

    Args:
        aws: The account.
        secret: The secret.
        cluster: The ECS cluster of its readers.
        journal: What was done already.
        pause: Waits a little, between two looks.
    """

    aws: Aws
    secret: Secret
    cluster: str
    journal: Journal
    pause: Callable[[], None]

    def steps(self) -> Iterator[Step]:
        """What has to be done, in order. Nothing is changed."""
        names = [role for role in readers(policy_of(self.aws, self.secret)) if "rotation" not in role]
        yield Step("deny", f"deny its value to {', '.join(names) or 'everybody'}")
        if self.secret.rotates:
            yield Step("rotate", "rotate it")
            yield Step("rotate again", "rotate it again, so that the former value ends")
        else:
            yield Step("renew", "wait for a new value")
        yield Step("lift", "let its readers in again")
        for service in services(self.aws, self.secret, self.cluster):
            yield Step(f"deploy {service}", f"deploy {service} again")

    def run(self, told: Callable[[Step, bool], None]) -> None:
        """Do each step that the journal does not have, and write it down.

        Args:
            told: Hears of each step, and whether it was done now.

        Raises:
            OperationError: A step failed. What was done is in the journal, and another run goes on.
        """
        steps = list(self.steps())
        self.journal.begin(version=self.secret.current or "")
        for step in steps:
            if step.name in self.journal.done:
                told(step, False)
                continue
            try:
                self._do(step.name)
            except OperationError as error:
                raise OperationError(
                    f"Stopped at: {step.words}.\n{error}\nRun the same command again: it goes on from there."
                ) from None
            self.journal.write(step.name)
            told(step, True)
        self.journal.end()

    def _do(self, name: str) -> None:
        if name == "deny":
            self._put_policy([*self._others(), _denied(self._rotators())])
        elif name == "lift":
            self._put_policy(self._others())
        elif name == "renew":
            self._renewed()
        elif name.startswith("rotate"):
            rotate(self.aws, found(self.aws, self.secret.name), self.pause)
        else:
            redeploy(self.aws, self.cluster, name.removeprefix("deploy "))

    def _renewed(self) -> None:
        if (found(self.aws, self.secret.name).current or "") == self.journal.version:
            raise OperationError(
                f"{self.secret.name}: it still has the value that is to be revoked. "
                f"For example: pyairtable-infra secrets put {self.secret.name} < value.txt"
            )

    def _others(self) -> list[dict[str, Any]]:
        found_statements = policy_of(self.aws, self.secret)["Statement"]
        return [statement for statement in found_statements if statement.get("Sid") != REVOKED]

    def _rotators(self) -> list[str]:
        """The rotation goes on; its roles are the readers that have it in their names."""
        return sorted(
            arn
            for statement in self._others()
            for arn in statement.get("Condition", {}).get("ArnNotLike", {}).get("aws:PrincipalArn", [])
            if "rotation" in arn or arn.endswith(":root")
        )

    def _put_policy(self, statements: list[dict[str, Any]]) -> None:
        secret = {"SecretId": self.secret.arn}
        if not statements:
            self.aws.run(Call("secretsmanager", "DeleteResourcePolicy", secret))
            return
        text = json.dumps({"Version": "2012-10-17", "Statement": statements}, sort_keys=True)
        put = {**secret, "ResourcePolicy": text, "BlockPublicPolicy": True}
        self.aws.run(Call("secretsmanager", "PutResourcePolicy", put))


def _denied(but: list[str]) -> dict[str, Any]:
    statement: dict[str, Any] = {
        "Sid": REVOKED,
        "Effect": "Deny",
        "Principal": {"AWS": "*"},
        "Action": "secretsmanager:GetSecretValue",
        "Resource": "*",
    }
    return {**statement, "Condition": {"ArnNotLike": {"aws:PrincipalArn": but}}} if but else statement
