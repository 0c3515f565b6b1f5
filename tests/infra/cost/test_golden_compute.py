"""Fargate and EC2, priced by hand."""

from decimal import Decimal

import pytest

from pyairtable_infra.plan.model import UNKNOWN, Resource
from tests.infra.cost.making import (
    HOURS,
    D,
    cost_of,
    definition,
    estimated,
    limits,
    one,
    reasons,
    scheduled,
    service,
    usage,
)
from tests.infra.plan.making import resource, urn

ARM_VCPU, ARM_GB, X86_VCPU, X86_GB = D("0.03238"), D("0.00356"), D("0.04048"), D("0.004445")
TASK_HOUR = ARM_VCPU / 4 + ARM_GB / 2
"""A quarter of a vCPU and half a gigabyte."""

SPOT = D("0.3")
"""What is left of a price at 70 % off."""

AWAKE = D("217.261905")
"""50 of 168 hours of 730, with six places."""


@pytest.mark.parametrize(
    ("resources", "monthly"),
    [
        pytest.param([service(), definition()], HOURS * TASK_HOUR, id="a task on demand costs 7.21"),
        pytest.param([service(on_demand=0, spot=1), definition()], HOURS * TASK_HOUR * SPOT, id="a task on Spot"),
        pytest.param(
            [service(), definition(runtimePlatform={})], HOURS * (X86_VCPU / 4 + X86_GB / 2), id="x86 without a word"
        ),
        pytest.param(
            [service(), definition(cpu="1024", memory="2048")], HOURS * TASK_HOUR * 4, id="four times the size"
        ),
        pytest.param(
            [service(4, on_demand=1, spot=1, base=2), definition()],
            HOURS * TASK_HOUR * (3 + SPOT),
            id="two on demand as a base, then one of each",
        ),
        pytest.param(
            [service(8, on_demand=1, spot=3), definition()], HOURS * TASK_HOUR * (2 + 6 * SPOT), id="one in four"
        ),
        pytest.param(
            [service(), definition(ephemeralStorage={"sizeInGib": 50})],
            HOURS * TASK_HOUR + HOURS * 30 * D("0.000111"),
            id="30 GB above the 20 that are included",
        ),
        pytest.param(
            [service(2, networkConfiguration={"assignPublicIp": True}), definition()],
            2 * HOURS * TASK_HOUR + 2 * HOURS * D("0.005"),
            id="each task has a public address",
        ),
        pytest.param(
            [service(), definition(runtimePlatform={"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"})],
            HOURS * (D("0.046552") / 4 + D("0.046") / 4 + D("0.00511175") / 2),
            id="Windows with its licence",
        ),
        pytest.param([service(launchType="EC2", capacityProviderStrategies=[])], D(0), id="on instances"),
    ],
)
def test_a_fargate_service(resources: list[Resource], monthly: Decimal) -> None:
    found = {one.urn: one.monthly for one in estimated(*resources).resources}
    assert found.get(resources[0].urn, D(0)) == monthly


def test_a_task_costs_what_the_platform_counts_with() -> None:
    assert D("7.208750") == HOURS * TASK_HOUR
    assert D("2.1626250") == HOURS * TASK_HOUR * SPOT


def test_the_band_goes_from_minimum_to_maximum_with_the_intents_replicas_between() -> None:
    found = cost_of(service(1), definition(), limits(1, 6), intent={"replicas": {"web": 2}})
    assert (found.low, found.monthly, found.high) == tuple(count * HOURS * TASK_HOUR for count in (1, 2, 6))


def test_off_hours_cost_nothing() -> None:
    night = [
        scheduled("sleep", "cron(0 19 ? * MON-FRI *)", 0, 0),
        scheduled("wake", "cron(0 9 ? * MON-FRI *)", 1, 3),
    ]
    found = cost_of(service(), definition(), limits(1, 3), *night)
    assert (
        found.monthly == (AWAKE / 4).quantize(D("0.000001")) * ARM_VCPU + (AWAKE / 2).quantize(D("0.000001")) * ARM_GB
    )
    assert found.high == pytest.approx(3 * found.monthly, rel=D("0.0000001"))


def test_a_schedule_that_sets_the_desired_count_is_evaluated_too() -> None:
    def call(name: str, expression: str, count: int) -> Resource:
        target = {
            "arn": "arn:aws:scheduler:::aws-sdk:ecs:updateService",
            "input": f'{{"Cluster": "main", "Service": "web", "DesiredCount": {count}}}',
        }
        inputs = {"scheduleExpression": expression, "target": target}
        return resource("aws:scheduler/schedule:Schedule", name, inputs=inputs)

    night = [call("sleep", "cron(0 20 * * ? *)", 0), call("wake", "cron(0 8 * * ? *)", 1)]
    assert cost_of(service(), definition(), *night).monthly == HOURS * TASK_HOUR / 2


