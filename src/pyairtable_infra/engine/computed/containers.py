"""ECS, Cloud Map, Application Auto Scaling, EventBridge Scheduler."""

from collections.abc import Mapping

from pyairtable_infra.engine.computed.subject import Computed, Rule, Subject


def _cluster(subject: Subject) -> Computed:
    arn = subject.arn("ecs", f"cluster/{subject.name}")
    return Computed(arn, {"arn": arn, "name": subject.name})


def _service(subject: Subject) -> Computed:
    cluster = subject.text("cluster", "default").rsplit("/", 1)[-1]
    arn = subject.arn("ecs", f"service/{cluster}/{subject.name}")
    return Computed(arn, {"arn": arn, "name": subject.name})


def _task_definition(subject: Subject) -> Computed:
    family = subject.text("family")
    revision = subject.generation + 1
    arn = subject.arn("ecs", f"task-definition/{family}:{revision}")
    outputs = {"arn": arn, "arnWithoutRevision": arn.rpartition(":")[0], "revision": revision}
    return Computed(family, outputs)


def _namespace(subject: Subject) -> Computed:
    id_ = f"ns-{subject.hex(16)}"
    zone = f"Z{subject.hex(20, 'zone').upper()}"
    return Computed(id_, {"arn": subject.arn("servicediscovery", f"namespace/{id_}"), "hostedZone": zone})


def _discovery(subject: Subject) -> Computed:
    id_ = f"srv-{subject.hex(16)}"
    return Computed(id_, {"arn": subject.arn("servicediscovery", f"service/{id_}")})


def _scalable_target(subject: Subject) -> Computed:
    arn = subject.arn("application-autoscaling", f"scalable-target/{subject.hex(32)}")
    return Computed(subject.text("resourceId"), {"arn": arn, "roleArn": _scaling_role(subject)})


def _scaling_role(subject: Subject) -> str:
    path = "role/aws-service-role/ecs.application-autoscaling.amazonaws.com"
    return subject.arn("iam", f"{path}/AWSServiceRoleForApplicationAutoScaling_ECSService", region="")


def _scaling_policy(subject: Subject) -> Computed:
    arn = subject.arn("autoscaling", f"scalingPolicy:{_scaled(subject)}:policyName/{subject.name}")
    return Computed(subject.name, {"arn": arn, "name": subject.name})


def _scheduled_action(subject: Subject) -> Computed:
    arn = subject.arn("autoscaling", f"scheduledAction:{_scaled(subject)}:scheduledActionName/{subject.name}")
    id_ = f"{subject.name}-{subject.text('serviceNamespace')}-{subject.text('resourceId')}"
    return Computed(id_, {"arn": arn, "name": subject.name})


def _scaled(subject: Subject) -> str:
    """What belongs to a target, as an ARN names it."""
    return f"{subject.hex(32)}:resource/{subject.text('serviceNamespace')}/{subject.text('resourceId')}"


def _schedule(subject: Subject) -> Computed:
    group = subject.text("groupName", "default")
    arn = subject.arn("scheduler", f"schedule/{group}/{subject.name}")
    return Computed(f"{group}/{subject.name}", {"arn": arn, "name": subject.name})


RULES: Mapping[str, Rule] = {
    "aws:appautoscaling/policy:Policy": _scaling_policy,
    "aws:appautoscaling/scheduledAction:ScheduledAction": _scheduled_action,
    "aws:appautoscaling/target:Target": _scalable_target,
    "aws:ecs/cluster:Cluster": _cluster,
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": lambda s: Computed(s.text("clusterName")),
    "aws:ecs/service:Service": _service,
    "aws:ecs/taskDefinition:TaskDefinition": _task_definition,
    "aws:scheduler/schedule:Schedule": _schedule,
    "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": _namespace,
    "aws:servicediscovery/service:Service": _discovery,
}
