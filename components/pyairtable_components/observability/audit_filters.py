"""Which events of a trail somebody is told of: patterns of CloudWatch Logs. No Pulumi.

A value may have a `*` at its beginning or end, and nowhere else
(https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_logs.FilterPattern.html). No document says whether a
field that is missing is unequal to something, so no pattern here depends on it.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyairtable_components.observability.audit_spec import AuditTrailSpec

# https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
LONGEST = 1024
"""Characters of a pattern."""

ROLE = "$.userIdentity.sessionContext.sessionIssuer.arn"
"""The role that a session was made from.

`userIdentity.arn` of a session is `arn:aws:sts::123456789012:assumed-role/NAME/SESSION`: it changes with the session,
and leaves out the role's path. The issuer is the role itself, `arn:aws:iam::123456789012:role/PATH/NAME`. A user, the
root user and an AWS service have none.
https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
"""

SERVICE_LINKED = "aws-service-role/*"
"""The path of roles that nobody but an AWS service can assume: ECR's, which reads a registry's credential.

https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
"""


@dataclass(frozen=True)
class TrailFilter:
    """Events that are counted, and what their alarm says.

    Raises:
        ValueError: CloudWatch Logs would refuse the pattern for its length.
    """

    name: str
    """Last part of the filter's and the alarm's name, and the name of the metric."""
    pattern: str
    says: str
    """What has happened, as a sentence."""

    def __post_init__(self) -> None:
        if len(self.pattern) > LONGEST:
            raise ValueError(
                f"the pattern of {self.name} has {len(self.pattern):,} characters, and CloudWatch Logs takes "
                f"{LONGEST:,}. Name fewer roles, by what their names begin with. "
                "For example: known_roles: [aws-reserved/sso.amazonaws.com/*]"
            )


def of_secrets(readers: Sequence[str], changers: Sequence[str]) -> tuple[TrailFilter, ...]:
    """Who reads a secret and is not expected to, who is denied one, who changes or deletes one.

    A batch of reads is one `GetSecretValue` for each secret
    (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_BatchGetSecretValue.html).

    Args:
        readers: ARNs of roles, with or without a `*` at the end, that read secrets every day.
        changers: The same of roles that put a value, or decide who may read it.

    Raises:
        ValueError: There are more roles than a pattern can name.
    """
    return (
        TrailFilter(
            "secret-read",
            f"{{ {_is('eventName', 'GetSecretValue')} && {_stranger(readers)} }}",
            "Somebody read a secret who is none of the roles that are known to",
        ),
        TrailFilter(
            "secret-denied",
            f"{{ {_is('eventName', 'GetSecretValue')} && {_is('errorCode', 'AccessDenied*')} }}",
            "Somebody tried to read a secret and was denied it",
        ),
        TrailFilter(
            "secret-changed",
            f"{{ {_is('eventSource', 'secretsmanager.amazonaws.com')} && {_one_of(_CHANGES)} "
            f"&& {_stranger(changers)} }}",
            "Somebody changed a secret, or who may read it, who is none of the roles that are known to",
        ),
        TrailFilter(
            "secret-deleted",
            f"{{ {_is('eventName', 'DeleteSecret')} }}",
            "A secret was deleted; it can be restored, unless that was forced",
        ),
    )


_CHANGES = ("Put*", "UpdateSecret*", "DeleteResourcePolicy")
"""PutSecretValue and PutResourcePolicy, UpdateSecret and UpdateSecretVersionStage."""


def _is(field: str, value: str) -> str:
    return f'($.{field} = "{value}")'


def _one_of(events: Iterable[str]) -> str:
    return f"({' || '.join(_is('eventName', event) for event in events)})"


def _stranger(known: Sequence[str]) -> str:
    """Whoever is neither an AWS service nor one of the roles; a user and the root user have no role at all."""
    others = " && ".join(f'({ROLE} != "{arn}")' for arn in known)
    return f'($.userIdentity.type != "AWSService") && (({ROLE} NOT EXISTS) || ({others}))'


_TRAIL = ("CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging", "PutEventSelectors")

# https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html, CloudWatch.1, .5 and .7
OF_THE_ACCOUNT = (
    TrailFilter(
        "root-used",
        '{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS) '
        '&& ($.eventType != "AwsServiceEvent") }',
        "The root user of the account did something",
    ),
    TrailFilter(
        "key-disabled",
        f"{{ {_is('eventSource', 'kms.amazonaws.com')} && {_one_of(('DisableKey', 'ScheduleKeyDeletion'))} }}",
        "A KMS key was disabled, or is going to be deleted",
    ),
    TrailFilter(
        "trail-changed",
        f"{{ {_one_of(_TRAIL)} }}",
        "A trail was made, changed, stopped or deleted",
    ),
)
"""What the CIS benchmark watches, and nobody does every day."""


def told_of(
    spec: AuditTrailSpec, environments: Sequence[str], *, project: str, account_id: str, partition: str = "aws"
) -> tuple[TrailFilter, ...]:
    """What is told of the events of an account.

    Known to read secrets are the roles of the environments, which are called `PROJECT-ENVIRONMENT-...`, and
    `known_roles`; to change them, these and the roles that deploy, so all that are called `PROJECT-...`. A role that
    reads what is another's is denied it by the policy on the secret, and the denial is told.

    Raises:
        ValueError: There are more environments and roles than a pattern can name.
    """

    def roles(*patterns: str) -> list[str]:
        return [f"arn:{partition}:iam::{account_id}:role/{pattern}" for pattern in patterns]

    of_environments = (f"{project}-{environment}-*" for environment in environments)
    readers = roles(SERVICE_LINKED, *of_environments, *spec.known_roles)
    changers = roles(SERVICE_LINKED, f"{project}-*", *spec.known_roles)
    return (*of_secrets(readers, changers), *OF_THE_ACCOUNT)
