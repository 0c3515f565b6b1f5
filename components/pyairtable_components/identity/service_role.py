"""The IAM role of an AWS service."""

from pulumi import Input, Output, ResourceOptions
from pulumi_aws import iam

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.identity.policy import Conditions, Statement, document, trust
from pyairtable_components.vocabulary import physical_name

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


class ServiceRole(Component, token="pyairtable:identity:ServiceRole"):
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
        super().__init__(name, context, opts, service=service)
        ours: Conditions = {}
        if principal not in WITHOUT_SOURCE_ACCOUNT:
            ours = {"StringEquals": {"aws:SourceAccount": context.account_id}}
        role = iam.Role(
            name,
            name=role_name(name, context),
            assume_role_policy=document(trust(principal, when=ours)),
            tags=self.tags(),
            opts=self.own(),
        )
        self.arn: Output[str] = role.arn
        self.role_name: Output[str] = role.name
        if statements:
            policy: Input[str] = document(*statements)
            granted = iam.RolePolicy(name, name="grants", role=role.name, policy=policy, opts=self.own())
            # Whoever uses the ARN waits until the role can do its work.
            self.arn = Output.all(role.arn, granted.id).apply(lambda both: str(both[0]))
        self.register_outputs({"arn": self.arn})


def role_name(name: str, context: Context) -> str:
    """The physical name of the role with this logical name; outside us-east-1 the region keeps two regions apart."""
    elsewhere = () if context.region == "us-east-1" else (context.region,)
    return physical_name("IAM role", context.name(name, *elsewhere))


def role_arn(name: str, context: Context) -> str:
    """The ARN that the role with this logical name has or will have, for a condition that must not wait for it."""
    return f"arn:{context.partition}:iam::{context.account_id}:role/{role_name(name, context)}"
