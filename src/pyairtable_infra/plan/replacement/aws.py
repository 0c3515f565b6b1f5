"""What the AWS provider replaces instead of changing it in place: `ForceNew` in the schemas of its resources.

https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service, in Pulumi's words; where Terraform has a
condition, `rules.py` can say the common ones. The tests hold it against the CloudFormation schemas, and say why where
it deviates.
"""

from collections.abc import Mapping
from typing import Any

EVERYWHERE = "region~"
"""https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/provider/framework/region.go."""

_NAMED = "name namePrefix"

REPLACED_BY: Mapping[str, str] = {
    "aws:acm/certificate:Certificate": (
        "certificateAuthorityArn domainName keyAlgorithm subjectAlternativeNames validationMethod validationOptions"
    ),
    "aws:acm/certificateValidation:CertificateValidation": "certificateArn validationRecordFqdns",
    "aws:appautoscaling/policy:Policy": "name resourceId scalableDimension serviceNamespace",
    "aws:appautoscaling/scheduledAction:ScheduledAction": "name resourceId scalableDimension serviceNamespace",
    "aws:appautoscaling/target:Target": "resourceId scalableDimension serviceNamespace",
    "aws:autoscaling/group:Group": _NAMED,
    "aws:cloudwatch/eventRule:EventRule": f"eventBusName {_NAMED}",
    "aws:cloudwatch/eventTarget:EventTarget": "eventBusName rule targetId",
    "aws:budgets/budget:Budget": f"accountId {_NAMED}",
    "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": "configurationName slackTeamId",
    "aws:cloudtrail/trail:Trail": "name",
    "aws:cloudwatch/dashboard:Dashboard": "dashboardName",
    "aws:cloudwatch/logGroup:LogGroup": f"{_NAMED} logGroupClass",
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": "logGroupName name",
    "aws:cloudwatch/metricAlarm:MetricAlarm": "name",
    "aws:costexplorer/anomalyMonitor:AnomalyMonitor": "monitorDimension monitorSpecification monitorType",
    "aws:costexplorer/anomalySubscription:AnomalySubscription": "accountId name",
    "aws:costexplorer/costAllocationTag:CostAllocationTag": "tagKey",
    "aws:dynamodb/table:Table": (
        "hashKey localSecondaryIndexes name rangeKey restoreDateTime restoreSourceName restoreToLatestTime"
    ),
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": "vpcId",
    "aws:ec2/eip:Eip": "address domain ipamPoolId networkBorderGroup publicIpv4Pool",
    "aws:ec2/flowLog:FlowLog": (
        "deliverCrossAccountRole destinationOptions eniId iamRoleArn logDestination logDestinationType logFormat "
        "maxAggregationInterval regionalNatGatewayId subnetId tagFieldSpecifications trafficType "
        "transitGatewayAttachmentId transitGatewayId vpcId"
    ),
    "aws:ec2/internetGateway:InternetGateway": "",
    "aws:ec2/launchTemplate:LaunchTemplate": _NAMED,
    "aws:ec2/natGateway:NatGateway": (
        "allocationId availabilityMode connectivityType privateIp secondaryPrivateIpAddressCount subnetId vpcId"
    ),
    "aws:ec2/networkInterface:NetworkInterface": "interfaceType subnetId",
    "aws:ec2/route:Route": "destinationCidrBlock destinationIpv6CidrBlock destinationPrefixListId routeTableId",
    "aws:ec2/routeTable:RouteTable": "vpcId",
    "aws:ec2/routeTableAssociation:RouteTableAssociation": "gatewayId subnetId",
    "aws:ec2/securityGroup:SecurityGroup": f"description {_NAMED} vpcId",
    "aws:ec2/subnet:Subnet": (
        "availabilityZone availabilityZoneId cidrBlock ipv4IpamPoolId ipv4NetmaskLength ipv6IpamPoolId ipv6Native "
        "ipv6NetmaskLength outpostArn vpcId"
    ),
    "aws:ec2/vpc:Vpc": "cidrBlock instanceTenancy=dedicated ipv4IpamPoolId ipv4NetmaskLength",
    "aws:ec2/vpcEndpoint:VpcEndpoint": (
        "dnsOptions.privateDnsPreference dnsOptions.privateDnsSpecifiedDomains resourceConfigurationArn serviceName "
        "serviceNetworkArn serviceRegion vpcEndpointType vpcId"
    ),
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": "policy repository",
    "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": (
        "ecrRepositoryPrefix upstreamRegistryUrl upstreamRepositoryPrefix"
    ),
    "aws:ecr/registryPolicy:RegistryPolicy": "",
    "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": "",
    "aws:ecr/replicationConfiguration:ReplicationConfiguration": "",
    "aws:ecr/repository:Repository": "encryptionConfigurations name",
    "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": "prefix",
    "aws:ecr/repositoryPolicy:RepositoryPolicy": "repository",
    "aws:ecs/cluster:Cluster": "name",
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": "clusterName",
    "aws:ecs/service:Service": "cluster iamRole launchType name schedulingStrategy",
    "aws:ecs/taskDefinition:TaskDefinition": (
        "containerDefinitions cpu enableFaultInjection ephemeralStorage executionRoleArn family ipcMode memory "
        "networkMode pidMode placementConstraints proxyConfiguration requiresCompatibilities runtimePlatform "
        "taskRoleArn volumes"
    ),
    "aws:elasticache/parameterGroup:ParameterGroup": "description family name",
    "aws:elasticache/replicationGroup:ReplicationGroup": (
        "atRestEncryptionEnabled dataTieringEnabled globalReplicationGroupId kmsKeyId networkType "
        "nodeGroupConfigurations? port replicationGroupId securityGroupNames snapshotArns snapshotName subnetGroupName"
    ),
    "aws:elasticache/serverlessCache:ServerlessCache": ("kmsKeyId name networkType snapshotArnsToRestores subnetIds"),
    "aws:elasticache/subnetGroup:SubnetGroup": "name",
    "aws:elasticache/user:User": "userId userName",
    "aws:elasticache/userGroup:UserGroup": "userGroupId",
    "aws:iam/instanceProfile:InstanceProfile": f"{_NAMED} path",
    "aws:iam/policy:Policy": f"description {_NAMED} path",
    "aws:iam/role:Role": f"{_NAMED} path",
    "aws:iam/rolePolicy:RolePolicy": f"{_NAMED} role",
    "aws:kms/alias:Alias": _NAMED,
    "aws:kms/key:Key": "customKeyStoreId customerMasterKeySpec keyUsage multiRegion xksKeyId",
    "aws:lambda/function:Function": "name packageType tenancyConfig",
    "aws:lambda/layerVersion:LayerVersion": (
        "code compatibleArchitectures compatibleRuntimes description layerName licenseInfo s3Bucket s3Key "
        "s3ObjectVersion sourceCodeHash"
    ),
    "aws:lambda/permission:Permission": (
        "action eventSourceToken function functionUrlAuthType invokedViaFunctionUrl principal principalOrgId qualifier "
        "sourceAccount sourceArn statementId statementIdPrefix"
    ),
    "aws:lb/listener:Listener": "loadBalancerArn",
    "aws:lb/listenerRule:ListenerRule": "listenerArn",
    "aws:lb/loadBalancer:LoadBalancer": f"customerOwnedIpv4Pool internal loadBalancerType {_NAMED}",
    "aws:lb/targetGroup:TargetGroup": f"ipAddressType {_NAMED} port protocol protocolVersion targetType vpcId",
    "aws:rds/cluster:Cluster": (
        "availabilityZones clusterIdentifier clusterIdentifierPrefix clusterScalabilityType databaseName "
        "dbSubnetGroupName dbSystemId engine engineMode kmsKeyId masterUsername restoreToPointInTime s3Import "
        "snapshotIdentifier sourceRegion storageEncrypted"
    ),
    "aws:rds/clusterInstance:ClusterInstance": (
        "availabilityZone clusterIdentifier customIamInstanceProfile dbSubnetGroupName engine identifier "
        "identifierPrefix"
    ),
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": f"description family {_NAMED}",
    "aws:rds/instance:Instance": (
        "availabilityZone backupTarget characterSetName customIamInstanceProfile dbName engine identifier "
        "identifierPrefix kmsKeyId ncharCharacterSetName restoreToPointInTime s3Import snapshotIdentifier "
        "storageEncrypted timezone username"
    ),
    "aws:rds/parameterGroup:ParameterGroup": f"description family {_NAMED}",
    "aws:rds/proxy:Proxy": "endpointNetworkType engineFamily targetConnectionNetworkType vpcSubnetIds",
    "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": "dbProxyName",
    "aws:rds/proxyTarget:ProxyTarget": "dbClusterIdentifier dbInstanceIdentifier dbProxyName targetGroupName",
    "aws:rds/subnetGroup:SubnetGroup": _NAMED,
    "aws:route53/record:Record": "name zoneId",
    "aws:s3/bucket:Bucket": "bucket bucketNamespace bucketPrefix objectLockEnabled",
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": "bucket expectedBucketOwner",
    "aws:s3/bucketLogging:BucketLogging": "bucket expectedBucketOwner",
    "aws:s3/bucketObjectv2:BucketObjectv2": "bucket key",
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": "bucket",
    "aws:s3/bucketPolicy:BucketPolicy": "bucket",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": "bucket",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": (
        "bucket expectedBucketOwner"
    ),
    "aws:s3/bucketVersioning:BucketVersioning": "bucket expectedBucketOwner",
    "aws:scheduler/schedule:Schedule": f"groupName {_NAMED}",
    "aws:secretsmanager/secret:Secret": _NAMED,
    "aws:secretsmanager/secretVersion:SecretVersion": "secretBinary secretId secretString secretStringWoVersion",
    "aws:secretsmanager/secretPolicy:SecretPolicy": "secretArn",
    "aws:secretsmanager/secretRotation:SecretRotation": "secretId",
    "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": "name vpc",
    "aws:servicediscovery/service:Service": (
        "dnsConfig.dnsRecords[*].type dnsConfig.namespaceId dnsConfig.routingPolicy healthCheckConfig.type "
        "healthCheckCustomConfig name namespaceId type"
    ),
    "aws:sns/topic:Topic": f"fifoTopic {_NAMED}",
    "aws:sns/topicPolicy:TopicPolicy": "arn",
    "aws:sns/topicSubscription:TopicSubscription": "endpoint protocol topic",
    "aws:sqs/queue:Queue": f"fifoQueue {_NAMED}",
    "aws:sqs/queuePolicy:QueuePolicy": "queueUrl",
    "aws:ssm/parameter:Parameter": "dataType name tier=Standard",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": (
        "cidrIpv4? cidrIpv6? prefixListId? referencedSecurityGroupId? securityGroupId"
    ),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": (
        "cidrIpv4? cidrIpv6? prefixListId? referencedSecurityGroupId? securityGroupId"
    ),
    "aws:wafv2/webAcl:WebAcl": f"{_NAMED} scope",
    "aws:wafv2/webAclAssociation:WebAclAssociation": "resourceArn webAclArn",
}

