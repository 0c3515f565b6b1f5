"""What a reader wants to know about a resource, in a few words; one function for each kind of resource."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from pyairtable_infra.plan.model import Resource

Inputs = Mapping[str, Any]


def title(type_: str) -> str:
    """A type as people say it: `ec2 Vpc`, `network Network`."""
    _, module, kind = [*type_.split(":", 2), "", ""][:3]
    return f"{module.split('/')[0]} {kind}"


def describe(resource: Resource) -> str:
    """A short description; empty where the name says it all."""
    describer = _BY_TYPE.get(resource.type)
    text = describer(resource.inputs) if describer else _name(resource.inputs)
    marks = [
        word
        for word, is_set in (("protected", resource.protect), ("kept on delete", resource.retain_on_delete))
        if is_set
    ]
    if resource.external:
        marks.append(f"exists: {resource.id}")
    return ", ".join(part for part in (text, *marks) if part)


def _name(inputs: Inputs) -> str:
    name = inputs.get("name")
    return name if isinstance(name, str) else ""


def _rule(inputs: Inputs) -> str:
    protocol = str(inputs.get("ipProtocol", ""))
    port = "all traffic" if protocol == "-1" else f"{protocol} {inputs.get('fromPort', '')}"
    where = inputs.get("cidrIpv4")
    return f"{port} {where}" if where else port


def _route(inputs: Inputs) -> str:
    ways = {"gatewayId": "internet gateway", "natGatewayId": "NAT gateway", "networkInterfaceId": "NAT instance"}
    way = next((way for key, way in ways.items() if key in inputs), "a gateway")
    return f"{inputs.get('destinationCidrBlock')} by {way}"


def _task(inputs: Inputs) -> str:
    try:
        image = json.loads(inputs["containerDefinitions"])[0]["image"]
    except (ValueError, KeyError, IndexError, TypeError):
        image = "secret definition"
    architecture = inputs.get("runtimePlatform", {}).get("cpuArchitecture", "X86_64")
    return f"{int(inputs.get('cpu', 0)) / 1024:g} vCPU, {inputs.get('memory')} MiB, {architecture}, {image}"


def _service(inputs: Inputs) -> str:
    tasks = inputs.get("desiredCount", 1)
    strategy = inputs.get("capacityProviderStrategies", ())
    parts = [f"{item['capacityProvider']} {item.get('weight', 0)}" for item in strategy]
    return f"{tasks} task{'s' if tasks != 1 else ''}, {' : '.join(parts) or 'FARGATE'}"


def _scaling(inputs: Inputs) -> str:
    target = inputs.get("targetTrackingScalingPolicyConfiguration", {}).get("targetValue")
    return f"CPU at {target:g} %" if target is not None else ""


def _policy(inputs: Inputs) -> str:
    try:
        statements = json.loads(inputs["policy"])["Statement"]
    except (ValueError, KeyError, TypeError):
        return ""
    allowing = [statement for statement in statements if statement.get("Effect") == "Allow"]
    actions = sorted({action for statement in allowing for action in statement["Action"]})
    return _few(actions)


def _few(items: list[str], most: int = 3) -> str:
    return ", ".join(items[:most]) + (f" and {len(items) - most} more" if len(items) > most else "")


def _database(inputs: Inputs) -> str:
    if source := inputs.get("replicateSourceDb"):
        return f"{inputs.get('instanceClass')}, replica of {source}"
    zones = "two zones" if inputs.get("multiAz") else "one zone"
    size = f"{inputs.get('allocatedStorage')} GB {inputs.get('storageType', '')}".strip()
    return f"{inputs.get('engine')} {inputs.get('engineVersion', '')}, {inputs.get('instanceClass')}, {size}, {zones}"


def _cluster(inputs: Inputs) -> str:
    scaling = inputs.get("serverlessv2ScalingConfiguration") or {}
    units = f"{scaling.get('minCapacity', 0):g} to {scaling.get('maxCapacity', 0):g} ACU" if scaling else ""
    return ", ".join(filter(None, (f"{inputs.get('engine')} {inputs.get('engineVersion', '')}".strip(), units)))


def _cache(inputs: Inputs) -> str:
    nodes = inputs.get("numCacheClusters", 1)
    return f"{inputs.get('engine')} {inputs.get('engineVersion', '')}, {nodes} x {inputs.get('nodeType')}"


def _alarm(inputs: Inputs) -> str:
    side = "below" if str(inputs.get("comparisonOperator", "")).startswith("LessThan") else "above"
    return f"{inputs.get('metricName')} {side} {inputs.get('threshold')}"


def _scheduled_action(inputs: Inputs) -> str:
    limits = inputs.get("scalableTargetAction", {})
    when = f"{inputs.get('schedule')} {inputs.get('timezone', '')}".strip()
    return f"{limits.get('minCapacity')} to {limits.get('maxCapacity')} tasks, {when}"


def _listener_rule(inputs: Inputs) -> str:
    paths = [
        path
        for condition in inputs.get("conditions", ())
        for path in condition.get("pathPattern", {}).get("values", ())
    ]
    return f"{', '.join(paths)} (priority {inputs.get('priority')})"


_BY_TYPE: Mapping[str, Callable[[Inputs], str]] = {
    "aws:acm/certificate:Certificate": lambda i: str(i.get("domainName")),
    "aws:appautoscaling/policy:Policy": _scaling,
    "aws:appautoscaling/scheduledAction:ScheduledAction": _scheduled_action,
    "aws:appautoscaling/target:Target": lambda i: f"{i.get('minCapacity')} to {i.get('maxCapacity')} tasks",
    "aws:autoscaling/group:Group": lambda i: f"{i.get('minSize')} to {i.get('maxSize')} instances",
    "aws:cloudwatch/logGroup:LogGroup": lambda i: f"{i.get('name')}, {i.get('retentionInDays')} days",
    "aws:cloudwatch/metricAlarm:MetricAlarm": _alarm,
    "aws:ec2/flowLog:FlowLog": lambda i: f"{i.get('trafficType', '')} traffic".lower(),
    "aws:ec2/launchTemplate:LaunchTemplate": lambda i: str(i.get("instanceType", "")),
    "aws:ec2/route:Route": _route,
    "aws:ec2/subnet:Subnet": lambda i: f"{i.get('cidrBlock')} in {i.get('availabilityZone')}",
    "aws:ec2/vpc:Vpc": lambda i: str(i.get("cidrBlock")),
    "aws:ec2/vpcEndpoint:VpcEndpoint": lambda i: f"{i.get('vpcEndpointType', 'Gateway')} to {i.get('serviceName')}",
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": lambda i: ", ".join(i.get("capacityProviders", ())),
    "aws:ecs/service:Service": _service,
    "aws:ecs/taskDefinition:TaskDefinition": _task,
    "aws:elasticache/replicationGroup:ReplicationGroup": _cache,
    "aws:elasticache/user:User": lambda i: str(i.get("userName")),
    "aws:elasticache/userGroup:UserGroup": lambda i: f"{len(i.get('userIds', ()))} users",
    "aws:iam/policy:Policy": _policy,
    "aws:iam/rolePolicy:RolePolicy": _policy,
    "aws:kms/key:Key": lambda i: "rotates every year" if i.get("enableKeyRotation") else "never rotates",
    "aws:lb/listener:Listener": lambda i: f"{i.get('protocol')} on {i.get('port')}",
    "aws:lb/listenerRule:ListenerRule": _listener_rule,
    "aws:lb/targetGroup:TargetGroup": lambda i: f"health at {i.get('healthCheck', {}).get('path', '/')}",
    "aws:rds/cluster:Cluster": _cluster,
    "aws:rds/instance:Instance": _database,
    "aws:rds/parameterGroup:ParameterGroup": lambda i: f"{len(i.get('parameters', ()))} parameters",
    "aws:route53/record:Record": lambda i: f"{i.get('type')} {i.get('name')}",
    "aws:s3/bucket:Bucket": lambda i: str(i.get("bucket", "")),
    "aws:scheduler/schedule:Schedule": lambda i: (
        f"{i.get('scheduleExpression')} {i.get('scheduleExpressionTimezone', '')}"
    ),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": _rule,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": _rule,
    "aws:wafv2/webAcl:WebAcl": lambda i: f"{len(i.get('rules', ()))} rules",
    "pulumi:providers:aws": lambda i: str(i.get("region", "")),
}
