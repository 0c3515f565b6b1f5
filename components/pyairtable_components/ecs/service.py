"""A service on ECS."""

from collections.abc import Mapping
from typing import Any

from pulumi import Input, Output, ResourceOptions
from pulumi_aws import cloudwatch, ecs, servicediscovery

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.ecs.placement import Strategy
from pyairtable_components.ecs.refs import ClusterRefs, TargetRefs
from pyairtable_components.ecs.scaling import CpuAutoscaling
from pyairtable_components.ecs.task import EcsTask
from pyairtable_components.identity.policy import Statement
from pyairtable_components.network.refs import NetworkRefs
from pyairtable_components.secrets.refs import SecretReading
from pyairtable_components.vocabulary import physical_name
from pyairtable_components.workload.service import ServiceSpec


class EcsService(Component, token="pyairtable:ecs:Service"):
    """A long-running service on Fargate.

    Creates: what its task needs (see `EcsTask`); a DNS name in the cluster's namespace; the service, spread over the
    zones, with a circuit breaker that rolls a bad deployment back; CPU target tracking between minimum and maximum; an
    alarm that rolls a deployment back (server errors where a load balancer stands before it, memory else).

    The number of running tasks belongs to autoscaling: a change of it is no drift.

    Args:
        name: Logical name, the container's name, and the DNS name.
        spec: What runs, how many, who calls.
        context: What holds for the stack.
        cluster: The cluster.
        network: Where tasks stand.
        strategy: The capacity providers; only FARGATE, unless given. `split()` computes one for each service.
        target: The target group that the load balancer sends to, for an exposed service.
        log_key_arn: KMS key of the log group.
        environment: More plain variables, which the graph decides.
        grants: What the code in the container may do.
        secrets: Secrets that the graph decides, read as a task starts.
        sleeps: Whether schedules change its minimum and maximum; see `CpuAutoscaling`.
        opts: Resource options.

    Raises:
        ValueError: There is a target, and no port.
    """

    def __init__(
        self,
        name: str,
        spec: ServiceSpec,
        context: Context,
        *,
        cluster: ClusterRefs,
        network: NetworkRefs,
        strategy: Strategy | None = None,
        target: TargetRefs | None = None,
        log_key_arn: Input[str] | None = None,
        environment: Mapping[str, Input[str]] | None = None,
        grants: tuple[Statement, ...] = (),
        secrets: SecretReading | None = None,
        sleeps: bool = False,
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts, service=name)
        if target and spec.port is None:
            raise ValueError(f"{name} stands behind a load balancer and has no port. For example: port: 8000")
        self.spec = spec
        self.cluster = cluster
        port = {"PORT": str(spec.port)} if spec.port is not None else {}
        task = EcsTask(
            name,
            spec,
            context,
            vpc_id=network.vpc_id,
            log_key_arn=log_key_arn,
            environment={**port, **(environment or {})},
            grants=grants,
            secrets=secrets,
            opts=self.own(),
        )
        alarm = self._deployment_alarm(name, target)
        service = ecs.Service(
            name,
            region=context.region,
            name=physical_name("ECS service", context.name(name)),
            cluster=cluster.arn,
            task_definition=task.definition_arn,
            desired_count=spec.replicas.average,
            capacity_provider_strategies=capacity_providers(strategy or Strategy(1, 0)),
            platform_version="LATEST",
            # A changed strategy takes effect with a new deployment only.
            force_new_deployment=True,
            availability_zone_rebalancing="ENABLED",
            deployment_minimum_healthy_percent=100,
            deployment_maximum_percent=200,
            deployment_circuit_breaker={"enable": True, "rollback": True},
            alarms={"enable": True, "rollback": True, "alarm_names": [alarm.name]},
            health_check_grace_period_seconds=spec.health.start_period if target else None,
            network_configuration={
                "subnets": network.task_subnet_ids,
                "security_groups": [task.security_group_id],
                "assign_public_ip": network.tasks_have_public_ip,
            },
            load_balancers=self._load_balancers(name, target),
            service_registries=self._registry(name),
            enable_execute_command=spec.runtime.execute_command,
            enable_ecs_managed_tags=True,
            propagate_tags="SERVICE",
            tags=self.tags(),
            opts=self.own(ignore_changes=["desiredCount"]),
        )
        self.schedulable = CpuAutoscaling(
            name,
            spec,
            context,
            cluster_name=cluster.name,
            service_name=service.name,
            sleeps=sleeps,
            opts=self.own(),
        ).schedulable
        self.security_group_id: Output[str] = task.security_group_id
        self.service_name: Output[str] = service.name
        self.register_outputs({"serviceName": service.name, "securityGroupId": self.security_group_id})

    def _load_balancers(self, name: str, target: TargetRefs | None) -> list[ecs.ServiceLoadBalancerArgsDict] | None:
        if target is None or self.spec.port is None:
            return None
        return [{"target_group_arn": target.target_group_arn, "container_name": name, "container_port": self.spec.port}]

    def _registry(self, name: str) -> ecs.ServiceServiceRegistriesArgsDict | None:
        if self.cluster.namespace_id is None or self.spec.port is None:
            return None
        discovery = servicediscovery.Service(
            name,
            region=self.context.region,
            name=name,
            dns_config={
                "namespace_id": self.cluster.namespace_id,
                "routing_policy": "MULTIVALUE",
                "dns_records": [{"type": "A", "ttl": 10}],
            },
            # ECS tells Cloud Map which tasks are healthy; without this, DNS gives starting ones too.
            # https://docs.aws.amazon.com/cloud-map/latest/dg/services-health-checks.html
            health_check_custom_config={"failure_threshold": 1},
            force_destroy=True,
            tags=self.tags(),
            opts=self.own(),
        )
        return {"registry_arn": discovery.arn}

    def _deployment_alarm(self, name: str, target: TargetRefs | None) -> cloudwatch.MetricAlarm:
        signal: dict[str, Any]
        if target:
            # https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
            signal = {
                "namespace": "AWS/ApplicationELB",
                "metric_name": "HTTPCode_Target_5XX_Count",
                "dimensions": {"TargetGroup": target.target_group_suffix, "LoadBalancer": target.load_balancer_suffix},
                "statistic": "Sum",
                "threshold": 10,
                "alarm_description": f"Rolls a deployment of {name} back: more than 10 server errors a minute",
            }
        else:
            # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
            signal = {
                "namespace": "AWS/ECS",
                "metric_name": "MemoryUtilization",
                "dimensions": {"ClusterName": self.cluster.name, "ServiceName": self.context.name(name)},
                "statistic": "Maximum",
                "threshold": 95,
                "alarm_description": f"Rolls a deployment of {name} back: more than 95 percent of its memory in use",
            }
        return cloudwatch.MetricAlarm(
            f"{name}-deployment",
            region=self.context.region,
            name=self.context.name(name, "deployment"),
            **signal,
            comparison_operator="GreaterThanThreshold",
            period=60,
            evaluation_periods=3,
            datapoints_to_alarm=2,
            treat_missing_data="notBreaching",
            tags=self.tags(),
            opts=self.own(),
        )


def capacity_providers(strategy: Strategy) -> list[Any]:
    """`strategy` as ECS takes it; a provider with weight 0 is left out."""
    providers: list[Any] = []
    if strategy.on_demand_weight:
        providers.append({"capacity_provider": "FARGATE", "weight": strategy.on_demand_weight, "base": strategy.base})
    if strategy.spot_weight:
        providers.append({"capacity_provider": "FARGATE_SPOT", "weight": strategy.spot_weight})
    return providers
