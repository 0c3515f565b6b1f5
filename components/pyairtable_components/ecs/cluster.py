"""An ECS cluster."""

from pulumi import Output, ResourceOptions
from pulumi_aws import ecs, servicediscovery

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.ecs.cluster_spec import INSIGHTS, ClusterSpec
from pyairtable_components.ecs.refs import ClusterRefs
from pyairtable_components.network.refs import NetworkRefs


class EcsCluster(Component, token="pyairtable:ecs:Cluster"):
    """An ECS cluster with the capacity providers FARGATE and FARGATE_SPOT and a private DNS namespace.

    A task without a strategy of its own runs on FARGATE. Unless the spec says otherwise, Container Insights is
    off, on or enhanced at monitoring level basic, enhanced or full.

    Args:
        name: Logical name, and prefix of its children.
        spec: The Spot share and the namespace.
        context: What holds for the stack.
        network: The VPC in which the namespace answers.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        spec: ClusterSpec,
        context: Context,
        *,
        network: NetworkRefs,
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        cluster = ecs.Cluster(
            name,
            region=context.region,
            name=context.name(name),
            settings=[{"name": "containerInsights", "value": spec.insights or INSIGHTS[context.monitoring]}],
            tags=self.tags(),
            opts=self.own(),
        )
        providers = ecs.ClusterCapacityProviders(
            name,
            region=context.region,
            cluster_name=cluster.name,
            capacity_providers=["FARGATE", "FARGATE_SPOT"],
            default_capacity_provider_strategies=[{"capacity_provider": "FARGATE", "weight": 1}],
            opts=self.own(),
        )
        self.namespace = spec.namespace or f"{context.environment}.{context.project}.internal"
        namespace = servicediscovery.PrivateDnsNamespace(
            name,
            region=context.region,
            name=self.namespace,
            description=f"Services of {context.project} {context.environment}",
            vpc=network.vpc_id,
            tags=self.tags(),
            opts=self.own(),
        )
        # Whoever uses the cluster waits for its capacity providers.
        ready: Output[str] = Output.all(cluster.arn, providers.id).apply(lambda both: str(both[0]))
        self.refs = ClusterRefs(arn=ready, name=cluster.name, namespace_id=namespace.id)
        self.register_outputs({"arn": cluster.arn, "name": cluster.name, "namespace": self.namespace})
