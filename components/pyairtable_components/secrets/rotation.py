"""Rotation of secrets by a function of ours."""

from collections.abc import Mapping

from pulumi import Input, ResourceOptions
from pulumi_aws import lambda_, secretsmanager, vpc

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.functions.function import Function
from pyairtable_components.identity.policy import Statement, allow
from pyairtable_components.identity.role import role_arn
from pyairtable_components.network.path import open_path
from pyairtable_components.secrets.access import READ, through_secrets_manager
from pyairtable_components.secrets.refs import SecretRefs
from pyairtable_components.secrets.rotators import Rotator
from pyairtable_components.secrets.spec import RotationRules

_MANAGER = "secretsmanager.amazonaws.com"


def rotation_role(name: str, context: Context) -> str:
    """The ARN of the role of the rotation called `name`, for the secrets that it reads."""
    return role_arn(f"rotation-{name}-function", context)


class SecretRotation(Component, token="pyairtable:secrets:Rotation"):
    """A function that rotates secrets of one kind, and the schedule of each.

    Creates: the function, which may read and write these secrets and do what its rotator asks for; the permission for
    Secrets Manager to invoke it; for each secret a rotation within hours after the scheduled time; rules that let the
    function reach its server and HTTPS, where it stands in a network. A secret without a value gets its first one
    as soon as it is made.

    https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html

    Args:
        name: Logical name; `rotation-NAME` is the function's.
        rules: When.
        context: What holds for the stack.
        rotator: How.
        secrets: The secrets by their path. Their policies must admit `rotation_role(name, context)`.
        log_key_arn: KMS key of the log group.
        alarm_topic_arn: Who hears of a rotation that fails.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        rules: RotationRules,
        context: Context,
        *,
        rotator: Rotator,
        secrets: Mapping[str, SecretRefs],
        log_key_arn: Input[str] | None = None,
        alarm_topic_arn: Input[str] | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(f"rotation-{name}", context, opts)
        self.function = Function(
            f"rotation-{name}",
            context,
            handler=rotator.handler,
            description=rotator.description,
            statements=(*_rotating(secrets, context), *rotator.statements),
            environment=rotator.environment,
            network=rotator.network,
            drivers=rotator.drivers,
            texts=rotator.texts,
            timeout=180,
            log_key_arn=log_key_arn,
            alarm_topic_arn=alarm_topic_arn,
            opts=self.own(),
        )
        # https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
        invocation = lambda_.Permission(
            f"rotation-{name}",
            region=context.region,
            function=self.function.arn,
            statement_id=context.name(f"rotation-{name}"),
            action="lambda:InvokeFunction",
            principal=_MANAGER,
            source_account=context.account_id,
            opts=self.own(),
        )
        paths = self._paths(name, rotator)
        for path, secret in secrets.items():
            secretsmanager.SecretRotation(
                path.replace("/", "-"),
                region=context.region,
                secret_id=secret.arn,
                rotation_lambda_arn=self.function.arn,
                rotation_rules={"schedule_expression": rules.schedule, "duration": f"{rules.window_hours}h"},
                rotate_immediately=True,
                opts=self.own(depends_on=[invocation, *paths]),
            )
        self.register_outputs({"functionArn": self.function.arn})

    def _paths(self, name: str, rotator: Rotator) -> list[vpc.SecurityGroupEgressRule | vpc.SecurityGroupIngressRule]:
        group = self.function.security_group_id
        if group is None or rotator.server is None:
            return []
        server, port = rotator.server
        https = vpc.SecurityGroupEgressRule(
            f"rotation-{name}-https",
            region=self.context.region,
            security_group_id=group,
            ip_protocol="tcp",
            from_port=443,
            to_port=443,
            cidr_ipv4="0.0.0.0/0",
            description="HTTPS: Secrets Manager",
            tags=self.tags(),
            opts=self.own(),
        )
        to_server = open_path(
            self,
            f"rotation-{name}-server",
            source=group,
            target=server,
            port=port,
            description="What it changes credentials of",
            at_target=f"Rotation of {name}",
        )
        return [https, *to_server]


def _rotating(secrets: Mapping[str, SecretRefs], context: Context) -> tuple[Statement, ...]:
    """https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html."""
    arns = [secret.arn for secret in secrets.values()]
    keys = list({id(secret.key_arn): secret.key_arn for secret in secrets.values()}.values())
    write = (
        "secretsmanager:DescribeSecret",
        "secretsmanager:PutSecretValue",
        "secretsmanager:UpdateSecretVersionStage",
    )
    return (
        allow(READ, *write, on=arns),
        allow("kms:Decrypt", "kms:GenerateDataKey", on=keys, when=through_secrets_manager(context)),
    )