_NAMED_BY: Mapping[str, str] = {
    "aws:cloudwatch/eventTarget:EventTarget": "targetId",
    "aws:ec2/keyPair:KeyPair": "keyName",
    "aws:efs/fileSystem:FileSystem": "creationToken",
    "aws:eks/fargateProfile:FargateProfile": "fargateProfileName",
    "aws:eks/nodeGroup:NodeGroup": "nodeGroupName",
    "aws:elasticache/cluster:Cluster": "clusterId",
    "aws:elasticache/replicationGroup:ReplicationGroup": "replicationGroupId",
    "aws:elasticache/user:User": "userId",
    "aws:elasticache/userGroup:UserGroup": "userGroupId",
    "aws:elasticsearch/domain:Domain": "domainName",
    "aws:lambda/permission:Permission": "statementId",
    "aws:mq/broker:Broker": "brokerName",
    "aws:msk/cluster:Cluster": "clusterName",
    "aws:msk/serverlessCluster:ServerlessCluster": "clusterName",
    "aws:opensearch/domain:Domain": "domainName",
    "aws:rds/cluster:Cluster": "clusterIdentifier",
    "aws:rds/clusterInstance:ClusterInstance": "identifier",
    "aws:rds/instance:Instance": "identifier",
    "aws:s3/bucket:Bucket": "bucket",
    "aws:s3/bucketObjectv2:BucketObjectv2": "key",
}
"""The property that Pulumi fills in where none is given; `name` for every other type that has one."""

