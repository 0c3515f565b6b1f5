"""Accounts, regions, zones, ARNs."""

from typing import Any

import pulumi_aws
import pytest
from pydantic import TypeAdapter, ValidationError

from pyairtable_components.vocabulary import AccountId, Arn, Region, Zone
from pyairtable_components.vocabulary.identity import REGIONS


def takes(kind: Any, value: object) -> bool:
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (AccountId, "012345678901"),
        (Region, "us-east-1"),
        (Region, "us-gov-west-1"),
        (Region, "ap-southeast-2"),
        (Zone, "us-east-1a"),
        (Arn, "arn:aws:ssm:us-east-1:123456789012:parameter/x"),
        (Arn, "arn:aws-cn:s3:::bucket"),
        (Arn, "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbC1d2:password::"),
    ],
)
def test_what_aws_writes_is_taken(kind: Any, value: str) -> None:
    assert takes(kind, value)


@pytest.mark.parametrize(
    ("kind", "value", "why"),
    [
        (AccountId, "12345678901", "11 digits"),
        (AccountId, 123456789012, "YAML reads an unquoted id as a number and drops a leading zero"),
        (AccountId, "١٢٣٤٥٦٧٨٩٠١٢", "digits of another script"),
        (Region, "us-east", "no number"),
        (Region, "us-east-1a", "a zone"),
        (Zone, "us-east-1", "a region"),
        (Arn, "db-password", "a name"),
        (Arn, "arn:aws:s3", "half an ARN"),
    ],
)
def test_what_aws_would_refuse_is_refused(kind: Any, value: object, why: str) -> None:
    assert not takes(kind, value), why


def test_the_regions_are_those_of_the_provider() -> None:
    others = ("cn-", "eu-isoe-", "eusc-", "us-gov-", "us-iso")
    assert {one.value for one in pulumi_aws.Region if not one.value.startswith(others)} == REGIONS