def test_a_definition_that_is_linked_is_found_though_its_arn_is_not_known() -> None:
    linked = resource(
        "aws:ecs/service:Service",
        "web",
        inputs={"taskDefinition": UNKNOWN, "launchType": "FARGATE", "desiredCount": 1},
        property_dependencies={"taskDefinition": (urn("aws:ecs/taskDefinition:TaskDefinition", "task"),)},
    )
    assert cost_of(linked, definition()).monthly == HOURS * TASK_HOUR


def test_a_size_that_is_not_known_is_no_price_of_zero() -> None:
    assert reasons(service(), definition(cpu=UNKNOWN)) == "the vCPU or the memory of its tasks is not known yet"
    assert reasons(service()) == "its task definition is not in the plan, so the size of its tasks is not known"


def test_spot_says_what_it_assumes() -> None:
    found = estimated(service(on_demand=0, spot=1), definition())
    assert "assumed: Fargate Spot is 70 % off; it varies between 50 and 70 %" in found.notes


TEMPLATE = resource(
    "aws:ec2/launchTemplate:LaunchTemplate",
    "template",
    inputs={
        "instanceType": "t4g.nano",
        "blockDeviceMappings": [{"ebs": {"volumeType": "gp3", "volumeSize": 8}}],
        "networkInterfaces": [{"associatePublicIpAddress": "true"}],
    },
)
NANO, GP3, IPV4 = D("0.0042"), D("0.08"), D("0.005")
GROUP = "aws:autoscaling/group:Group"
ROOT = {"rootBlockDevice": {"volumeType": "gp3", "volumeSize": 20}}


def group(**inputs: object) -> Resource:
    given = {"launchTemplate": {"id": "template-id"}, "minSize": 1, "maxSize": 1, **inputs}
    return resource(GROUP, "group", inputs=given, outputs={"name": "group"})


@pytest.mark.parametrize(
    ("resources", "monthly"),
    [
        pytest.param([group(), TEMPLATE], HOURS * (NANO + IPV4) + 8 * GP3, id="a NAT instance"),
        pytest.param(
            [group(desiredCapacity=2, maxSize=4), TEMPLATE], 2 * (HOURS * (NANO + IPV4) + 8 * GP3), id="two instances"
        ),
        pytest.param(
            [one("aws:ec2/instance:Instance", instanceType="m7g.large", **ROOT)],
            HOURS * D("0.0816") + 20 * GP3,
            id="an instance",
        ),
        pytest.param(
            [one("aws:ec2/instance:Instance", instanceType="t3.micro", associatePublicIpAddress=True, **ROOT)],
            HOURS * (D("0.0104") + IPV4) + 20 * GP3,
            id="an instance with a public address",
        ),
        pytest.param(
            [one("aws:ebs/volume:Volume", type="gp3", size=100, iops=4000, throughput=225)],
            100 * GP3 + 1000 * D("0.005") + 100 * D("0.04"),
            id="gp3 with more IOPS and throughput than is included",
        ),
        pytest.param(
            [one("aws:ebs/volume:Volume", type="io1", size=100, iops=500)],
            100 * D("0.125") + 500 * D("0.065"),
            id="io1",
        ),
        pytest.param(
            [one("aws:ebs/volume:Volume", type="io2", size=100, iops=500)],
            100 * D("0.125") + 500 * D("0.065"),
            id="io2",
        ),
        pytest.param([one("aws:ebs/volume:Volume", size=100)], 100 * D("0.10"), id="gp2 is the default"),
        pytest.param([one("aws:ebs/volume:Volume", type="standard", size=10)], 10 * D("0.05"), id="magnetic"),
    ],
)
def test_instances_and_volumes(resources: list[Resource], monthly: Decimal) -> None:
    assert cost_of(*resources).monthly == monthly


def test_a_group_that_sleeps_at_night() -> None:
    def action(name: str, recurrence: str, size: int) -> Resource:
        inputs = {
            "autoscalingGroupName": "group",
            "recurrence": recurrence,
            "minSize": size,
            "maxSize": size,
            "desiredCapacity": size,
        }
        return resource("aws:autoscaling/schedule:Schedule", name, inputs=inputs)

    found = cost_of(group(), TEMPLATE, action("sleep", "0 20 * * *", 0), action("wake", "0 8 * * *", 1))
    assert found.monthly == (HOURS * (NANO + IPV4) + 8 * GP3) / 2


def test_a_group_between_its_sizes() -> None:
    found = cost_of(group(minSize=0, maxSize=5, desiredCapacity=2), TEMPLATE)
    each = HOURS * (NANO + IPV4) + 8 * GP3
    assert (found.low, found.monthly, found.high) == (D(0), 2 * each, 5 * each)


