"""What puts an environment to sleep when it is over its budget."""

from pulumi import Input, Output, ResourceOptions
from pulumi_aws import lambda_, sns

from pyairtable_components.budgets.capacity_grants import capacity_grants, parameter_name
from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.ecs.refs import ClusterRefs
from pyairtable_components.functions.function import Function
from pyairtable_components.hours.refs import ScheduleRefs
from pyairtable_components.identity.policy import Statement, allow
from pyairtable_components.observability.alert_topic import AlertTopic

HANDLER = "pyairtable_components.functions.sleep.handler"


class AutomaticStop(Component, token="pyairtable:budgets:AutomaticStop"):
    """A topic whose messages put the environment to sleep: no task of its services runs, and its databases stop.

    Budgets' own actions cannot stop ECS
    (https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-controls.html), so a function does it. It
    remembers what the services were in an SSM parameter; the event `{"action": "wake"}` gives it back. Until then the
    hours of the environment wake nothing either.

    Creates: the topic, its subscription, and the function with all that belongs to it. It costs the function's two
    alarms.

    Args:
        name: Logical name; also the name of the function.
        context: What holds for the stack.
        cluster: The ECS cluster; services without the environment's tag are left alone.
        key_arn: KMS key of the topic and of the log group.
        schedules: What would start a database in the morning; it is switched off meanwhile.
        alarm_topic_arn: Who hears when the function fails.
        opts: Resource options.

    Raises:
        ValueError: The environment is of stage prod, which never sleeps.
    """

    def __init__(
        self,
        name: str,
        context: Context,
        *,
        cluster: ClusterRefs,
        key_arn: Input[str],
        schedules: ScheduleRefs | None = None,
        alarm_topic_arn: Input[str] | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        if context.stage == "prod":
            raise ValueError(
                f"{context.environment} is a prod environment, and those never sleep. "
                "For example: budget: {monthly_usd: 395} without stop_at_percent"
            )
        super().__init__(f"{name}-stop", context, opts)
        topic = AlertTopic(f"{name}-requests", context, key_arn=key_arn, opts=self.own())
        parameter = parameter_name(context, name)
        instances, clusters = context.arn("rds", "db:*"), context.arn("rds", "cluster:*")
        ours = {"StringEquals": {"aws:ResourceTag/Environment": context.environment}}
        function = Function(
            name,
            context,
            handler=HANDLER,
            description="Puts the environment to sleep, and wakes it.",
            statements=(
                *capacity_grants(context, cluster, parameter, listing=True),
                allow("rds:DescribeDBInstances", on=[instances]),
                allow("rds:StartDBInstance", "rds:StopDBInstance", on=[instances], when=ours),
                allow("rds:DescribeDBClusters", on=[clusters]),
                allow("rds:StartDBCluster", "rds:StopDBCluster", on=[clusters], when=ours),
                *_switching(context, schedules),
            ),
            environment={
                "CLUSTER": cluster.name,
                "ENVIRONMENT": context.environment,
                "PARAMETER": parameter,
                "STAGE": context.stage,
                **({"SCHEDULES": ",".join(schedules.names)} if schedules else {}),
            },
            timeout=300,
            log_key_arn=key_arn,
            alarm_topic_arn=alarm_topic_arn,
            opts=self.own(),
        )
        admitted = lambda_.Permission(
            f"{name}-requests",
            region=context.region,
            statement_id="Budget",
            action="lambda:InvokeFunction",
            function=function.arn,
            principal="sns.amazonaws.com",
            source_arn=topic.arn,
            opts=self.own(),
        )
        sns.TopicSubscription(
            f"{name}-requests",
            region=context.region,
            topic=topic.arn,
            protocol="lambda",
            endpoint=Output.all(function.arn, admitted.id).apply(lambda both: str(both[0])),
            opts=self.own(),
        )
        self.topic_arn: Output[str] = topic.arn
        self.function_name = function.function_name
        self.register_outputs({"topicArn": self.topic_arn, "functionName": self.function_name})


def _switching(context: Context, schedules: ScheduleRefs | None) -> tuple[Statement, ...]:
    """Switch schedules off and on. An update hands the schedule its role again.

    https://docs.aws.amazon.com/scheduler/latest/UserGuide/security_iam_id-based-policies.html
    """
    if schedules is None:
        return ()
    arns = [context.arn("scheduler", f"schedule/default/{name}") for name in schedules.names]
    return (
        allow("scheduler:GetSchedule", "scheduler:UpdateSchedule", on=arns),
        allow(
            "iam:PassRole",
            on=[schedules.role_arn],
            when={"StringEquals": {"iam:PassedToService": "scheduler.amazonaws.com"}},
        ),
    )
