"""A Lambda function of ours."""

from collections.abc import Mapping, Sequence

from pulumi import Input, Output, ResourceOptions
from pulumi_aws import cloudwatch, ec2, lambda_, sqs

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.functions.package import package
from pyairtable_components.functions.schedule import FunctionSchedule, Timing
from pyairtable_components.identity.policy import Statement, allow
from pyairtable_components.identity.service_role import ServiceRole
from pyairtable_components.network.refs import NetworkRefs
from pyairtable_components.observability.log_group import LogGroup
from pyairtable_components.vocabulary import physical_name

PYTHON = "python3.13"
"""https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html: supported until June 2029."""
_FOURTEEN_DAYS = 14 * 24 * 3600


class Function(Component, token="pyairtable:functions:Function"):
    """A Lambda function in Python on ARM, with a role, a log group, a dead-letter queue and alarms of its own.

    Creates: the function; its role, which may write its own log group and queue and do what `statements` says; an
    encrypted SQS queue for events that failed twice; alarms on errors and on what waits in the queue; a schedule where
    one is given; a security group where it stands in a network.

    A function in a VPC never gets a public address: it reaches AWS through a NAT or through interface endpoints
    (https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html).

    Args:
        name: Logical name; also the last part of the function's name.
        context: What holds for the stack.
        handler: The module whose `handle(event, context)` is called, for example
            `pyairtable_components.functions.cost_optimizer.handler`.
        description: What it does, in a sentence.
        statements: What it may do.
        environment: Its variables. Never a credential.
        timing: When it runs by itself; by events only, unless given.
        network: Where it stands; in no VPC, unless given.
        drivers: Distributions that it needs and the runtime does not have.
        texts: Files beside its modules, by name; never a credential.
        timeout: Seconds; at most 900.
        memory: MiB.
        log_key_arn: KMS key of the log group.
        alarm_topic_arn: Who hears of errors; the alarms tell nobody, unless given.
        opts: Resource options.

    Raises:
        ValueError: The name is too long, or the handler imports what a function does not have.
    """

    def __init__(
        self,
        name: str,
        context: Context,
        *,
        handler: str,
        description: str,
        statements: tuple[Statement, ...] = (),
        environment: Mapping[str, Input[str]] | None = None,
        timing: Timing | None = None,
        network: NetworkRefs | None = None,
        drivers: Sequence[str] = (),
        texts: Mapping[str, str] | None = None,
        timeout: int = 60,
        memory: int = 256,
        log_key_arn: Input[str] | None = None,
        alarm_topic_arn: Input[str] | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        self.function_name = physical_name("Lambda function", context.name(name))
        logs = LogGroup(f"{name}-logs", context, path=f"functions/{name}", key_arn=log_key_arn, opts=self.own())
        self.dead_letters = self._queue(name)
        role = ServiceRole(
            f"{name}-function",
            context,
            principal="lambda.amazonaws.com",
            statements=(
                allow(
                    "logs:CreateLogStream",
                    "logs:PutLogEvents",
                    on=[logs.arn.apply(lambda arn: f"{arn}:log-stream:*")],
                ),
                allow("sqs:SendMessage", on=[self.dead_letters.arn]),
                *(_interfaces(context) if network else ()),
                *statements,
            ),
            opts=self.own(),
        )
        self.role_arn: Output[str] = role.arn
        self.security_group_id: Output[str] | None = self._security_group(name, network) if network else None
        function = lambda_.Function(
            name,
            region=context.region,
            name=self.function_name,
            description=description,
            runtime=PYTHON,
            architectures=["arm64"],
            handler=f"{handler}.handle",
            code=package(handler, drivers, texts),
            role=role.arn,
            timeout=timeout,
            memory_size=memory,
            environment={"variables": dict(environment)} if environment else None,
            vpc_config={"subnet_ids": network.private_subnet_ids, "security_group_ids": [self.security_group_id]}
            if network and self.security_group_id
            else None,
            dead_letter_config={"target_arn": self.dead_letters.arn},
            logging_config={"log_format": "JSON", "log_group": logs.group_name},
            tags=self.tags(),
            opts=self.own(),
        )
        self.arn: Output[str] = function.arn
        if timing:
            FunctionSchedule(
                name,
                timing,
                context,
                function_arn=function.arn,
                dead_letter_arn=self.dead_letters.arn,
                opts=self.own(),
            )
        self._alarms(name, alarm_topic_arn)
        self.register_outputs({"arn": self.arn, "name": self.function_name, "deadLetterArn": self.dead_letters.arn})

    def _queue(self, name: str) -> sqs.Queue:
        """Where an event lands that failed: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html."""
        return sqs.Queue(
            f"{name}-dead-letters",
            region=self.context.region,
            name=f"{self.function_name}-dead-letters",
            message_retention_seconds=_FOURTEEN_DAYS,
            sqs_managed_sse_enabled=True,
            tags=self.tags(),
            opts=self.own(),
        )

    def _security_group(self, name: str, network: NetworkRefs) -> Output[str]:
        group = ec2.SecurityGroup(
            f"{name}-function",
            region=self.context.region,
            name=f"{self.function_name}-function",
            description=f"Function {name}",
            vpc_id=network.vpc_id,
            tags=self.tags(Name=self.function_name),
            opts=self.own(),
        )
        return group.id

    def _alarms(self, name: str, topic_arn: Input[str] | None) -> None:
        """https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html."""
        actions = [topic_arn] if topic_arn is not None else None
        for suffix, what, namespace, metric, statistic, dimensions in (
            ("errors", "fails", "AWS/Lambda", "Errors", "Sum", {"FunctionName": self.function_name}),
            (
                "dead-letters",
                "has given up on an event",
                "AWS/SQS",
                "ApproximateNumberOfMessagesVisible",
                "Maximum",
                {"QueueName": self.dead_letters.name},
            ),
        ):
            cloudwatch.MetricAlarm(
                f"{name}-{suffix}-alarm",
                region=self.context.region,
                name=f"{self.function_name}-{suffix}",
                alarm_description=f"{self.function_name} {what}",
                namespace=namespace,
                metric_name=metric,
                statistic=statistic,
                dimensions=dimensions,
                comparison_operator="GreaterThanThreshold",
                threshold=0,
                period=300,
                evaluation_periods=1,
                treat_missing_data="notBreaching",
                alarm_actions=actions,
                tags=self.tags(),
                opts=self.own(),
            )


def _interfaces(context: Context) -> tuple[Statement, ...]:
    """What Lambda needs to put the function into a VPC.

    https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
    """
    return (
        allow(
            "ec2:AssignPrivateIpAddresses",
            "ec2:CreateNetworkInterface",
            "ec2:DeleteNetworkInterface",
            "ec2:UnassignPrivateIpAddresses",
            on=[context.arn("ec2", "*/*")],
        ),
        allow("ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", on=["*"]),
    )
