"""The cluster."""

import pytest

from pyairtable_components import ClusterSpec, EcsCluster, EcsService
from pyairtable_infra.plan.model import Plan
from tests.components.reading import only, plan_of, uses
from tests.components.standing import NETWORK, VPC, a_service
from tests.conftest import a_context


def a_cluster(spec: ClusterSpec | None = None, monitoring: str = "basic") -> Plan:
    context = a_context(monitoring=monitoring)
    return plan_of(lambda: EcsCluster("main", spec or ClusterSpec(), context, network=NETWORK))


def test_tasks_can_run_on_demand_and_on_spot_and_run_on_demand_unless_told_otherwise() -> None:
    plan = a_cluster()
    providers = only(plan, "ClusterCapacityProviders")
    assert uses(providers, "clusterName", only(plan, "ecs/cluster:Cluster"))
    assert set(providers.inputs["capacityProviders"]) == {"FARGATE", "FARGATE_SPOT"}
    assert providers.inputs["defaultCapacityProviderStrategies"] == [{"capacityProvider": "FARGATE", "weight": 1}]


@pytest.mark.parametrize(("level", "insights"), [("basic", "disabled"), ("enhanced", "enabled"), ("full", "enhanced")])
def test_the_monitoring_level_decides_on_container_insights(level: str, insights: str) -> None:
    cluster = only(a_cluster(monitoring=level), "ecs/cluster:Cluster")
    assert cluster.inputs["settings"] == [{"name": "containerInsights", "value": insights}]


def test_the_spec_decides_against_the_monitoring_level() -> None:
    cluster = only(a_cluster(ClusterSpec(insights="disabled"), monitoring="full"), "ecs/cluster:Cluster")
    assert cluster.inputs["settings"] == [{"name": "containerInsights", "value": "disabled"}]


def test_services_find_each_other_in_a_namespace_of_the_environment() -> None:
    namespace = only(a_cluster(), "PrivateDnsNamespace")
    assert namespace.inputs["name"] == "dev.shop.internal"
    assert namespace.inputs["vpc"] == VPC


def test_another_namespace_can_be_given() -> None:
    spec = ClusterSpec(namespace="shop.example.com")
    assert only(a_cluster(spec), "PrivateDnsNamespace").inputs["name"] == "shop.example.com"


def test_a_service_waits_until_the_cluster_has_its_capacity_providers() -> None:
    context = a_context()

    def make() -> None:
        cluster = EcsCluster("main", ClusterSpec(), context, network=NETWORK)
        EcsService("cart", a_service(), context, cluster=cluster.refs, network=NETWORK)

    plan = plan_of(make)
    service = only(plan, "ecs/service:Service")
    assert uses(service, "cluster", only(plan, "ClusterCapacityProviders")), "ECS refuses a strategy before that"
    assert service.inputs["cluster"] == only(plan, "ecs/cluster:Cluster").outputs["arn"]


def test_the_cluster_tells_what_was_made() -> None:
    plan = a_cluster()
    outputs = only(plan, "pyairtable:ecs:Cluster").outputs
    assert outputs["name"] == "shop-dev-main"
    assert outputs["namespace"] == "dev.shop.internal"
