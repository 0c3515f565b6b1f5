"""Where Pulumi's AWS provider deviates from CloudFormation, and why: it is Terraform's, and so is what it does."""

from collections.abc import Mapping

Reasons = Mapping[str, Mapping[str, str]]

_MODIFIED = "ec2:ModifySecurityGroupRules changes it; the update of the resource calls it"

NOT_REPLACED: Reasons = {
    "aws:budgets/budget:Budget": {
        "budget.budgetName": "it is the name",
        "notifications": "budgets:CreateNotification and DeleteNotification change them",
    },
    "aws:acm/certificate:Certificate": {"options": "acm:UpdateCertificateOptions changes them"},
    "aws:dynamodb/table:Table": {"importTable": "it says where a new table came from; no ForceNew in Terraform"},
    "aws:ec2/networkInterface:NetworkInterface": {"privateIp": "privateIps and privateIpLists lead"},
    "aws:ec2/routeTableAssociation:RouteTableAssociation": {
        "routeTableId": "ec2:ReplaceRouteTableAssociation changes it"
    },
    "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": dict.fromkeys(
        ("credentialArn", "customRoleArn"), "ecr:UpdatePullThroughCacheRule changes it"
    ),
    "aws:ecr/repository:Repository": {
        "encryptionConfigurations.encryptionType": "the list as a whole is in the table",
        "encryptionConfigurations.kmsKey": "the list as a whole is in the table",
    },
    "aws:elasticache/replicationGroup:ReplicationGroup": {
        "preferredCacheClusterAzs": "it is read at creation only; a later change does nothing"
    },
    "aws:rds/cluster:Cluster": {
        "publiclyAccessible": "for Multi-AZ clusters; its schema in Terraform was not compared"
    },
    "aws:rds/instance:Instance": {"dbSubnetGroupName": "rds:ModifyDBInstance moves it"},
    "aws:rds/proxy:Proxy": {"name": "rds:ModifyDBProxy renames it"},
    "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": {
        "targetGroupName": "Terraform knows the default one only"
    },
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": dict.fromkeys(
        ("fromPort", "ipProtocol", "toPort"), _MODIFIED
    ),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": dict.fromkeys(
        ("fromPort", "ipProtocol", "toPort"), _MODIFIED
    ),
}
"""CloudFormation replaces, Pulumi does not."""

_KEY = "CloudFormation refuses the change of a key, Terraform makes another key"
_PART = "CloudFormation lists no nested property"

REPLACED_TOO: Reasons = {
    "aws:budgets/budget:Budget": {
        "accountId": "CloudFormation knows only its own account",
        "name": "it is BudgetName of Budget",
    },
    "aws:costexplorer/anomalySubscription:AnomalySubscription": {
        "accountId": "CloudFormation only reads it",
        "name": "no name in Terraform's update",
    },
    "aws:acm/certificate:Certificate": {"validationMethod": "a certificate is validated once"},
    "aws:cloudwatch/logGroup:LogGroup": {"logGroupClass": "CloudFormation refuses the change"},
    "aws:dynamodb/table:Table": {
        "localSecondaryIndexes": "DynamoDB makes them with the table; CloudFormation refuses the change",
        "rangeKey": "half of KeySchema",
        "restoreDateTime": "CloudFormation cannot restore a table",
        "restoreSourceName": "CloudFormation cannot restore a table",
        "restoreToLatestTime": "CloudFormation cannot restore a table",
    },
    "aws:ec2/eip:Eip": {
        "domain": "there was EC2-Classic",
        "publicIpv4Pool": "an address comes from one pool, so Terraform allocates another",
    },
    "aws:ec2/flowLog:FlowLog": dict.fromkeys(
        ("eniId", "regionalNatGatewayId", "subnetId", "transitGatewayAttachmentId", "transitGatewayId"),
        "ResourceId in CloudFormation, as vpcId",
    ),
    "aws:ec2/natGateway:NatGateway": {"secondaryPrivateIpAddressCount": "Terraform has no update for the number"},
    "aws:ec2/routeTableAssociation:RouteTableAssociation": {"gatewayId": "another type in CloudFormation"},
    "aws:elasticache/parameterGroup:ParameterGroup": {
        "description": "ElastiCache has no call that changes it",
        "name": "CloudFormation makes the name up",
    },
    "aws:elasticache/replicationGroup:ReplicationGroup": {"securityGroupNames": "from before there were VPCs"},
    "aws:kms/key:Key": dict.fromkeys(
        ("customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion", "xksKeyId"), _KEY
    ),
    "aws:lambda/layerVersion:LayerVersion": dict.fromkeys(
        ("s3Bucket", "s3Key", "s3ObjectVersion", "sourceCodeHash"), "parts of Content in CloudFormation"
    ),
    "aws:lb/loadBalancer:LoadBalancer": {"customerOwnedIpv4Pool": "CloudFormation has no Outposts pool"},
    "aws:rds/cluster:Cluster": {
        "clusterIdentifierPrefix": "Terraform's own",
        "s3Import": "CloudFormation cannot import from S3",
    },
    "aws:rds/clusterInstance:ClusterInstance": {"identifierPrefix": "Terraform's own"},
    "aws:rds/instance:Instance": {
        "identifierPrefix": "Terraform's own",
        "s3Import": "CloudFormation cannot import from S3",
    },
    "aws:route53/record:Record": {
        "name": "a record is known by its name; the schema of CloudFormation lists the zone only"
    },
    "aws:s3/bucket:Bucket": {"objectLockEnabled": "Terraform sets it at creation; another resource turns it on later"},
    "aws:scheduler/schedule:Schedule": {"groupName": "a schedule cannot move; CloudFormation refuses the change"},
    "aws:servicediscovery/service:Service": dict.fromkeys(
        (
            "dnsConfig.dnsRecords[*].type",
            "dnsConfig.namespaceId",
            "dnsConfig.routingPolicy",
            "healthCheckConfig.type",
        ),
        _PART,
    ),
    "aws:ssm/parameter:Parameter": {
        "dataType": "CloudFormation updates it; Terraform does not",
        "tier": "Systems Manager refuses to lower the tier",
    },
    "aws:lambda/permission:Permission": {
        "qualifier": "part of FunctionName",
        "statementId": "CloudFormation makes one up",
        "statementIdPrefix": "the beginning of statementId",
    },
}
"""Pulumi replaces, CloudFormation does not. `namePrefix` stands for a name, and is Terraform's own everywhere."""

