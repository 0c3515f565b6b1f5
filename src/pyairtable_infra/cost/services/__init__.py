"""One AWS service a file: what each type of resource is charged for, and which types are free."""

from collections.abc import Mapping

from pyairtable_infra.cost import commitments
from pyairtable_infra.cost.services import (
    cloudwatch,
    dynamodb,
    ebs,
    ec2,
    ecr,
    edge,
    eks,
    elasticache,
    elb,
    fargate,
    governance,
    kms,
    lambda_functions,
    messaging,
    rds,
    route53,
    s3,
    scheduled_runs,
    secrets,
    vpc,
    waf,
)
from pyairtable_infra.cost.subject import Rule

_SERVICES = (
    cloudwatch,
    dynamodb,
    ebs,
    ec2,
    ecr,
    edge,
    eks,
    elasticache,
    elb,
    fargate,
    governance,
    kms,
    lambda_functions,
    messaging,
    rds,
    route53,
    s3,
    scheduled_runs,
    secrets,
    vpc,
    waf,
)

RULES: Mapping[str, Rule] = {type_: rule for service in _SERVICES for type_, rule in service.RULES.items()}
"""What is charged for, by type."""

FREE: frozenset[str] = frozenset(type_ for service in _SERVICES for type_ in service.FREE)
"""The types that AWS charges nothing for."""

ASKED: tuple[str, ...] = tuple(sorted({key for service in (*_SERVICES, commitments) for key in service.PRICES}))
"""The keys of the price book that a rule can ask for; with * for those that hold a size."""
