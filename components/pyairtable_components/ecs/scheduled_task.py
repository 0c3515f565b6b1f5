"""A task that runs on a schedule."""

from collections.abc import Mapping

from pulumi import Input, Output, ResourceOptions
from pulumi_aws import scheduler

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.ecs.placement import Strategy
from pyairtable_components.ecs.refs import ClusterRefs
from pyairtable_components.ecs.service import capacity_providers
from pyairtable_components.ecs.task import TASKS, EcsTask
from pyairtable_components.identity.policy import Statement, allow
from pyairtable_components.identity.service_role import ServiceRole
from pyairtable_components.network.refs import NetworkRefs
from pyairtable_components.secrets.refs import SecretReading
from pyairtable_components.vocabulary import physical_name
from pyairtable_components.workload.service import TaskSpec


class ScheduledTask(Component, token="pyairtable:ecs:ScheduledTask"):
    """A task that EventBridge Scheduler starts.

    Creates: what the task needs (see `EcsTask`); a schedule; a role that may start and tag this one task in this one
    cluster (https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html).

    Args:
        name: Logical name and the container's name.
        spec: What runs, and when.
        context: What holds for the stack.
        cluster: Where it runs.
        network: Where the task stands.
        log_key_arn: KMS key of the log group.
        environment: More plain variables, which the graph decides.
        grants: What the code in the container may do.
        secrets: Secrets that the graph decides, read as the task starts.
        opts: Resource options.

    Raises:
        ValueError: The spec has no schedule.
    """

    def __init__(
        self,
        name: str,
        spec: TaskSpec,
        context: Context,
        *,
        cluster: ClusterRefs,
        network: NetworkRefs,
        log_key_arn: Input[str] | None = None,
        environment: Mapping[str, Input[str]] | None = None,
        grants: tuple[Statement, ...] = (),
        secrets: SecretReading | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts, service=name)
        if not spec.schedule:
            raise ValueError(f"{name} has no schedule. For example: schedule: cron(0 3 * * ? *)")
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
        definitions = context.arn("ecs", f"task-definition/{task.family}:*")
        role = ServiceRole(
            f"{name}-schedule",
            context,
            principal="scheduler.amazonaws.com",
            statements=(
                allow("ecs:RunTask", on=[definitions], when={"ArnEquals": {"ecs:cluster": cluster.arn}}),
                allow("iam:PassRole", on=task.role_arns, when={"StringEquals": {"iam:PassedToService": TASKS}}),
                # The task gets the definition's tags as it starts.
                # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html
                allow(
                    "ecs:TagResource",
                    on=[Output.concat(context.arn("ecs", "task/"), cluster.name, "/*")],
                    when={"StringEquals": {"ecs:CreateAction": ["RunTask"]}},
                ),
            ),
            service=name,
            opts=self.own(),
        )
        strategy = Strategy(0, 1) if spec.runs_on_spot else Strategy(1, 0)
        scheduler.Schedule(
            name,
            region=context.region,
            name=physical_name("scheduler", context.name(name)),
            schedule_expression=spec.schedule,
            schedule_expression_timezone=spec.time_zone,
            flexible_time_window={"mode": "OFF"},
            target={
                "arn": cluster.arn,
                "role_arn": role.arn,
                "ecs_parameters": {
                    "task_definition_arn": task.definition_arn,
                    "task_count": 1,
                    "capacity_provider_strategies": capacity_providers(strategy),
                    "network_configuration": {
                        "subnets": network.task_subnet_ids,
                        "security_groups": [task.security_group_id],
                        "assign_public_ip": network.tasks_have_public_ip,
                    },
                    "propagate_tags": "TASK_DEFINITION",
                },
                "retry_policy": {"maximum_retry_attempts": 2, "maximum_event_age_in_seconds": 3600},
            },
            opts=self.own(),
        )
        self.security_group_id: Output[str] = task.security_group_id
        self.register_outputs({"family": task.family, "securityGroupId": task.security_group_id})
