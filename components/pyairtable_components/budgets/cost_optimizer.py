"""What looks for savings in an environment."""

from collections.abc import Mapping
from decimal import Decimal

from pulumi import Input, Output, ResourceOptions

from pyairtable_components.budgets.capacity_grants import capacity_grants, parameter_name
from pyairtable_components.budgets.grants import COST_EXPLORER, publishing, recommendations
from pyairtable_components.budgets.optimizer_spec import OptimizerSpec
from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.data.refs import BucketRefs
from pyairtable_components.ecs.refs import ClusterRefs
from pyairtable_components.functions.cost_optimizer.core import NAMESPACE
from pyairtable_components.functions.function import Function
from pyairtable_components.functions.schedule import FunctionSchedule, Timing
from pyairtable_components.identity.policy import allow
from pyairtable_components.workload.service import ServiceSpec

HANDLER = "pyairtable_components.functions.cost_optimizer.handler"


def namespace(context: Context) -> str:
    """The namespace of the metrics about costs, the same for all environments of a project."""
    return f"{context.project}/{NAMESPACE}"


class CostOptimizer(Component, token="pyairtable:budgets:CostOptimizer"):
    """A function that reports every day what an environment spends and could save, and makes services smaller at night.

    It reads Cost Explorer (at most three calls of $0.01 a day), Compute Optimizer and Cost Optimization Hub. The latter
    are free and must be opted into; one that does not answer is named in the report. Findings go to the topic, to
    CloudWatch metrics, and to a bucket where there is one.

    At night each service of the spec has one task, and in the morning what it had before, from an SSM parameter. Its
    role reaches no other service, and none without the environment's tag. Unless the spec says `apply`, it only tells.
    Services are unmarked by day: who is not marked any more in the morning is not given back.

    Creates: the function with all that belongs to it, and its schedules. It costs the function's two alarms.

    Args:
        name: Logical name; also the name of the function.
        spec: When, and what.
        context: What holds for the stack.
        cluster: The ECS cluster of the services.
        services: All services of the environment, by name.
        service_names: How ECS calls each.
        monthly_usd: The environment's budget, which goes to the metrics too.
        topic_arn: Who is told.
        key_arn: KMS key of the topic and of the log group.
        bucket: Where findings are kept.
        opts: Resource options.

    Raises:
        ValueError: A service of the night is critical, or there is none of that name.
    """

    def __init__(
        self,
        name: str,
        spec: OptimizerSpec,
        context: Context,
        *,
        cluster: ClusterRefs,
        services: Mapping[str, ServiceSpec],
        service_names: Mapping[str, Input[str]],
        monthly_usd: Decimal,
        topic_arn: Input[str],
        key_arn: Input[str],
        bucket: BucketRefs | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        for service in spec.night.services:
            if service not in services or services[service].criticality == "critical":
                what = "is critical" if service in services else "is no service here"
                raise ValueError(
                    f"{service} {what}, so it cannot be smaller at night. For example: night: {{services: []}}"
                )
        super().__init__(name, context, opts)
        parameter = parameter_name(context, "night")
        marked = [service_names[service] for service in spec.night.services]
        function = Function(
            name,
            context,
            handler=HANDLER,
            description="Reports what could be saved, and makes services smaller at night.",
            statements=(
                COST_EXPLORER,
                *recommendations(context),
                *publishing(topic_arn, key_arn, bucket),
                allow(
                    "cloudwatch:PutMetricData",
                    on=["*"],
                    when={"StringEquals": {"cloudwatch:namespace": namespace(context)}},
                ),
                *(capacity_grants(context, cluster, parameter, only=marked) if marked else ()),
            ),
            environment={
                "APPLY": "true" if spec.apply else "false",
                "BUCKET": bucket.name if bucket else "",
                "BUDGET_USD": f"{monthly_usd:f}",
                "CLUSTER": cluster.name,
                "ENVIRONMENT": context.environment,
                "NAMESPACE": namespace(context),
                "NIGHT_SERVICES": Output.all(*marked).apply(",".join),
                "PARAMETER": parameter,
                "TOPIC": topic_arn,
            },
            timeout=300,
            log_key_arn=key_arn,
            alarm_topic_arn=topic_arn,
            opts=self.own(),
        )
        schedules = [("report", spec.schedule, 30)]
        if marked:
            schedules += [("down", spec.night.begins, 0), ("back", spec.night.ends, 0)]
        for action, expression, jitter in schedules:
            FunctionSchedule(
                f"{name}-{action}",
                Timing(schedule=expression, time_zone=spec.time_zone, jitter_minutes=jitter),
                context,
                function_arn=function.arn,
                dead_letter_arn=function.dead_letters.arn,
                event={"action": action},
                opts=self.own(),
            )
        self.register_outputs({"functionName": function.function_name})