def test_spot_instances_are_unpriced_and_the_base_is_priced() -> None:
    policy = {
        "launchTemplate": {"launchTemplateSpecification": {"launchTemplateId": "template-id"}},
        "instancesDistribution": {"onDemandBaseCapacity": 1, "onDemandPercentageAboveBaseCapacity": 50},
    }
    mixed = resource(
        GROUP, "group", inputs={"mixedInstancesPolicy": policy, "minSize": 5, "maxSize": 5, "desiredCapacity": 5}
    )
    instances = next(each for each in cost_of(mixed, TEMPLATE).components if each.name == "instance t4g.nano")
    assert instances.quantity == 3 * HOURS, "one, and half of the other four"
    assert reasons(mixed, TEMPLATE) == "the price of EC2 Spot varies by the hour and has no citable figure"


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (
            one("aws:ec2/instance:Instance", instanceType="x9.huge", **ROOT),
            "the price book of us-east-1 has no price for ec2-linux/x9.huge",
        ),
        (one("aws:ec2/instance:Instance", instanceType=UNKNOWN, **ROOT), "its instance type is not known"),
        (
            one("aws:ec2/instance:Instance", instanceType="t3.micro"),
            "the size of its root volume is the image's and is not known",
        ),
        (group(), "its launch template is not in the plan, so its instances are not known"),
        (one("aws:ebs/volume:Volume", snapshotId="snap-1"), "the size of a volume is its snapshot's and is not known"),
    ],
)
def test_what_is_not_known_is_unpriced(item: Resource, reason: str) -> None:
    assert reasons(item) == reason


EKS = "aws:eks/cluster:Cluster"


@pytest.mark.parametrize(
    ("item", "monthly"),
    [
        pytest.param(one(EKS, version="1.35"), HOURS * D("0.10"), id="standard support"),
        pytest.param(one(EKS, version="1.29"), HOURS * D("0.60"), id="extended support"),
        pytest.param(
            one(
                "aws:eks/nodeGroup:NodeGroup",
                instanceTypes=["m7g.large"],
                scalingConfig={"minSize": 1, "desiredSize": 2, "maxSize": 4},
            ),
            2 * HOURS * D("0.0816"),
            id="nodes",
        ),
    ],
)
def test_eks(item: Resource, monthly: Decimal) -> None:
    assert cost_of(item).monthly == monthly


FUNCTION = "aws:lambda/function:Function"


@pytest.mark.parametrize(
    ("resources", "figures", "monthly"),
    [
        pytest.param(
            [one(FUNCTION, memorySize=512)],
            {"requests": 3_000_000, "milliseconds_of_a_request": 200},
            3 * D("0.20") + 3_000_000 * D("0.2") / 2 * D("0.0000166667"),
            id="x86: 300,000 GB-s",
        ),
        pytest.param(
            [one(FUNCTION, memorySize=512, architectures=["arm64"])],
            {"requests": 3_000_000, "milliseconds_of_a_request": 200},
            3 * D("0.20") + 300_000 * D("0.0000133334"),
            id="ARM",
        ),
        pytest.param(
            [one(FUNCTION, memorySize=1024, ephemeralStorage={"size": 1536})],
            {"requests": 1_000_000, "milliseconds_of_a_request": 1000},
            D("0.20") + 1_000_000 * D("0.0000166667") + 1_000_000 * D("0.0000000309"),
            id="a gigabyte of storage more",
        ),
        pytest.param(
            [
                one(
                    "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
                    functionName="f-id",
                    provisionedConcurrentExecutions=2,
                ),
                resource(FUNCTION, "f", inputs={"memorySize": 1024}),
            ],
            {},
            2 * HOURS * 3600 * D("0.0000041667"),
            id="two kept ready",
        ),
    ],
)
def test_lambda(resources: list[Resource], figures: dict[str, int], monthly: Decimal) -> None:
    assert cost_of(*resources, intent=usage(**figures)).monthly == monthly


def test_a_scheduled_task_costs_its_runs() -> None:
    target = {"arn": "cluster", "ecsParameters": {"taskDefinitionArn": definition().outputs["arn"], "taskCount": 1}}
    nightly = one("aws:scheduler/schedule:Schedule", scheduleExpression="rate(1 hour)", target=target)
    found = cost_of(nightly, definition(), intent=usage(minutes_of_a_run=6))
    assert found.monthly == 73 * TASK_HOUR, "730 runs of a tenth of an hour"
    assert reasons(nightly, definition()) == (
        "how long its task runs is not known. For example: usage.resources.it.minutes_of_a_run: 5"
    )


@pytest.mark.parametrize(
    "type_",
    [
        "aws:ec2/fleet:Fleet",
        "aws:ec2/spotFleetRequest:SpotFleetRequest",
        "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
    ],
)
def test_what_asks_for_spot_capacity_is_unpriced(type_: str) -> None:
    assert reasons(one(type_)) == "the price of EC2 Spot varies by the hour and has no citable figure"
