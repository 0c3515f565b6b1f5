"""The roles of an environment, who may assume them, and what of their rights nobody has used."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pyairtable_infra.operations.access.trust import EVERYBODY, who_may_assume
from pyairtable_infra.operations.aws import Aws, Call
from pyairtable_infra.operations.errors import OperationError

GONE = ("NoSuchEntity", "NoSuchEntityException")
TRIES = 60
"""How often a report of IAM is asked for, with a pause between; it takes seconds."""


@dataclass(frozen=True)
class Reviewed:
    """A role, and what a reviewer asks."""

    name: str
    arn: str
    service: str
    """The service of the platform that it belongs to, by its tag."""
    created: datetime
    last_used: datetime | None
    """In the last 400 days, as far back as IAM looks.

    https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html
    """
    boundary: str | None
    assumed_by: tuple[str, ...]
    unused_services: tuple[str, ...]
    """That its policies allow, and that it has not asked for long enough."""
    unused_actions: tuple[str, ...]
    """Of services that it uses. IAM tracks management actions only, so no action on data is ever here.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html
    """
    unused: bool
    """Nobody has used the role for long enough; a younger role is not called unused."""

    @property
    def open(self) -> bool:
        """Whether somebody unknown may assume it."""
        return any(one.startswith(EVERYBODY) for one in self.assumed_by)


@dataclass(frozen=True)
class Review:
    """What a look at an account has found."""

    environment: str
    day: datetime
    days: int
    """Unused means: not in this many days."""
    roles: tuple[Reviewed, ...]
    gone: tuple[str, ...]
    """Roles that were deleted meanwhile."""


def review(
    aws: Aws,
    environment: str,
    *,
    projects: Sequence[str],
    environments: Collection[str],
    now: datetime,
    pause: Callable[[], None],
    days: int = 90,
) -> Review:
    """Every role of these projects and environments, by its tags.

    IAM lists roles without their tags, so names say which are looked at: they begin with a project.

    Args:
        aws: The account.
        environment: What the review is called.
        projects: Values of the tag Project.
        environments: Values of the tag Environment.
        now: The day of the review.
        pause: Waits between two questions for a report.
        days: How long nobody has used what is called unused.

    Raises:
        AwsError: A call failed.
        OperationError: A report was not made, or not in time.
    """
    beginnings = tuple(f"{project}-" for project in projects)
    names = [role["RoleName"] for role in aws.ask("iam", "ListRoles")["Roles"]]
    found: list[tuple[Mapping[str, Any], str]] = []
    gone = []
    for name in sorted(name for name in names if name.startswith(beginnings)):
        answer = aws.run(Call("iam", "GetRole", {"RoleName": name}), absent=GONE)
        if answer is None:
            gone.append(name)
            continue
        tags = _tags(answer["Role"])
        if tags.get("Project") not in projects or tags.get("Environment") not in environments:
            continue
        # Every report is asked for before the first is waited for.
        asked = {"Arn": answer["Role"]["Arn"], "Granularity": "ACTION_LEVEL"}
        job = aws.run(Call("iam", "GenerateServiceLastAccessedDetails", asked), absent=GONE)
        if job is None:
            gone.append(name)
        else:
            found.append((answer["Role"], job["JobId"]))
    since = now - timedelta(days=days)
    reviewed = tuple(_reviewed(role, _report(aws, role["RoleName"], job, pause), since) for role, job in found)
    return Review(environment, now, days, reviewed, tuple(gone))


def _report(aws: Aws, role: str, job: str, pause: Callable[[], None]) -> list[Mapping[str, Any]]:
    """What IAM knows of each service that the role may use, all pages of it.

    https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetails.html
    """
    services: list[Mapping[str, Any]] = []
    marker: dict[str, str] = {}
    tries = 0
    while True:
        call = Call("iam", "GetServiceLastAccessedDetails", {"JobId": job, **marker})
        answer = aws.run(call) or {}
        if answer["JobStatus"] == "FAILED":
            why = answer.get("Error", {}).get("Message", "without a reason")
            raise OperationError(f"{call}: IAM could not look into {role}: {why}. Run it again.")
        if answer["JobStatus"] == "IN_PROGRESS":
            tries += 1
            if tries == TRIES:
                raise OperationError(
                    f"{call}: IAM has not finished its report on {role} after {TRIES} questions. "
                    "Wait a minute, and run it again."
                )
            pause()
            continue
        services += answer.get("ServicesLastAccessed", ())
        if not answer.get("IsTruncated"):
            return services
        marker = {"Marker": answer["Marker"]}


def _reviewed(role: Mapping[str, Any], services: Sequence[Mapping[str, Any]], since: datetime) -> Reviewed:
    last = role.get("RoleLastUsed", {}).get("LastUsedDate")
    used = [service for service in services if _after(service.get("LastAuthenticated"), since)]
    return Reviewed(
        name=role["RoleName"],
        arn=role["Arn"],
        service=_tags(role).get("Service", ""),
        created=role["CreateDate"],
        last_used=last,
        boundary=role.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn"),
        assumed_by=who_may_assume(role["AssumeRolePolicyDocument"]),
        unused_services=tuple(sorted(each["ServiceNamespace"] for each in services if each not in used)),
        unused_actions=tuple(
            sorted(
                f"{service['ServiceNamespace']}:{action['ActionName']}"
                for service in used
                for action in service.get("TrackedActionsLastAccessed", ())
                if not _after(action.get("LastAccessedTime"), since)
            )
        ),
        unused=role["CreateDate"] < since and not _after(last, since),
    )


def _after(when: datetime | None, since: datetime) -> bool:
    return when is not None and when >= since


def _tags(role: Mapping[str, Any]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in role.get("Tags", ())}
