"""Autoscaling of an ECS service."""

from pulumi import Input, Output, ResourceOptions
from pulumi_aws import appautoscaling

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.hours.refs import ScaledRefs
from pyairtable_components.workload.service import ServiceSpec


class CpuAutoscaling(Component, token="pyairtable:ecs:CpuAutoscaling"):
    """Target tracking on the average CPU of a service, between its minimum and maximum of tasks.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html

    Args:
        name: The service's logical name.
        spec: Its replicas and its CPU target.
        context: What holds for the stack.
        cluster_name: The cluster.
        service_name: The service.
        sleeps: Whether schedules change the minimum and the maximum: then that is no drift, and what the spec says
            takes effect as the service wakes.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        spec: ServiceSpec,
        context: Context,
        *,
        cluster_name: Input[str],
        service_name: Input[str],
        sleeps: bool = False,
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(f"{name}-scaling", context, opts, service=name)
        target = appautoscaling.Target(
            name,
            region=context.region,
            service_namespace="ecs",
            scalable_dimension="ecs:service:DesiredCount",
            resource_id=Output.concat("service/", cluster_name, "/", service_name),
            min_capacity=spec.replicas.minimum,
            max_capacity=spec.replicas.maximum,
            tags=self.tags(),
            opts=self.own(ignore_changes=["minCapacity", "maxCapacity"]) if sleeps else self.own(),
        )
        policy = appautoscaling.Policy(
            f"{name}-cpu",
            region=context.region,
            name=context.name(name, "cpu"),
            policy_type="TargetTrackingScaling",
            service_namespace=target.service_namespace,
            scalable_dimension=target.scalable_dimension,
            resource_id=target.resource_id,
            target_tracking_scaling_policy_configuration={
                "predefined_metric_specification": {"predefined_metric_type": "ECSServiceAverageCPUUtilization"},
                "target_value": spec.runtime.scaling.target_percent,
                "scale_in_cooldown": spec.runtime.scaling.scale_in_cooldown,
                "scale_out_cooldown": spec.runtime.scaling.scale_out_cooldown,
            },
            opts=self.own(),
        )
        self.schedulable = ScaledRefs(
            name,
            target.service_namespace,
            target.scalable_dimension,
            target.resource_id,
            spec.replicas.minimum,
            spec.replicas.maximum,
            after=policy,
        )
        """What puts the service to sleep, and wakes it."""
        self.register_outputs({"resourceId": target.resource_id})
