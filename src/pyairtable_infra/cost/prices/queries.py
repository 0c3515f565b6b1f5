"""How AWS's price list is asked for an entry of a book. What stands here has been asked that way by others for years.

https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api.html
https://docs.aws.amazon.com/cur/latest/userguide/cur-usage-type.html
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

# Usage types begin with the region; the oldest ones of us-east-1 do not.
PREFIXES = {"us-east-1": "USE1-", "us-west-2": "USW2-"}


@dataclass(frozen=True)
class Query:
    """A question that has exactly one answer, and the units in which it may be given."""

    service_code: str
    filters: Mapping[str, str] = field(default_factory=dict)
    units: tuple[str, ...] = ("Hrs", "hours")


_FARGATE = {
    "x86 vCPU": "Fargate-vCPU-Hours:perCPU",
    "x86 memory": "Fargate-GB-Hours",
    "ARM vCPU": "Fargate-ARM-vCPU-Hours:perCPU",
    "ARM memory": "Fargate-ARM-GB-Hours",
    "ephemeral storage over 20 GB": "Fargate-EphemeralStorage-GB-Hours",
}
_ENGINES = {"elasticache-valkey": "Valkey", "elasticache-redis": "Redis"}
_ZONES = {"single-AZ": "Single-AZ", "multi-AZ": "Multi-AZ"}


def query(key: str, region: str) -> Query | None:
    """The question for an entry; None where it is not known how to ask."""
    service, _, item = key.partition("/")
    here = {"regionCode": region}
    if service == "fargate" and item in _FARGATE and region in PREFIXES:
        usage_type = f"{PREFIXES[region]}{_FARGATE[item]}"
        return Query("AmazonECS", {**here, "usagetype": usage_type}, ("hours", "Hrs", "GB-Hours", "vCPU-Hours"))
    if service == "ec2-linux" and " " not in item:
        plain = {"operatingSystem": "Linux", "tenancy": "Shared", "preInstalledSw": "NA", "capacitystatus": "Used"}
        return Query("AmazonEC2", {**here, **plain, "instanceType": item})
    if service in _ENGINES and item.startswith("cache.") and " " not in item:
        return Query("AmazonElastiCache", {**here, "cacheEngine": _ENGINES[service], "instanceType": item})
    size, _, zones = item.partition(" ")
    if service == "rds-postgresql" and size.startswith("db.") and zones in _ZONES:
        kind = {"databaseEngine": "PostgreSQL", "deploymentOption": _ZONES[zones], "instanceType": size}
        return Query("AmazonRDS", {**here, **kind})
    return None
