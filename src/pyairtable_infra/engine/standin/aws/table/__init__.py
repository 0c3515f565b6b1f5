"""Which API call makes a resource of each type: one file for each family of services."""

from collections.abc import Mapping

from pyairtable_infra.engine.standin.aws.calls import Call
from pyairtable_infra.engine.standin.aws.table import (
    account,
    cloudwatch,
    compute,
    data,
    dns,
    ecs,
    eks,
    elbv2,
    iam,
    messaging,
    s3,
    scaling,
    security,
    storage,
    vpc,
)

_FAMILIES = (
    account,
    cloudwatch,
    compute,
    data,
    dns,
    ecs,
    eks,
    elbv2,
    iam,
    messaging,
    s3,
    scaling,
    security,
    storage,
    vpc,
)

CALLS: Mapping[str, Call] = {call.type_: call for family in _FAMILIES for call in family.CALLS}
"""Each call by the type that it makes."""

UNMAPPED: Mapping[str, str] = {
    "aws:acm/certificateValidation:CertificateValidation": "it calls nothing: it waits until a certificate is issued",
}
"""Types that the offline engine knows and no call makes, and why."""
