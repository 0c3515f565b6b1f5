"""Roles in an account, and the reports of IAM that moto does not write."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.exceptions import ClientError

from pyairtable_infra.operations.access.reviewing import Review, review
from pyairtable_infra.operations.aws import Aws
from tests.infra.operations.account import Recorded, client, refusal

NOW = datetime.now(UTC) + timedelta(days=200)
BOUNDARY = "arn:aws:iam::123456789012:policy/pyairtable-account-boundary"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ecs-tasks.amazonaws.com"}}],
}


def ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


def a_role(name: str, *, project: str = "pyairtable", environment: str = "dev", trust: Any = None) -> str:
    """A role of the account, with the platform's tags."""
    tags = {"Project": project, "Environment": environment, "Service": "cart"}
    made: str = client("iam").create_role(
        RoleName=name,
        AssumeRolePolicyDocument=json.dumps(trust or TRUST),
        Tags=[{"Key": key, "Value": value} for key, value in tags.items()],
    )["Role"]["Arn"]
    return made


def service(name: str, used: datetime | None = None, **actions: datetime | None) -> dict[str, Any]:
    """What IAM says of a service that a role may use."""
    said: dict[str, Any] = {"ServiceName": name, "ServiceNamespace": name, "TotalAuthenticatedEntities": 0}
    if used:
        said["LastAuthenticated"] = used
    said["TrackedActionsLastAccessed"] = [
        {"ActionName": action, **({"LastAccessedTime": when} if when else {})} for action, when in actions.items()
    ]
    return said


@dataclass
class Reports:
    """IAM's reports on what roles have used: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetails.html."""

    account: Recorded
    of: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """Services by role."""
    busy: int = 0
    """How often a report is not finished yet."""
    page: int = 100
    failed: bool = False
    gone: tuple[str, ...] = ()
    jobs: dict[str, str] = field(default_factory=dict)
    granularity: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        events = self.account.session.events
        events.register("before-call.iam.GenerateServiceLastAccessedDetails", self._generate)
        events.register("before-call.iam.GetServiceLastAccessedDetails", self._get)

    def _generate(self, params: Any, **_: Any) -> Any:
        role = params["body"]["Arn"].rpartition("/")[2]
        if role in self.gone:
            raise refusal("iam:GenerateServiceLastAccessedDetails", "NoSuchEntity")
        self.granularity.append(params["body"]["Granularity"])
        job = str(uuid.uuid5(uuid.NAMESPACE_URL, role))
        self.jobs[job] = role
        return _answer({"JobId": job})

    def _get(self, params: Any, **_: Any) -> Any:
        if self.busy:
            self.busy -= 1
            return _answer({"JobStatus": "IN_PROGRESS"})
        if self.failed:
            return _answer({"JobStatus": "FAILED", "Error": {"Code": "x", "Message": "an internal problem"}})
        start = int(params["body"].get("Marker", 0))
        services = self.of.get(self.jobs[params["body"]["JobId"]], [])
        rest = start + self.page < len(services)
        more = {"IsTruncated": rest, **({"Marker": str(start + self.page)} if rest else {})}
        return _answer({"JobStatus": "COMPLETED", "ServicesLastAccessed": services[start : start + self.page], **more})

    def review(self, environment: str = "dev", pause: Callable[[], None] = lambda: None, **more: Any) -> Review:
        return review(
            Aws("us-east-1", self.account.session),
            environment,
            projects=("pyairtable", "pyairtable-infra"),
            environments=more.pop("environments", (environment,)),
            now=NOW,
            pause=pause,
            **more,
        )


def _answer(parsed: dict[str, Any]) -> tuple[AWSResponse, dict[str, Any]]:
    return AWSResponse("", 200, {}, None), parsed  # type: ignore[arg-type]


def failing(operation: str, code: str) -> Callable[[str], None]:
    """Makes every call of an operation fail, for `Recorded.before`."""

    def before(call: str) -> None:
        if call == f"iam:{operation}":
            error: ClientError = refusal(call, code)
            raise error

    return before
