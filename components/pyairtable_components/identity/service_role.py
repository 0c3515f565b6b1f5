"""The IAM role of an AWS service."""

from pulumi import ResourceOptions

from pyairtable_components.context import Context
from pyairtable_components.identity.policy import Conditions, Statement, trust
from pyairtable_components.identity.role import Role

WITHOUT_SOURCE_ACCOUNT = {
    # https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html
    "cloudtrail.amazonaws.com",
    "ec2.amazonaws.com",
    # https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates-create-iam.html
    "ecr.amazonaws.com",
    # https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-iam-setup.html
    "rds.amazonaws.com",
}
"""Principals that assume a role for a resource of this account only, and send no `aws:SourceAccount`."""


class ServiceRole(Role, token="pyairtable:identity:ServiceRole"):
    """An IAM role that one AWS service may assume, with exactly the statements given.

    Creates: the role, and an inline policy where there is a statement. The trust policy admits the service for
    this account only (https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html).

    Args:
        name: Logical name; also the last part of the role's physical name.
        context: What holds for the stack.
        principal: The AWS service, for example `ecs-tasks.amazonaws.com`.
        statements: What the role may do.
        service: The service of the platform that the role belongs to, for the tags.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        context: Context,
        *,
        principal: str,
        statements: tuple[Statement, ...] = (),
        service: str = "shared",
        opts: ResourceOptions | None = None,
    ) -> None:
        ours: Conditions = {}
        if principal not in WITHOUT_SOURCE_ACCOUNT:
            ours = {"StringEquals": {"aws:SourceAccount": context.account_id}}
        super().__init__(
            name, context, trusted=trust(principal, when=ours), statements=statements, service=service, opts=opts
        )
