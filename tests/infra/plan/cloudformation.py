"""What CloudFormation cannot change in place, in Pulumi's words: an oracle for the table of replacements."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

SCHEMAS = files("cfnlint") / "data" / "schemas"

NAMES = {
    "aws:acm/certificate:Certificate": "AWS::CertificateManager::Certificate",
    "aws:appautoscaling/policy:Policy": "AWS::ApplicationAutoScaling::ScalingPolicy",
    "aws:appautoscaling/target:Target": "AWS::ApplicationAutoScaling::ScalableTarget",
    "aws:autoscaling/group:Group": "AWS::AutoScaling::AutoScalingGroup",
    "aws:cloudwatch/eventRule:EventRule": "AWS::Events::Rule",
    "aws:budgets/budget:Budget": "AWS::Budgets::Budget",
    "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": "AWS::Chatbot::SlackChannelConfiguration",
    "aws:cloudtrail/trail:Trail": "AWS::CloudTrail::Trail",
    "aws:cloudwatch/dashboard:Dashboard": "AWS::CloudWatch::Dashboard",
    "aws:cloudwatch/logGroup:LogGroup": "AWS::Logs::LogGroup",
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": "AWS::Logs::MetricFilter",
    "aws:cloudwatch/metricAlarm:MetricAlarm": "AWS::CloudWatch::Alarm",
    "aws:costexplorer/anomalyMonitor:AnomalyMonitor": "AWS::CE::AnomalyMonitor",
    "aws:costexplorer/anomalySubscription:AnomalySubscription": "AWS::CE::AnomalySubscription",
    "aws:dynamodb/table:Table": "AWS::DynamoDB::Table",
    "aws:ec2/eip:Eip": "AWS::EC2::EIP",
    "aws:ec2/flowLog:FlowLog": "AWS::EC2::FlowLog",
    "aws:ec2/internetGateway:InternetGateway": "AWS::EC2::InternetGateway",
    "aws:ec2/launchTemplate:LaunchTemplate": "AWS::EC2::LaunchTemplate",
    "aws:ec2/natGateway:NatGateway": "AWS::EC2::NatGateway",
    "aws:ec2/networkInterface:NetworkInterface": "AWS::EC2::NetworkInterface",
    "aws:ec2/route:Route": "AWS::EC2::Route",
    "aws:ec2/routeTable:RouteTable": "AWS::EC2::RouteTable",
    "aws:ec2/routeTableAssociation:RouteTableAssociation": "AWS::EC2::SubnetRouteTableAssociation",
    "aws:ec2/securityGroup:SecurityGroup": "AWS::EC2::SecurityGroup",
    "aws:ec2/subnet:Subnet": "AWS::EC2::Subnet",
    "aws:ec2/vpc:Vpc": "AWS::EC2::VPC",
    "aws:ec2/vpcEndpoint:VpcEndpoint": "AWS::EC2::VPCEndpoint",
    "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": "AWS::ECR::PullThroughCacheRule",
    "aws:ecr/registryPolicy:RegistryPolicy": "AWS::ECR::RegistryPolicy",
    "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": "AWS::ECR::RegistryScanningConfiguration",
    "aws:ecr/replicationConfiguration:ReplicationConfiguration": "AWS::ECR::ReplicationConfiguration",
    "aws:ecr/repository:Repository": "AWS::ECR::Repository",
    "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": "AWS::ECR::RepositoryCreationTemplate",
    "aws:ecs/cluster:Cluster": "AWS::ECS::Cluster",
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": "AWS::ECS::ClusterCapacityProviderAssociations",
    "aws:ecs/service:Service": "AWS::ECS::Service",
    "aws:ecs/taskDefinition:TaskDefinition": "AWS::ECS::TaskDefinition",
    "aws:elasticache/parameterGroup:ParameterGroup": "AWS::ElastiCache::ParameterGroup",
    "aws:elasticache/replicationGroup:ReplicationGroup": "AWS::ElastiCache::ReplicationGroup",
    "aws:elasticache/serverlessCache:ServerlessCache": "AWS::ElastiCache::ServerlessCache",
    "aws:elasticache/subnetGroup:SubnetGroup": "AWS::ElastiCache::SubnetGroup",
    "aws:elasticache/user:User": "AWS::ElastiCache::User",
    "aws:elasticache/userGroup:UserGroup": "AWS::ElastiCache::UserGroup",
    "aws:iam/instanceProfile:InstanceProfile": "AWS::IAM::InstanceProfile",
    "aws:iam/policy:Policy": "AWS::IAM::ManagedPolicy",
    "aws:iam/role:Role": "AWS::IAM::Role",
    "aws:iam/rolePolicy:RolePolicy": "AWS::IAM::RolePolicy",
    "aws:kms/alias:Alias": "AWS::KMS::Alias",
    "aws:kms/key:Key": "AWS::KMS::Key",
    "aws:lambda/function:Function": "AWS::Lambda::Function",
    "aws:lambda/layerVersion:LayerVersion": "AWS::Lambda::LayerVersion",
    "aws:lambda/permission:Permission": "AWS::Lambda::Permission",
    "aws:lb/listener:Listener": "AWS::ElasticLoadBalancingV2::Listener",
    "aws:lb/listenerRule:ListenerRule": "AWS::ElasticLoadBalancingV2::ListenerRule",
    "aws:lb/loadBalancer:LoadBalancer": "AWS::ElasticLoadBalancingV2::LoadBalancer",
    "aws:lb/targetGroup:TargetGroup": "AWS::ElasticLoadBalancingV2::TargetGroup",
    "aws:rds/cluster:Cluster": "AWS::RDS::DBCluster",
    "aws:rds/clusterInstance:ClusterInstance": "AWS::RDS::DBInstance",
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": "AWS::RDS::DBClusterParameterGroup",
    "aws:rds/instance:Instance": "AWS::RDS::DBInstance",
    "aws:rds/parameterGroup:ParameterGroup": "AWS::RDS::DBParameterGroup",
    "aws:rds/proxy:Proxy": "AWS::RDS::DBProxy",
    "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": "AWS::RDS::DBProxyTargetGroup",
    "aws:rds/subnetGroup:SubnetGroup": "AWS::RDS::DBSubnetGroup",
    "aws:route53/record:Record": "AWS::Route53::RecordSet",
    "aws:s3/bucket:Bucket": "AWS::S3::Bucket",
    "aws:s3/bucketPolicy:BucketPolicy": "AWS::S3::BucketPolicy",
    "aws:scheduler/schedule:Schedule": "AWS::Scheduler::Schedule",
    "aws:secretsmanager/secret:Secret": "AWS::SecretsManager::Secret",
    "aws:secretsmanager/secretPolicy:SecretPolicy": "AWS::SecretsManager::ResourcePolicy",
    "aws:secretsmanager/secretRotation:SecretRotation": "AWS::SecretsManager::RotationSchedule",
    "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": "AWS::ServiceDiscovery::PrivateDnsNamespace",
    "aws:servicediscovery/service:Service": "AWS::ServiceDiscovery::Service",
    "aws:sns/topic:Topic": "AWS::SNS::Topic",
    "aws:sns/topicSubscription:TopicSubscription": "AWS::SNS::Subscription",
    "aws:sqs/queue:Queue": "AWS::SQS::Queue",
    "aws:ssm/parameter:Parameter": "AWS::SSM::Parameter",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "AWS::EC2::SecurityGroupEgress",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "AWS::EC2::SecurityGroupIngress",
    "aws:wafv2/webAcl:WebAcl": "AWS::WAFv2::WebACL",
    "aws:wafv2/webAclAssociation:WebAclAssociation": "AWS::WAFv2::WebACLAssociation",
}

WITHOUT_COUNTERPART = {
    "aws:appautoscaling/scheduledAction:ScheduledAction": "a property of AWS::ApplicationAutoScaling::ScalableTarget",
    "aws:cloudwatch/eventTarget:EventTarget": "a property of AWS::Events::Rule",
    "aws:acm/certificateValidation:CertificateValidation": "Terraform's way to wait for a certificate",
    "aws:costexplorer/costAllocationTag:CostAllocationTag": "CloudFormation activates no tags",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": "Terraform takes over what a VPC brings with it",
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": "a property of AWS::ECR::Repository",
    "aws:ecr/repositoryPolicy:RepositoryPolicy": "a property of AWS::ECR::Repository",
    "aws:rds/proxyTarget:ProxyTarget": "a property of AWS::RDS::DBProxyTargetGroup",
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": "a property of AWS::S3::Bucket",
    "aws:s3/bucketLogging:BucketLogging": "a property of AWS::S3::Bucket",
    "aws:s3/bucketObjectv2:BucketObjectv2": "CloudFormation makes no objects",
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": "a property of AWS::S3::Bucket",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": "a property of AWS::S3::Bucket",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": (
        "a property of AWS::S3::Bucket"
    ),
    "aws:sns/topicPolicy:TopicPolicy": "AWS::SNS::TopicPolicy is of several topics",
    "aws:s3/bucketVersioning:BucketVersioning": "a property of AWS::S3::Bucket",
    "aws:secretsmanager/secretVersion:SecretVersion": "a property of AWS::SecretsManager::Secret",
    "aws:sqs/queuePolicy:QueuePolicy": "AWS::SQS::QueuePolicy is of several queues",
}

_NAME = ("AlarmName", "AliasName", "AutoScalingGroupName", "ClusterName", "FunctionName", "GroupName")
_NAMES = (*_NAME, "InstanceProfileName", "LaunchTemplateName", "LogGroupName", "PolicyName", "QueueName")
_RENAMED: Mapping[str, Mapping[str, str]] = {
    "": dict.fromkeys((*_NAMES, "RepositoryName", "RoleName", "ServiceName", "TableName", "TopicName"), "name"),
    "aws:acm/certificate:Certificate": {"DomainValidationOptions": "validationOptions", "CertificateExport": "options"},
    "aws:autoscaling/group:Group": {
        "LaunchConfigurationName": "launchConfiguration",
        "VPCZoneIdentifier": "vpcZoneIdentifiers",
    },
    "aws:budgets/budget:Budget": {"NotificationsWithSubscribers": "notifications"},
    "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": {"SlackWorkspaceId": "slackTeamId"},
    "aws:cloudtrail/trail:Trail": {"TrailName": "name"},
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": {"FilterName": "name", "LogGroupName": "logGroupName"},
    "aws:dynamodb/table:Table": {"ImportSourceSpecification": "importTable", "KeySchema": "hashKey"},
    "aws:ec2/flowLog:FlowLog": {
        "DeliverLogsPermissionArn": "iamRoleArn",
        "ResourceId": "vpcId",
        "ResourceType": "vpcId",
        "LogGroupName": "logDestination",
    },
    "aws:ec2/natGateway:NatGateway": {"PrivateIpAddress": "privateIp"},
    "aws:ec2/networkInterface:NetworkInterface": {"PrivateIpAddress": "privateIp", "PrivateIpAddresses": "privateIps"},
    "aws:ec2/securityGroup:SecurityGroup": {"GroupDescription": "description"},
    "aws:ec2/vpcEndpoint:VpcEndpoint": {"ServiceName": "serviceName"},
    "aws:ecr/repository:Repository": {"EncryptionConfiguration": "encryptionConfigurations"},
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": {"Cluster": "clusterName"},
    "aws:ecs/service:Service": {"Role": "iamRole"},
    "aws:elasticache/replicationGroup:ReplicationGroup": {
        "CacheSubnetGroupName": "subnetGroupName",
        "NodeGroupConfiguration": "nodeGroupConfigurations",
        "PreferredCacheClusterAZs": "preferredCacheClusterAzs",
    },
    "aws:elasticache/parameterGroup:ParameterGroup": {"CacheParameterGroupFamily": "family"},
    "aws:elasticache/serverlessCache:ServerlessCache": {
        "ServerlessCacheName": "name",
        "SnapshotArnsToRestore": "snapshotArnsToRestores",
    },
    "aws:elasticache/subnetGroup:SubnetGroup": {"CacheSubnetGroupName": "name"},
    "aws:iam/policy:Policy": {"ManagedPolicyName": "name"},
    "aws:iam/rolePolicy:RolePolicy": {"RoleName": "role"},
    "aws:lambda/layerVersion:LayerVersion": {"Content": "code"},
    "aws:lambda/permission:Permission": {"FunctionName": "function", "PrincipalOrgID": "principalOrgId"},
    "aws:lb/loadBalancer:LoadBalancer": {"Scheme": "internal", "Type": "loadBalancerType"},
    "aws:rds/cluster:Cluster": {
        "DBClusterIdentifier": "clusterIdentifier",
        "DBSubnetGroupName": "dbSubnetGroupName",
        "DBSystemId": "dbSystemId",
        "RestoreToTime": "restoreToPointInTime",
        "RestoreType": "restoreToPointInTime",
        "SourceDBClusterIdentifier": "restoreToPointInTime",
        "SourceDbClusterResourceId": "restoreToPointInTime",
        "UseLatestRestorableTime": "restoreToPointInTime",
    },
    "aws:rds/clusterInstance:ClusterInstance": {
        "CustomIAMInstanceProfile": "customIamInstanceProfile",
        "DBClusterIdentifier": "clusterIdentifier",
        "DBInstanceIdentifier": "identifier",
        "DBParameterGroupName": "dbParameterGroupName",
        "DBSubnetGroupName": "dbSubnetGroupName",
        "PerformanceInsightsKMSKeyId": "performanceInsightsKmsKeyId",
        "PreferredMaintenanceWindow": "preferredMaintenanceWindow",
    },
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": {"DBClusterParameterGroupName": "name"},
    "aws:rds/parameterGroup:ParameterGroup": {"DBParameterGroupName": "name"},
    "aws:rds/proxy:Proxy": {"DBProxyName": "name"},
    "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": {"DBProxyName": "dbProxyName"},
    "aws:rds/subnetGroup:SubnetGroup": {"DBSubnetGroupName": "name"},
    "aws:rds/instance:Instance": {
        "CustomIAMInstanceProfile": "customIamInstanceProfile",
        "DBInstanceIdentifier": "identifier",
        "DBName": "dbName",
        "DBParameterGroupName": "parameterGroupName",
        "DBSnapshotIdentifier": "snapshotIdentifier",
        "DBSubnetGroupName": "dbSubnetGroupName",
        "MasterUsername": "username",
        "MultiAZ": "multiAz",
        "PerformanceInsightsKMSKeyId": "performanceInsightsKmsKeyId",
        "PreferredMaintenanceWindow": "maintenanceWindow",
        "RestoreTime": "restoreToPointInTime",
        "SourceDBInstanceAutomatedBackupsArn": "restoreToPointInTime",
        "SourceDBInstanceIdentifier": "replicateSourceDb",
        "SourceDbiResourceId": "restoreToPointInTime",
        "UseLatestRestorableTime": "restoreToPointInTime",
    },
    "aws:route53/record:Record": {"HostedZoneId": "zoneId"},
    "aws:secretsmanager/secretPolicy:SecretPolicy": {"SecretId": "secretArn"},
    "aws:s3/bucket:Bucket": {"BucketName": "bucket", "BucketNamePrefix": "bucketPrefix"},
    "aws:scheduler/schedule:Schedule": {"GroupName": "groupName"},
    "aws:sns/topicSubscription:TopicSubscription": {"TopicArn": "topic"},
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": {
        "CidrIp": "cidrIpv4",
        "DestinationPrefixListId": "prefixListId",
        "DestinationSecurityGroupId": "referencedSecurityGroupId",
        "GroupId": "securityGroupId",
    },
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
        "CidrIp": "cidrIpv4",
        "GroupId": "securityGroupId",
        "SourcePrefixListId": "prefixListId",
        "SourceSecurityGroupId": "referencedSecurityGroupId",
    },
    "aws:wafv2/webAclAssociation:WebAclAssociation": {"WebACLArn": "webAclArn"},
}
"""Where Pulumi's word is not CloudFormation's in camel case; under the empty key, of every type."""

UNKNOWN_TO_PULUMI = {
    "aws:appautoscaling/policy:Policy": ("ScalingTargetId",),
    "aws:autoscaling/group:Group": ("InstanceId",),
    "aws:costexplorer/anomalyMonitor:AnomalyMonitor": ("ResourceTags",),
    "aws:costexplorer/anomalySubscription:AnomalySubscription": ("ResourceTags",),
    "aws:ec2/eip:Eip": ("TransferAddress",),
    "aws:ec2/vpc:Vpc": ("VpcEncryptionControl",),
    "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": ("UpstreamRegistry",),
    "aws:ecs/taskDefinition:TaskDefinition": ("InferenceAccelerators",),
    "aws:rds/clusterInstance:ClusterInstance": (
        "BackupRetentionPeriod",
        "BackupTarget",
        "CharacterSetName",
        "DBClusterSnapshotIdentifier",
        "DBName",
        "DBSnapshotIdentifier",
        "DBSystemId",
        "KmsKeyId",
        "MasterUsername",
        "MultiAZ",
        "NcharCharacterSetName",
        "RestoreTime",
        "SourceDBClusterIdentifier",
        "SourceDBInstanceAutomatedBackupsArn",
        "SourceDBInstanceIdentifier",
        "SourceDbiResourceId",
        "SourceRegion",
        "StorageEncrypted",
        "Timezone",
        "UseLatestRestorableTime",
    ),
    "aws:elasticache/serverlessCache:ServerlessCache": ("ConnectionType",),
    "aws:rds/instance:Instance": (
        "DBClusterIdentifier",
        "DBClusterSnapshotIdentifier",
        "DBSystemId",
        "SourceDBClusterIdentifier",
        "SourceRegion",
    ),
    "aws:route53/record:Record": ("HostedZoneName",),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": (
        "GroupName",
        "SourceSecurityGroupName",
        "SourceSecurityGroupOwnerId",
    ),
}


@cache
def _schema(type_: str) -> Mapping[str, Any]:
    index = json.loads((SCHEMAS / "providers" / "us-east-1.json").read_text())
    loaded: dict[str, Any] = json.loads((SCHEMAS / "resources" / f"{index[NAMES[type_]]}.json").read_text())
    return loaded


def created_only(type_: str) -> set[str]:
    """The properties that CloudFormation sets at creation only."""
    return _pulumi(type_, "createOnlyProperties")


def created_only_in_cases(type_: str) -> set[str]:
    """The properties of which some changes need a new resource."""
    return _pulumi(type_, "conditionalCreateOnlyProperties")


def listed(type_: str) -> set[str]:
    """Both, as CloudFormation writes them."""
    schema = _schema(type_)
    paths = (*schema.get("createOnlyProperties", ()), *schema.get("conditionalCreateOnlyProperties", ()))
    return {path.removeprefix("/properties/") for path in paths}


def _pulumi(type_: str, key: str) -> set[str]:
    paths = (path.removeprefix("/properties/") for path in _schema(type_).get(key, ()))
    known = (path for path in paths if path not in UNKNOWN_TO_PULUMI.get(type_, ()))
    return {_name(type_, path) for path in known}


def _name(type_: str, path: str) -> str:
    top, *below = path.split("/")
    renamed = _RENAMED.get(type_, {}).get(top) or _RENAMED[""].get(top) or top[0].lower() + top[1:]
    return ".".join((renamed, *(part[0].lower() + part[1:] for part in below)))
