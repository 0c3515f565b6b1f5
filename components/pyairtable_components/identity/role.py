"""What every IAM role of the platform is: named, tagged, bounded."""

from pulumi import Input, Output, ResourceOptions
from pulumi_aws import iam

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.identity.policy import Statement, document
from pyairtable_components.vocabulary import physical_name


class Role(Component, token="pyairtable:identity:Role"):
    """An IAM role within the permissions boundary of its context, and an inline policy where there is a statement.

    The one place where a role is made: `ServiceRole` and `GithubRole` say who may assume it.

    Args:
        name: Logical name; also the last part of the role's physical name.
        context: What holds for the stack.
        trusted: Who may assume it.
        statements: What the role may do.
        service: The service of the platform that the role belongs to, for the tags.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        context: Context,
        *,
        trusted: Statement,
        statements: tuple[Statement, ...],
        service: str = "shared",
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts, service=service)
        role = iam.Role(
            name,
            name=role_name(name, context),
            assume_role_policy=document(trusted),
            permissions_boundary=context.permissions_boundary,
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
