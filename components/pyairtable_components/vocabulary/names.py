"""Names: what a person may write, and how long a name may be where AWS limits it."""

from typing import Annotated, Literal

from pydantic import Field

from pyairtable_components.vocabulary.checks import matching

EnvironmentName = Annotated[
    str,
    matching(
        r"[a-z][a-z0-9-]{0,18}[a-z0-9]",
        "an environment name (2 to 20 small letters, digits and hyphens, a letter first)",
        "dev",
    ),
    Field(examples=["dev"]),
]

ServiceName = Annotated[
    str,
    matching(
        r"[a-z]([a-z0-9-]{0,61}[a-z0-9])?",
        "a service name (a DNS label: small letters, digits and hyphens, a letter first)",
        "api-gateway",
    ),
    Field(examples=["api-gateway"]),
]

SecretPath = Annotated[
    str,
    # Secrets Manager puts a hyphen and six characters behind a name to make an ARN; a name that ends so would be found
    # for another: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
    matching(
        r"(?!.*-[A-Za-z0-9]{6}$)[a-z]([a-z0-9-]{0,61}[a-z0-9])?(/[a-z]([a-z0-9-]{0,61}[a-z0-9])?){0,2}",
        "the path of a secret (one to three parts of small letters, digits and hyphens; no hyphen before six last "
        "characters)",
        "api-keys/airtable",
    ),
    Field(examples=["api-keys/airtable"]),
]
"""A secret's name after project and environment: a purpose, and whose it is."""

VariableName = Annotated[
    str,
    matching(r"[A-Za-z_][A-Za-z0-9_]*", "a name of an environment variable", "LOG_LEVEL"),
    Field(examples=["LOG_LEVEL"]),
]

RolePattern = Annotated[
    str,
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names
    matching(
        r"[\w+=,.@-]+(/[\w+=,.@-]+)*/?\*?",
        "the name of an IAM role, after its path, with or without a * at the end",
        "aws-reserved/sso.amazonaws.com/AWSReservedSSO_Administrator_*",
    ),
    Field(max_length=577, examples=["aws-reserved/sso.amazonaws.com/AWSReservedSSO_Administrator_*"]),
]
"""One IAM role, or all whose path and name begin so."""

TagValue = Annotated[
    str,
    # https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
    matching(
        r"[\w .:/=+@-]{1,256}",
        "a tag value (1 to 256 letters, digits, spaces and _ . : / = + - @)",
        "platform-engineering",
    ),
    Field(examples=["platform-engineering"]),
]

Limited = Literal[
    "cache",
    "cache user",
    "database",
    "ECS service",
    "IAM role",
    "Lambda function",
    "load balancer",
    "log group",
    "managed policy",
    "queue",
    "S3 bucket",
    "scheduler",
    "target group",
    "secret",
]

LIMITS: dict[Limited, int] = {
    # https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
    "load balancer": 32,
    # https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
    "target group": 32,
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    "IAM role": 64,
    "managed policy": 128,
    # https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    "S3 bucket": 63,
    # https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
    "log group": 512,
    # https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
    "ECS service": 255,
    # https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
    "scheduler": 64,
    # https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
    "Lambda function": 64,
    # https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html
    "cache": 40,
    # https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateUser.html
    "cache user": 40,
    # https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
    "database": 63,
    # https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
    "queue": 80,
    # https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
    "secret": 512,
}


def physical_name(kind: Limited, name: str) -> str:
    """`name`, if AWS accepts its length for `kind`.

    Raises:
        ValueError: The name is too long; the message says by how much.
    """
    limit = LIMITS[kind]
    if len(name) > limit:
        raise ValueError(
            f"the {kind} name {name!r} has {len(name)} characters, and AWS allows {limit}. "
            f"Shorten the service or environment name by {len(name) - limit}. For example: {name[:limit].rstrip('-')}"
        )
    return name