_UPDATED = "no ForceNew in Terraform"

ONLY_IN_CASES: Reasons = {
    "aws:autoscaling/group:Group": dict.fromkeys(
        ("launchConfiguration", "launchTemplate", "mixedInstancesPolicy", "vpcZoneIdentifiers"),
        "only with an AutoScalingReplacingUpdate policy, which is CloudFormation's own",
    ),
    "aws:ec2/networkInterface:NetworkInterface": {
        "connectionTrackingSpecification": "new in Terraform, whose schema of it was not compared",
        "enablePrimaryIpv6": "only from true to false",
        "privateIps": "only where the first address is not among the new ones",
    },
    "aws:ec2/subnet:Subnet": {"ipv6CidrBlock": "only where addresses of the block are assigned on creation"},
    "aws:elasticache/replicationGroup:ReplicationGroup": {"authToken": _UPDATED},
    "aws:lambda/function:Function": {"durableConfig": _UPDATED},
    "aws:rds/cluster:Cluster": {"globalClusterIdentifier": "a cluster leaves a global one in place"},
    "aws:rds/clusterInstance:ClusterInstance": dict.fromkeys(
        (
            "autoMinorVersionUpgrade",
            "dbParameterGroupName",
            "performanceInsightsKmsKeyId",
            "preferredMaintenanceWindow",
        ),
        _UPDATED,
    ),
    "aws:rds/instance:Instance": dict.fromkeys(
        (
            "autoMinorVersionUpgrade",
            "backupRetentionPeriod",
            "maintenanceWindow",
            "multiAz",
            "parameterGroupName",
            "performanceInsightsKmsKeyId",
            "replicateSourceDb",
        ),
        _UPDATED,
    ),
    "aws:sns/topicSubscription:TopicSubscription": {"region": "a rule for every type"},
}
"""CloudFormation replaces in cases that the table cannot say, or that Pulumi updates in place."""

_SOURCE = "a rule cannot change what kind of source it has, and may change the source"

SOFTER: Reasons = {
    "aws:ec2/vpc:Vpc": {"instanceTenancy": "dedicated can become default, and not the other way round"},
    "aws:elasticache/replicationGroup:ReplicationGroup": {
        "nodeGroupConfigurations": "Terraform compares the groups one by one"
    },
    "aws:ssm/parameter:Parameter": {"tier": "Standard can become Advanced, and not the other way round"},
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": dict.fromkeys(
        ("cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"), _SOURCE
    ),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": dict.fromkeys(
        ("cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"), _SOURCE
    ),
}
"""Not every change of these replaces."""
