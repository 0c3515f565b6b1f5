"""RDS, ElastiCache, DynamoDB.

https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/ https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/
https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/
"""

from pyairtable_infra.engine.standin.aws.calls import Call, apart

_PREFIX = {"namePrefix": "the beginning of the name"}
_WRITE_ONLY = "a value that the provider writes and keeps nowhere"
_OTHER_ORIGIN = "another call makes the database then: from a snapshot, a backup, a file or another database"
_LATER = "how later changes are made"

CALLS = (
    Call(
        "aws:rds/instance:Instance",
        "rds.CreateDBInstance",
        places={
            "backupWindow": "PreferredBackupWindow",
            "caCertIdentifier": "CACertificateIdentifier",
            "customerOwnedIpEnabled": "EnableCustomerOwnedIp",
            "enabledCloudwatchLogsExports": "EnableCloudwatchLogsExports",
            "iamDatabaseAuthenticationEnabled": "EnableIAMDatabaseAuthentication",
            "identifier": "DBInstanceIdentifier",
            "instanceClass": "DBInstanceClass",
            "maintenanceWindow": "PreferredMaintenanceWindow",
            "parameterGroupName": "DBParameterGroupName",
            "password": "MasterUserPassword",
            "performanceInsightsEnabled": "EnablePerformanceInsights",
            "username": "MasterUsername",
        },
        aside={
            "identifierPrefix": "the beginning of the identifier",
            **apart(_WRITE_ONLY, "passwordWo*"),
            **apart(_LATER, "allowMajorVersionUpgrade applyImmediately blueGreenUpdate upgradeStorageConfig"),
            **apart("how the database is deleted", "deleteAutomatedBackups finalSnapshotIdentifier skipFinalSnapshot"),
            **apart(_OTHER_ORIGIN, "replicaMode replicateSourceDb restoreToPointInTime s3Import snapshotIdentifier"),
            "warningEventCategories": "what the provider warns of",
        },
        supplied=("DBInstanceIdentifier", "Engine"),
    ),
    Call(
        "aws:rds/cluster:Cluster",
        "rds.CreateDBCluster",
        places={
            "clusterIdentifier": "DBClusterIdentifier",
            "enabledCloudwatchLogsExports": "EnableCloudwatchLogsExports",
            "iamDatabaseAuthenticationEnabled": "EnableIAMDatabaseAuthentication",
            "masterPassword": "MasterUserPassword",
            "performanceInsightsEnabled": "EnablePerformanceInsights",
        },
        aside={
            "clusterIdentifierPrefix": "the beginning of the identifier",
            **apart(_WRITE_ONLY, "masterPasswordWo*"),
            **apart(_LATER, "allowMajorVersionUpgrade applyImmediately dbInstanceParameterGroupName"),
            **apart("how the cluster is deleted", "deleteAutomatedBackups finalSnapshotIdentifier skipFinalSnapshot"),
            **apart(_OTHER_ORIGIN, "restoreToPointInTime s3Import snapshotIdentifier"),
            "clusterMembers": "each is made by a call of its own",
            "iamRoles": "each is added by AddRoleToDBCluster",
            "warningEventCategories": "what the provider warns of",
        },
        supplied=("DBClusterIdentifier",),
    ),
    Call(
        "aws:rds/clusterInstance:ClusterInstance",
        "rds.CreateDBInstance",
        places={
            "caCertIdentifier": "CACertificateIdentifier",
            "clusterIdentifier": "DBClusterIdentifier",
            "identifier": "DBInstanceIdentifier",
            "instanceClass": "DBInstanceClass",
            "performanceInsightsEnabled": "EnablePerformanceInsights",
        },
        aside={
            "applyImmediately": _LATER,
            "forceDestroy": "how the database is deleted",
            "identifierPrefix": "the beginning of the identifier",
            "warningEventCategories": "what the provider warns of",
        },
        supplied=("DBInstanceIdentifier",),
    ),
    Call(
        "aws:rds/subnetGroup:SubnetGroup",
        "rds.CreateDBSubnetGroup",
        places={"description": "DBSubnetGroupDescription", "name": "DBSubnetGroupName"},
        aside=_PREFIX,
        supplied=("DBSubnetGroupDescription",),
    ),
    Call(
        "aws:rds/parameterGroup:ParameterGroup",
        "rds.CreateDBParameterGroup",
        places={
            "family": "DBParameterGroupFamily",
            "name": "DBParameterGroupName",
            "parameters": "ModifyDBParameterGroup:Parameters",
            "parameters.name": "ParameterName",
            "parameters.value": "ParameterValue",
        },
        aside={**_PREFIX, "skipDestroy": "how the group is deleted"},
        supplied=("Description",),
    ),
    Call(
        "aws:rds/clusterParameterGroup:ClusterParameterGroup",
        "rds.CreateDBClusterParameterGroup",
        places={
            "family": "DBParameterGroupFamily",
            "name": "DBClusterParameterGroupName",
            "parameters": "ModifyDBClusterParameterGroup:Parameters",
            "parameters.name": "ParameterName",
            "parameters.value": "ParameterValue",
        },
        aside=_PREFIX,
        supplied=("Description",),
    ),
    Call(
        "aws:elasticache/replicationGroup:ReplicationGroup",
        "elasticache.CreateReplicationGroup",
        places={
            "description": "ReplicationGroupDescription",
            "logDeliveryConfigurations.destination": "DestinationDetails",
            "maintenanceWindow": "PreferredMaintenanceWindow",
            "nodeType": "CacheNodeType",
            "parameterGroupName": "CacheParameterGroupName",
            "securityGroupNames": "CacheSecurityGroupNames",
            "subnetGroupName": "CacheSubnetGroupName",
        },
        aside={
            **apart(_WRITE_ONLY, "authTokenWo*"),
            **apart(_LATER, "applyImmediately authTokenUpdateStrategy"),
            "finalSnapshotIdentifier": "how the group is deleted",
            "logDeliveryConfigurations.destination": "what it is depends on the type of the destination",
        },
        supplied=("ReplicationGroupId",),
    ),
    Call(
        "aws:elasticache/serverlessCache:ServerlessCache",
        "elasticache.CreateServerlessCache",
        places={
            "cacheUsageLimits.ecpuPerSeconds": "ECPUPerSecond",
            "name": "ServerlessCacheName",
            "snapshotArnsToRestores": "SnapshotArnsToRestore",
        },
        aside={"timeouts": "how the provider waits"},
        supplied=("Engine",),
    ),
    Call(
        "aws:elasticache/subnetGroup:SubnetGroup",
        "elasticache.CreateCacheSubnetGroup",
        places={"description": "CacheSubnetGroupDescription", "name": "CacheSubnetGroupName"},
        supplied=("CacheSubnetGroupDescription",),
    ),
    Call(
        "aws:elasticache/parameterGroup:ParameterGroup",
        "elasticache.CreateCacheParameterGroup",
        places={
            "family": "CacheParameterGroupFamily",
            "name": "CacheParameterGroupName",
            "parameters": "ModifyCacheParameterGroup:ParameterNameValues",
            "parameters.name": "ParameterName",
            "parameters.value": "ParameterValue",
        },
        supplied=("Description",),
    ),
    Call(
        "aws:elasticache/user:User",
        "elasticache.CreateUser",
        aside={"authenticationMode.passwordCount": "made by AWS", **apart(_WRITE_ONLY, "passwordsWo*")},
    ),
    Call("aws:elasticache/userGroup:UserGroup", "elasticache.CreateUserGroup"),
    Call(
        "aws:rds/proxy:Proxy",
        "rds.CreateDBProxy",
        places={
            "auths": "Auth",
            "auths.iamAuth": "IAMAuth",
            "auths.username": "UserName",
            "name": "DBProxyName",
            "requireTls": "RequireTLS",
        },
        supplied=("DBProxyName",),
    ),
    Call(
        "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup",
        "rds.ModifyDBProxyTargetGroup",
        supplied=("TargetGroupName",),
    ),
    Call(
        "aws:rds/proxyTarget:ProxyTarget",
        "rds.RegisterDBProxyTargets",
        places={"dbClusterIdentifier": "DBClusterIdentifiers", "dbInstanceIdentifier": "DBInstanceIdentifiers"},
    ),
    Call(
        "aws:dynamodb/table:Table",
        "dynamodb.CreateTable",
        places={
            "attributes": "AttributeDefinitions",
            "attributes.name": "AttributeName",
            "attributes.type": "AttributeType",
            "name": "TableName",
            "pointInTimeRecovery": "UpdateContinuousBackups:PointInTimeRecoverySpecification",
            "pointInTimeRecovery.enabled": "PointInTimeRecoveryEnabled",
            "readCapacity": "ProvisionedThroughput.ReadCapacityUnits",
            "serverSideEncryption": "SSESpecification",
            "serverSideEncryption.kmsKeyArn": "KMSMasterKeyId",
            "streamEnabled": "StreamSpecification.StreamEnabled",
            "streamViewType": "StreamSpecification.StreamViewType",
            "ttl": "UpdateTimeToLive:TimeToLiveSpecification",
            "writeCapacity": "ProvisionedThroughput.WriteCapacityUnits",
            "*.name": "IndexName",
            "*.nonKeyAttributes": "Projection.NonKeyAttributes",
            "*.projectionType": "Projection.ProjectionType",
            "globalSecondaryIndexes.readCapacity": "ProvisionedThroughput.ReadCapacityUnits",
            "globalSecondaryIndexes.writeCapacity": "ProvisionedThroughput.WriteCapacityUnits",
        },
        aside={
            **apart(
                "a part of the key schema",
                "hashKey rangeKey globalSecondaryIndexes.hashKey globalSecondaryIndexes.rangeKey "
                "localSecondaryIndexes.rangeKey",
            ),
            **apart("another call makes the table then", "importTable restore*"),
            **apart("each is made by UpdateTable", "globalTableWitness replicas"),
        },
        supplied=(
            "GlobalSecondaryIndexes.KeySchema",
            "LocalSecondaryIndexes.KeySchema",
            "UpdateTimeToLive:TimeToLiveSpecification.AttributeName",
            "UpdateTimeToLive:TimeToLiveSpecification.Enabled",
        ),
    ),
)
