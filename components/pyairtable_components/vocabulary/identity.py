"""Who and where: accounts, regions, levels."""

from typing import Annotated, Literal

from pydantic import Field

from pyairtable_components.vocabulary.checks import matching

AccountId = Annotated[
    str,
    matching(r"[0-9]{12}", "an AWS account id of 12 digits (quote it in YAML)", '"123456789012"'),
    Field(examples=["123456789012"]),
]

Region = Annotated[str, matching(r"[a-z]{2}(-[a-z]+)+-\d", "an AWS region", "us-east-1"), Field(examples=["us-east-1"])]

# https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
REGIONS = frozenset(
    f"{area}-{number}"
    for area, numbers in {
        "af-south": "1",
        "ap-east": "12",
        "ap-northeast": "123",
        "ap-south": "12",
        "ap-southeast": "1234567",
        "ca-central": "1",
        "ca-west": "1",
        "eu-central": "12",
        "eu-north": "1",
        "eu-south": "12",
        "eu-west": "123",
        "il-central": "1",
        "me-central": "1",
        "me-south": "1",
        "mx-central": "1",
        "sa-east": "1",
        "us-east": "12",
        "us-west": "12",
    }.items()
    for number in numbers
)
"""The regions of the partition aws."""

Zone = Annotated[
    str,
    matching(r"[a-z]{2}(-[a-z]+)+-\d[a-z]", "an availability zone", "us-east-1a"),
    Field(examples=["us-east-1a"]),
]

Arn = Annotated[
    str,
    matching(
        r"arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:\d*:.+",
        "an ARN",
        "arn:aws:acm:us-east-1:123456789012:certificate/0f1e2d3c",
    ),
    Field(examples=["arn:aws:acm:us-east-1:123456789012:certificate/0f1e2d3c"]),
]

PolicyReference = Annotated[
    str,
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
    matching(
        r"(arn:aws:iam::(aws|[0-9]{12}):policy/([!-~]+/)?)?[A-Za-z0-9_+=,.@-]{1,128}",
        "the name or the ARN of a managed policy",
        "platform-boundary",
    ),
    Field(examples=["platform-boundary"]),
]
"""A managed policy: one of the account by its name, or any by its ARN."""

Stage = Literal["dev", "staging", "prod"]
"""The kind of an environment. Rules that bind by environment ask for the stage, so `qa` can be a dev environment."""

DataClassification = Literal["non-sensitive", "anonymised", "sensitive"]

ProtectionLevel = Literal["none", "standard", "strict"]
"""How hard an environment is to destroy.

- `none`: `pulumi destroy` removes everything.
- `standard`: AWS's own deletion protection is on, keys wait 30 days.
- `strict`: Pulumi's `protect` as well, and logs and keys are retained on delete.
"""

MonitoringLevel = Literal["basic", "enhanced", "full"]
"""How much is observed: flow logs, Container Insights, access logs, log retention."""
