"""The task definition and the security group of a task."""

import pytest

from tests.components.ecs.making import service_plan
from tests.components.reading import every, only, uses
from tests.components.standing import KEY, VPC

GROUP = "ec2/securityGroup:SecurityGroup"


def test_the_task_runs_on_fargate_with_the_size_and_architecture_of_the_spec() -> None:
    definition = only(service_plan(cpu=512, memory=2048, architecture="X86_64"), "TaskDefinition").inputs
    assert (definition["cpu"], definition["memory"]) == ("512", "2048")
    assert definition["runtimePlatform"] == {"operatingSystemFamily": "LINUX", "cpuArchitecture": "X86_64"}
    assert definition["requiresCompatibilities"] == ["FARGATE"]
    assert definition["networkMode"] == "awsvpc"


def test_the_task_has_two_roles_of_its_own() -> None:
    plan = service_plan(secrets={"A": "arn:aws:ssm:us-east-1:123456789012:parameter/a"})
    definition = only(plan, "TaskDefinition")
    assert uses(definition, "executionRoleArn", only(plan, "iam/role:Role", "cart-execution"))
    assert uses(definition, "taskRoleArn", only(plan, "iam/role:Role", "cart-task"))
    assert uses(definition, "executionRoleArn", only(plan, "iam/rolePolicy:RolePolicy", "cart-execution")), (
        "the first task would start before its role may read its secrets"
    )


def test_the_task_has_a_security_group_that_admits_nobody_and_lets_https_out() -> None:
    plan = service_plan()
    group = only(plan, GROUP)
    assert group.inputs["vpcId"] == VPC
    assert not {"ingress", "egress"} & set(group.inputs), "rules stand on their own"
    assert not every(plan, "SecurityGroupIngressRule")
    rule = only(plan, "SecurityGroupEgressRule")
    assert uses(rule, "securityGroupId", group)
    assert (rule.inputs["ipProtocol"], rule.inputs["fromPort"], rule.inputs["toPort"]) == ("tcp", 443, 443)


def test_logs_are_encrypted_with_the_key_that_is_given() -> None:
    plan = service_plan(given={"log_key_arn": KEY})
    assert only(plan, "cloudwatch/logGroup:LogGroup").inputs["kmsKeyId"] == KEY


@pytest.mark.parametrize(("protection", "kept"), [("none", False), ("strict", True)])
def test_logs_outlive_the_service_where_protection_is_strict(protection: str, *, kept: bool) -> None:
    plan = service_plan(context={"protection": protection})
    group = only(plan, "cloudwatch/logGroup:LogGroup")
    assert (group.protect, group.retain_on_delete) == (kept, kept)
    assert not only(plan, "ecs/service:Service").protect, "a service holds no data"