_NEVER_NAMED = frozenset(("aws:directoryservice/directory:Directory", "aws:route53/record:Record"))
"""Their `name` is a domain name, which nobody can make up."""

_DELETED_FIRST = frozenset(
    (
        "aws:apigateway/integration:Integration",
        "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",
        "aws:ec2/securityGroupRule:SecurityGroupRule",
        "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
        "aws:ecr/lifecyclePolicy:LifecyclePolicy",
        "aws:efs/mountTarget:MountTarget",
        "aws:iam/accountAlias:AccountAlias",
        "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
        "aws:iam/policyAttachment:PolicyAttachment",
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    )
)

_DEFAULTS = "__defaults"
"""In the inputs of a state: which of them the provider filled in."""


def deletes_first(type_: str, new_inputs: Mapping[str, Any]) -> bool:
    """Whether there can be only one: the type says so, or the program chose the name.

    A chosen name counts even where it changes. https://github.com/pulumi/pulumi-terraform-bridge/blob/main/pkg/tfbridge/schema.go,
    `nameRequiresDeleteBeforeReplace`; the types: https://github.com/pulumi/pulumi-aws/blob/master/provider/resource_overrides.go
    """
    if type_ in _DELETED_FIRST:
        return True
    name = _NAMED_BY.get(type_, "name")
    given = new_inputs.get(name) is not None and name not in (new_inputs.get(_DEFAULTS) or ())
    return given and type_ not in _NEVER_NAMED


def adopted(old_inputs: Mapping[str, Any], new_inputs: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the provider filled in comes from it again where the program leaves it open."""
    filled = old_inputs.get(_DEFAULTS)
    if not filled or _DEFAULTS in new_inputs:
        return old_inputs
    left = {key for key in filled if key not in new_inputs} | {_DEFAULTS}
    return {key: value for key, value in old_inputs.items() if key not in left}
