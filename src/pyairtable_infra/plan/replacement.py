"""Which properties AWS cannot change in place, so that a change of one replaces the resource.

From "Update requires: Replacement" in the CloudFormation reference of each type
(https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-template-resource-type-ref.html), in Pulumi's words.
A type that is not listed here counts as changed in place.
"""

from collections.abc import Mapping

REPLACED_BY: Mapping[str, frozenset[str]] = {
    type_: frozenset(properties.split())
    for type_, properties in {
        "aws:acm/certificate:Certificate": "domainName keyAlgorithm subjectAlternativeNames validationMethod",
        "aws:appautoscaling/policy:Policy": "name resourceId scalableDimension serviceNamespace",
        "aws:appautoscaling/target:Target": "resourceId scalableDimension serviceNamespace",
        "aws:autoscaling/group:Group": "name",
        "aws:cloudwatch/logGroup:LogGroup": "name logGroupClass",
        "aws:cloudwatch/metricAlarm:MetricAlarm": "name",
        "aws:ec2/eip:Eip": "domain",
        "aws:ec2/flowLog:FlowLog": (
            "iamRoleArn logDestination logDestinationType maxAggregationInterval trafficType vpcId"
        ),
        "aws:ec2/launchTemplate:LaunchTemplate": "name",
        "aws:ec2/natGateway:NatGateway": "allocationId subnetId",
        "aws:ec2/networkInterface:NetworkInterface": "subnetId",
        "aws:ec2/route:Route": "destinationCidrBlock routeTableId",
        "aws:ec2/routeTable:RouteTable": "vpcId",
        "aws:ec2/routeTableAssociation:RouteTableAssociation": "subnetId",
        "aws:ec2/securityGroup:SecurityGroup": "description name vpcId",
        "aws:ec2/subnet:Subnet": "availabilityZone cidrBlock vpcId",
        "aws:ec2/vpc:Vpc": "cidrBlock",
        "aws:ec2/vpcEndpoint:VpcEndpoint": "serviceName vpcEndpointType vpcId",
        "aws:ecs/cluster:Cluster": "name",
        "aws:ecs/service:Service": "cluster name schedulingStrategy",
        "aws:ecs/taskDefinition:TaskDefinition": (
            "containerDefinitions cpu executionRoleArn family memory networkMode requiresCompatibilities "
            "runtimePlatform taskRoleArn volumes"
        ),
        "aws:iam/instanceProfile:InstanceProfile": "name",
        "aws:iam/role:Role": "name path",
        "aws:iam/rolePolicy:RolePolicy": "name role",
        "aws:kms/alias:Alias": "name",
        "aws:lb/listener:Listener": "loadBalancerArn",
        "aws:lb/listenerRule:ListenerRule": "listenerArn",
        "aws:lb/loadBalancer:LoadBalancer": "internal loadBalancerType name",
        "aws:lb/targetGroup:TargetGroup": "name port protocol targetType vpcId",
        "aws:route53/record:Record": "name type zoneId",
        "aws:s3/bucket:Bucket": "bucket",
        "aws:scheduler/schedule:Schedule": "name groupName",
        "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": "name vpc",
        "aws:servicediscovery/service:Service": "name",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "securityGroupId",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "securityGroupId",
        "aws:wafv2/webAcl:WebAcl": "name scope",
    }.items()
}


def replaces(type_: str, property_: str) -> bool:
    """Whether a change of this top-level property replaces a resource of this type."""
    return property_ in REPLACED_BY.get(type_, frozenset())
