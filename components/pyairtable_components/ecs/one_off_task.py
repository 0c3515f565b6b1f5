"""A task that runs once when it is started."""

from collections.abc import Mapping

from pulumi import Input, Output, ResourceOptions

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.ecs.task import EcsTask
from pyairtable_components.identity.policy import Statement
from pyairtable_components.network.refs import NetworkRefs
from pyairtable_components.secrets.refs import SecretReading
from pyairtable_components.workload.service import TaskSpec


class OneOffTask(Component, token="pyairtable:ecs:OneOffTask"):
    """A task that a release starts and waits for, for example a database migration. Nothing runs until then.

    Creates what the task needs (see `EcsTask`). `run_with` is what `aws ecs run-task` wants: the definition, the
    subnets, the security group, and whether the task gets a public address.

    Args:
        name: Logical name and the container's name.
        spec: What runs; it has no schedule.
        context: What holds for the stack.
        network: Where the task stands.
        log_key_arn: KMS key of the log group.
        environment: More plain variables, which the graph decides.
        grants: What the code in the container may do.
        secrets: Secrets that the graph decides, read as the task starts.
        opts: Resource options.

    Raises:
        ValueError: The spec has a schedule.
    """

    def __init__(
        self,
        name: str,
        spec: TaskSpec,
        context: Context,
        *,
        network: NetworkRefs,
        log_key_arn: Input[str] | None = None,
        environment: Mapping[str, Input[str]] | None = None,
        grants: tuple[Statement, ...] = (),
        secrets: SecretReading | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts, service=name)
        if spec.schedule:
            raise ValueError(f"{name} has a schedule. For example: ScheduledTask instead of OneOffTask")
        task = EcsTask(
            name,
            spec,
            context,
            vpc_id=network.vpc_id,
            log_key_arn=log_key_arn,
            environment=environment,
            grants=grants,
            secrets=secrets,
            opts=self.own(),
        )
        self.security_group_id: Output[str] = task.security_group_id
        self.definition_arn: Output[str] = task.definition_arn
        self.run_with = {
            "definition_arn": task.definition_arn,
            "subnet_ids": network.task_subnet_ids,
            "security_group_id": task.security_group_id,
            "assign_public_ip": network.tasks_have_public_ip,
        }
        """What `aws ecs run-task` wants to know."""
        self.register_outputs(self.run_with)
