"""One region of an environment: everything between the internet and the data."""

import asyncio

import pulumi

from pyairtable_components.context import Context
from pyairtable_components.ecs.cluster import EcsCluster
from pyairtable_components.ecs.connections import ServiceConnections
from pyairtable_components.ecs.one_off_task import OneOffTask
from pyairtable_components.ecs.scheduled_task import ScheduledTask
from pyairtable_components.ecs.service import EcsService
from pyairtable_components.ecs.split import split
from pyairtable_components.encryption.key import EncryptionKey
from pyairtable_components.hours.refs import Schedulable
from pyairtable_components.loadbalancing.public_load_balancer import PublicLoadBalancer
from pyairtable_components.network.network import Network
from pyairtable_components.observability.alert_topic import SENDERS, AlertTopic
from pyairtable_components.workload.call_graph import Call, calls
from pyairtable_components.workload.service import TaskSpec
from pyairtable_infra.composition.data import DataStores
from pyairtable_infra.composition.secrets import Secrets
from pyairtable_infra.profile.hours import DATABASE, sleeps
from pyairtable_infra.profile.profile import EnvironmentProfile

INTERNET = "public"
"""The load balancer, as a caller in the call graph."""


class Region:
    """A stamp of the platform in the region of `context`.

    The internet reaches the load balancer, the load balancer the exposed services, and the services each other as the
    call graph says, and those that use a data store reach that. Logs and alerts are encrypted with the environment's
    own key, the data with another one.
    """

    def __init__(
        self,
        profile: EnvironmentProfile,
        context: Context,
        *,
        hosted_zone_id: str | None,
        opts: pulumi.ResourceOptions,
    ) -> None:
        self.profile = profile
        self.context = context
        self.opts = opts
        self.log_key = EncryptionKey("logs", context, log_groups=True, senders=SENDERS, roles=True, opts=opts)
        self.alerts = AlertTopic("alerts", context, key_arn=self.log_key.arn, emails=profile.budget.notify, opts=opts)
        self.network = Network("network", profile.network, context, log_key_arn=self.log_key.arn, opts=opts)
        self.cluster = EcsCluster("cluster", profile.cluster, context, network=self.network.refs, opts=opts)
        self.load_balancer = PublicLoadBalancer(
            "public",
            profile.load_balancer,
            context,
            network=self.network.refs,
            services=profile.services,
            hosted_zone_id=hosted_zone_id,
            opts=opts,
        )
        self.data = DataStores(
            profile,
            context,
            network=self.network.refs,
            log_key_arn=self.log_key.arn,
            alarm_topic_arn=self.alerts.arn,
            opts=opts,
        )
        self.secrets = Secrets(
            profile,
            context,
            network=self.network.refs,
            database=self.data.database,
            cluster_name=self.cluster.refs.name,
            log_key_arn=self.log_key.arn,
            alert_topic_arn=self.alerts.arn,
            opts=opts,
        )
        self.data.put_proxy(self.secrets.of_database())
        self.services: dict[str, EcsService] = {}
        self.tasks: dict[str, ScheduledTask | OneOffTask] = {}

    async def start_services(self) -> None:
        """Create the services and tasks, and connect them."""
        graph = calls(self.profile.services)
        shares = split(self.profile.services, self.profile.cluster.spot_percent, self.profile.stage)
        for name, spec in self.profile.services.items():
            self.services[name] = EcsService(
                name,
                spec,
                self.context,
                cluster=self.cluster.refs,
                network=self.network.refs,
                strategy=shares.strategies[name],
                target=self.load_balancer.targets.get(name),
                log_key_arn=self.log_key.arn,
                environment=self._environment(name, graph),
                grants=self.data.grants(name),
                secrets=self.secrets.read_by(name),
                sleeps=sleeps(self.profile, name),
                opts=self.opts,
            )
            await asyncio.sleep(0)  # registrations end while later services are still being built
        self.tasks = {name: self._task(name, spec, graph) for name, spec in self.profile.tasks.items()}
        groups = {name: each.security_group_id for name, each in {**self.services, **self.tasks}.items()}
        ServiceConnections(
            "connections",
            self.context,
            calls=(*graph, *self._entrances(), *self.data.calls),
            security_groups={
                **groups,
                **self.data.security_groups,
                INTERNET: self.load_balancer.security_group_id,
            },
            opts=self.opts,
        )

    def schedulable(self) -> list[Schedulable]:
        """What sleeps outside the hours of the environment."""
        services: list[Schedulable] = [
            service.schedulable for name, service in self.services.items() if sleeps(self.profile, name)
        ]
        database = self.data.schedulable
        return [*services, database] if database and sleeps(self.profile, DATABASE) else services

    def _task(self, name: str, spec: TaskSpec, graph: tuple[Call, ...]) -> ScheduledTask | OneOffTask:
        spec = spec.model_copy(update={"image": self.profile.images.pinned(name, spec.image)})
        environment, grants = self._environment(name, graph), self.data.grants(name)
        key, network, secrets = self.log_key.arn, self.network.refs, self.secrets.read_by(name)
        if not spec.schedule:
            return OneOffTask(
                name,
                spec,
                self.context,
                network=network,
                log_key_arn=key,
                environment=environment,
                grants=grants,
                secrets=secrets,
                opts=self.opts,
            )
        return ScheduledTask(
            name,
            spec,
            self.context,
            cluster=self.cluster.refs,
            network=network,
            log_key_arn=key,
            environment=environment,
            grants=grants,
            secrets=secrets,
            opts=self.opts,
        )

    def _environment(self, caller: str, graph: tuple[Call, ...]) -> dict[str, pulumi.Input[str]]:
        """The variables that the graph decides: where a service finds those that it may call, and the data."""
        urls = {
            f"{call.callee.upper().replace('-', '_')}_URL": (
                f"http://{call.callee}.{self.cluster.namespace}:{call.port}"
            )
            for call in graph
            if call.caller == caller
        }
        return {
            "ENVIRONMENT": self.context.environment,
            "AWS_REGION": self.context.region,
            **urls,
            **self.data.environment(caller),
        }

    def _entrances(self) -> tuple[Call, ...]:
        """The calls that the load balancer makes."""
        ports = {name: self.profile.services[name].port for name in self.load_balancer.targets}
        return tuple(Call(INTERNET, name, port) for name, port in ports.items() if port)
