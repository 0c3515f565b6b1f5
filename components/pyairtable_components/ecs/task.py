"""What a task needs to run: its definition, two roles, a security group and a log group."""

import re
from collections.abc import Mapping

from pulumi import Input, Output, ResourceOptions
from pulumi_aws import ec2, ecs, vpc

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.ecs.container_definition import container_definitions
from pyairtable_components.identity.policy import Statement, allow
from pyairtable_components.identity.service_role import ServiceRole
from pyairtable_components.observability.log_group import LogGroup
from pyairtable_components.registry.access import FETCH, PULL
from pyairtable_components.secrets.refs import SecretReading
from pyairtable_components.vocabulary.image import ecr_repository_arn, is_cached
from pyairtable_components.workload.container import ContainerSpec
from pyairtable_components.workload.service import ServiceSpec

TASKS = "ecs-tasks.amazonaws.com"


class EcsTask(Component, token="pyairtable:ecs:Task"):
    """A Fargate task definition with one container, and all that the task alone may use.

    Creates: a security group that admits nobody and lets HTTPS out; a log group; the execution role, which may pull
    this one image, write this one log group and read the secrets of the spec; the task role, which may do what
    `grants` says; the task definition (non-root, read-only root file system, tmpfs for the writable paths, an init
    process, `stopTimeout`).

    Args:
        name: Logical name; also the family of the definition.
        spec: What runs.
        context: What holds for the stack.
        vpc_id: Where the security group stands.
        log_key_arn: KMS key of the log group.
        environment: More plain variables, which the graph decides.
        grants: What the code in the container may do.
        secrets: Secrets that the graph decides, read as the task starts.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        spec: ContainerSpec,
        context: Context,
        *,
        vpc_id: Input[str],
        log_key_arn: Input[str] | None = None,
        environment: Mapping[str, Input[str]] | None = None,
        grants: tuple[Statement, ...] = (),
        secrets: SecretReading | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(f"{name}-task", context, opts, service=name)
        exec_allowed = isinstance(spec, ServiceSpec) and spec.runtime.execute_command
        logs = LogGroup(
            f"{name}-logs", context, path=f"services/{name}", key_arn=log_key_arn, service=name, opts=self.own()
        )
        execution = ServiceRole(
            f"{name}-execution",
            context,
            principal=TASKS,
            statements=(*_execution_grants(spec, context, logs.arn), *(secrets.grants if secrets else ())),
            service=name,
            opts=self.own(),
        )
        own_role = ServiceRole(
            f"{name}-task",
            context,
            principal=TASKS,
            statements=(*grants, *_EXECUTE_COMMAND) if exec_allowed else grants,
            service=name,
            opts=self.own(),
        )
        definition = ecs.TaskDefinition(
            name,
            region=context.region,
            family=context.name(name),
            cpu=str(spec.cpu),
            memory=str(spec.memory),
            network_mode="awsvpc",
            requires_compatibilities=["FARGATE"],
            runtime_platform={"operating_system_family": "LINUX", "cpu_architecture": spec.architecture},
            execution_role_arn=execution.arn,
            task_role_arn=own_role.arn,
            container_definitions=container_definitions(
                name,
                spec,
                log_group=logs.group_name,
                region=context.region,
                environment=environment or {},
                secrets=secrets.variables if secrets else None,
                writable_root=exec_allowed,
            ),
            tags=self.tags(),
            opts=self.own(),
        )
        self.security_group_id = self._security_group(name, vpc_id)
        self.definition_arn: Output[str] = definition.arn
        self.family = context.name(name)
        self.role_arns: tuple[Output[str], Output[str]] = (execution.arn, own_role.arn)
        """Execution role and task role: what a starter of the task must be allowed to pass."""
        self.register_outputs({"definitionArn": definition.arn, "securityGroupId": self.security_group_id})

    def _security_group(self, name: str, vpc_id: Input[str]) -> Output[str]:
        group = ec2.SecurityGroup(
            name,
            region=self.context.region,
            name=self.context.name(name),
            description=f"Tasks of {name}",
            vpc_id=vpc_id,
            tags=self.tags(Name=self.context.name(name)),
            opts=self.own(),
        )
        vpc.SecurityGroupEgressRule(
            f"{name}-https",
            region=self.context.region,
            security_group_id=group.id,
            ip_protocol="tcp",
            from_port=443,
            to_port=443,
            cidr_ipv4="0.0.0.0/0",
            description="HTTPS: registries, AWS, outside APIs",
            tags=self.tags(),
            opts=self.own(),
        )
        return group.id


# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions
_EXECUTE_COMMAND = (
    allow(
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
        on=["*"],
    ),
)


def _execution_grants(spec: ContainerSpec, context: Context, log_group_arn: Output[str]) -> tuple[Statement, ...]:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html."""
    grants = [
        allow("logs:CreateLogStream", "logs:PutLogEvents", on=[log_group_arn.apply(lambda arn: f"{arn}:log-stream:*")])
    ]
    repository = ecr_repository_arn(spec.image, context.partition)
    if repository:
        pull = (*PULL, *FETCH) if is_cached(spec.image) else PULL
        grants += [allow("ecr:GetAuthorizationToken", on=["*"]), allow(*pull, on=[repository])]
    arns = sorted({*spec.secrets.values(), *([spec.pull_secret] if spec.pull_secret else [])})
    parameters = [arn for arn in arns if arn.split(":")[2] == "ssm"]
    secrets = {whole for arn in arns if arn not in parameters for whole in _secret_arns(arn)}
    if secrets:
        grants.append(allow("secretsmanager:GetSecretValue", on=sorted(secrets)))
    if parameters:
        grants.append(allow("ssm:GetParameters", on=parameters))
    return tuple(grants)


def _secret_arns(reference: str) -> list[str]:
    """The ARN of the secret that `reference` names, as a policy has to name it.

    A reference may go on with a JSON key, a stage and a version, which are no part of the ARN; and it may leave out the
    six random characters with which every ARN of a secret ends. Six small letters may be the end of a name: then both.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
    https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
    """
    arn = ":".join(reference.split(":")[:7])
    return [arn] if _WHOLE_SECRET.search(arn) else [arn, f"{arn}-??????"]


_WHOLE_SECRET = re.compile(r"-(?=[a-z]{0,5}[A-Z0-9])[A-Za-z0-9]{6}$")
