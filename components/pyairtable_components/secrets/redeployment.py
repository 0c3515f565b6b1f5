"""Readers of a rotated secret are deployed again."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pulumi import Input, Output, ResourceOptions
from pulumi_aws import cloudwatch, lambda_

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.functions.function import Function
from pyairtable_components.identity.policy import allow
from pyairtable_components.secrets.store import secret_name

_HANDLER = "pyairtable_components.functions.rotation.redeploy_handler"


class RotationRedeployment(Component, token="pyairtable:secrets:Redeployment"):
    """A function that deploys the readers of a secret again when a rotation has made another value the current one.

    ECS reads secrets when a task starts, and then no more. Secrets Manager itself tells EventBridge that the label
    AWSCURRENT has moved, so no trail is needed; `RotationSucceeded` would come through one only
    (https://docs.aws.amazon.com/secretsmanager/latest/userguide/monitoring-eventbridge.html). The function that rotates
    stays without any right on ECS. A forced deployment changes nothing that a program says, so no apply
    undoes it (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html).

    Args:
        name: Logical name; also the last part of the function's name.
        context: What holds for the stack.
        cluster_name: The ECS cluster.
        readers: Names of ECS services by the full name of the secret that they read.
        log_key_arn: KMS key of the log group.
        alarm_topic_arn: Who hears of a failure.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        context: Context,
        *,
        cluster_name: Input[str],
        readers: Mapping[str, Sequence[str]],
        log_key_arn: Input[str] | None = None,
        alarm_topic_arn: Input[str] | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        services = sorted({service for each in readers.values() for service in each})
        prefix = Output.from_input(cluster_name).apply(lambda cluster: context.arn("ecs", f"service/{cluster}"))
        function = Function(
            name,
            context,
            handler=_HANDLER,
            description="Deploys the readers of a rotated secret again",
            statements=(allow("ecs:UpdateService", on=[Output.concat(prefix, "/", service) for service in services]),),
            environment={"CLUSTER": cluster_name, "READERS": json.dumps(readers, sort_keys=True)},
            log_key_arn=log_key_arn,
            alarm_topic_arn=alarm_topic_arn,
            opts=self.own(),
        )
        rule = cloudwatch.EventRule(
            name,
            region=context.region,
            name=context.name(name),
            description="A secret has another value",
            event_pattern=json.dumps(_renewed(context), sort_keys=True),
            tags=self.tags(),
            opts=self.own(),
        )
        permission = lambda_.Permission(
            name,
            region=context.region,
            function=function.arn,
            statement_id=context.name(name),
            action="lambda:InvokeFunction",
            principal="events.amazonaws.com",
            source_arn=rule.arn,
            opts=self.own(),
        )
        cloudwatch.EventTarget(
            name,
            region=context.region,
            rule=rule.name,
            target_id=context.name(name),
            arn=function.arn,
            opts=self.own(depends_on=[permission]),
        )
        self.register_outputs({"functionArn": function.arn})


def _renewed(context: Context) -> dict[str, Any]:
    """A secret of this environment has another current value.

    https://docs.aws.amazon.com/secretsmanager/latest/userguide/event-detail-secret-label-updated-secretsmanager.html
    """
    return {
        "source": ["aws.secretsmanager"],
        "detail-type": ["Secret Label Updated"],
        "detail": {"labelUpdated": ["AWSCURRENT"], "name": [{"prefix": secret_name("", context)}]},
    }
