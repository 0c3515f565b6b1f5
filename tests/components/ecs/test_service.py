"""The service: where its tasks run, how they are found, who counts them."""

import pytest

from pyairtable_components import ClusterRefs, EcsService, NetworkRefs, Strategy
from pyairtable_infra.plan.model import Plan, Resource
from tests.components.ecs.making import service_plan
from tests.components.reading import below, every, only, plan_of, uses
from tests.components.standing import CLUSTER, NETWORK, PRIVATE, PUBLIC, TARGET, VPC, a_service
from tests.conftest import a_context

SERVICE = "ecs/service:Service"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return service_plan()


@pytest.fixture(scope="module")
def service(plan: Plan) -> Resource:
    return only(plan, SERVICE)


def test_the_service_runs_its_own_definition_in_the_cluster_that_is_given(plan: Plan, service: Resource) -> None:
    assert service.inputs["cluster"] == CLUSTER.arn
    assert uses(service, "taskDefinition", only(plan, "TaskDefinition"))
    assert service.inputs["name"] == "shop-dev-cart"


def test_its_tasks_stand_in_private_subnets_with_their_own_group_and_no_public_address(
    plan: Plan, service: Resource
) -> None:
    network = service.inputs["networkConfiguration"]
    assert network["subnets"] == list(PRIVATE)
    assert network["assignPublicIp"] is False
    assert network["securityGroups"] == [only(plan, "ec2/securityGroup:SecurityGroup").id]
    assert uses(service, "networkConfiguration", only(plan, "ec2/securityGroup:SecurityGroup"))


def test_where_tasks_have_public_addresses_they_stand_in_public_subnets() -> None:
    network = NetworkRefs(VPC, PUBLIC, PRIVATE, tasks_have_public_ip=True)
    found = only(service_plan(given={"network": network}), SERVICE).inputs["networkConfiguration"]
    assert found["subnets"] == list(PUBLIC)
    assert found["assignPublicIp"] is True


@pytest.mark.parametrize(
    ("strategy", "providers"),
    [
        (None, [("FARGATE", 1, 0)]),
        (Strategy(1, 0), [("FARGATE", 1, 0)]),
        (Strategy(0, 1), [("FARGATE_SPOT", 1, 0)]),
        (Strategy(1, 4, base=1), [("FARGATE", 1, 1), ("FARGATE_SPOT", 4, 0)]),
    ],
)
def test_the_strategy_becomes_capacity_providers(
    strategy: Strategy | None, providers: list[tuple[str, int, int]]
) -> None:
    found = only(service_plan(given={"strategy": strategy}), SERVICE).inputs
    told = [(p["capacityProvider"], p["weight"], p.get("base", 0)) for p in found["capacityProviderStrategies"]]
    assert told == providers, "a provider with weight 0 is left out, and a base stands on FARGATE only"
    assert "launchType" not in found, "ECS refuses both"


def test_a_changed_strategy_reaches_the_running_tasks(service: Resource) -> None:
    assert service.inputs["forceNewDeployment"] is True


def test_tasks_are_spread_over_the_zones(service: Resource) -> None:
    assert service.inputs["availabilityZoneRebalancing"] == "ENABLED"
    assert service.inputs["deploymentMaximumPercent"] > 100, (
        "rebalancing starts the new task before it stops the old one"
    )


def test_the_number_of_tasks_belongs_to_autoscaling() -> None:
    replicas = {"minimum": 2, "maximum": 6, "expected": 3}
    service = only(service_plan(replicas=replicas), SERVICE)
    assert service.inputs["desiredCount"] == 3
    assert service.ignore_changes == ("desiredCount",), "else every update would undo what autoscaling did"


def test_the_service_has_its_logical_name_in_the_namespace(plan: Plan, service: Resource) -> None:
    discovery = only(plan, "servicediscovery/service:Service")
    assert discovery.inputs["name"] == "cart"
    assert discovery.inputs["dnsConfig"]["namespaceId"] == CLUSTER.namespace_id
    assert [record["type"] for record in discovery.inputs["dnsConfig"]["dnsRecords"]] == ["A"], "awsvpc tasks have an A"
    assert uses(service, "serviceRegistries", discovery)


def test_a_service_that_nobody_can_call_has_no_name() -> None:
    plan = service_plan(port=None)
    assert not every(plan, "servicediscovery/service:Service")
    assert "serviceRegistries" not in only(plan, SERVICE).inputs


def test_a_cluster_without_a_namespace_gives_no_names() -> None:
    plan = service_plan(given={"cluster": ClusterRefs(arn=CLUSTER.arn, name=CLUSTER.name)})
    assert not every(plan, "servicediscovery/service:Service")
    assert "serviceRegistries" not in only(plan, SERVICE).inputs


def test_a_service_behind_a_load_balancer_gets_time_to_start() -> None:
    service = only(service_plan(given={"target": TARGET}, health={"start_period": 90}), SERVICE)
    assert service.inputs["loadBalancers"] == [
        {"targetGroupArn": TARGET.target_group_arn, "containerName": "cart", "containerPort": 8000}
    ]
    assert service.inputs["healthCheckGracePeriodSeconds"] == 90


def test_another_service_has_neither_load_balancer_nor_grace_period(service: Resource) -> None:
    assert not {"loadBalancers", "healthCheckGracePeriodSeconds"} & set(service.inputs), "ECS refuses one alone"


def test_a_load_balancer_before_a_service_without_a_port_is_refused() -> None:
    with pytest.raises(
        ValueError, match=r"cart stands behind a load balancer and has no port\. For example: port: 8000"
    ):
        service_plan(given={"target": TARGET}, port=None)


def test_tasks_carry_the_tags_of_the_service(service: Resource) -> None:
    assert service.inputs["propagateTags"] == "SERVICE", "the tasks are what costs money"
    assert service.inputs["enableEcsManagedTags"] is True


@pytest.mark.parametrize("wanted", [True, False])
def test_ecs_exec_is_on_only_where_the_spec_says(*, wanted: bool) -> None:
    service = only(service_plan(runtime={"execute_command": wanted}), SERVICE)
    assert service.inputs["enableExecuteCommand"] is wanted


def test_everything_stands_below_the_service_and_it_tells_what_was_made(plan: Plan) -> None:
    component = only(plan, "pyairtable:ecs:Service")
    others = [r for r in plan.resources if r.type.startswith(("aws:", "pyairtable:")) and r is not component]
    assert all(below(plan, resource, component) for resource in others)
    assert component.outputs["serviceName"] == "shop-dev-cart"
    assert component.outputs["securityGroupId"] == only(plan, "ec2/securityGroup:SecurityGroup").id


def test_two_services_share_nothing() -> None:
    def both() -> None:
        for name in ("cart", "mail"):
            EcsService(name, a_service(), a_context(), cluster=CLUSTER, network=NETWORK)

    plan = plan_of(both)
    for kind in ("ec2/securityGroup:SecurityGroup", "cloudwatch/logGroup:LogGroup", "TaskDefinition", SERVICE):
        assert len({resource.inputs.get("name", resource.urn) for resource in every(plan, kind)}) == 2
    assert len({role.inputs["name"] for role in every(plan, "iam/role:Role")}) == 4
