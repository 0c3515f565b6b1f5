"""EC2 instances and launch templates, Lambda, Step Functions.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/ https://docs.aws.amazon.com/lambda/latest/api/
https://docs.aws.amazon.com/step-functions/latest/apireference/
"""

from pyairtable_infra.engine.standin.aws.calls import Call, Place, apart
from pyairtable_infra.engine.standin.aws.table.vpc import TAGS

_PREFIX = {"namePrefix": "the beginning of the name"}

CALLS = (
    Call(
        "aws:ec2/instance:Instance",
        "ec2.RunInstances",
        places={
            **TAGS,
            "ami": "ImageId",
            "availabilityZone": "Placement.AvailabilityZone",
            "ebsBlockDevices": "BlockDeviceMappings",
            "hibernation": "HibernationOptions.Configured",
            "hostId": "Placement.HostId",
            "hostResourceGroupArn": "Placement.HostResourceGroupArn",
            "iamInstanceProfile": "IamInstanceProfile.Name",
            "ipv6Addresses": "Ipv6Addresses[*].Ipv6Address",
            "launchTemplate.id": "LaunchTemplateId",
            "launchTemplate.name": "LaunchTemplateName",
            "monitoring": "Monitoring.Enabled",
            "placementGroup": "Placement.GroupName",
            "placementGroupId": "Placement.GroupId",
            "placementPartitionNumber": "Placement.PartitionNumber",
            "privateIp": "PrivateIpAddress",
            "secondaryPrivateIps": "NetworkInterfaces[].PrivateIpAddresses[*].PrivateIpAddress",
            "tenancy": "Placement.Tenancy",
            "userDataBase64": "UserData",
            "vpcSecurityGroupIds": "SecurityGroupIds",
        },
        aside={
            **apart(
                "a block device in a form of the provider's own",
                "ebsBlockDevices ephemeralBlockDevices rootBlockDevice volumeTags",
            ),
            **apart(
                "a network interface in a form of the provider's own",
                "associatePublicIpAddress primaryNetworkInterface secondaryNetworkInterfaces secondaryPrivateIps",
            ),
            **apart("what the provider does later", "forceDestroy getPasswordData userDataReplaceOnChange"),
            "sourceDestCheck": "set by ModifyInstanceAttribute",
        },
        supplied=("MaxCount", "MinCount"),
    ),
    Call(
        "aws:ebs/volume:Volume",
        "ec2.CreateVolume",
        places={**TAGS, "type": "VolumeType"},
        aside={"finalSnapshot": "how the volume is deleted"},
    ),
    Call(
        "aws:ec2/keyPair:KeyPair",
        "ec2.ImportKeyPair",
        places={**TAGS, "publicKey": "PublicKeyMaterial"},
        aside={"keyNamePrefix": "the beginning of the name"},
        supplied=("KeyName",),
    ),
    Call(
        "aws:ec2/launchTemplate:LaunchTemplate",
        "ec2.CreateLaunchTemplate",
        into="LaunchTemplateData",
        places={
            "description": "/VersionDescription",
            "networkInterfaces.ipv4AddressCount": "SecondaryPrivateIpAddressCount",
            "networkInterfaces.ipv4Addresses": "PrivateIpAddresses[*].PrivateIpAddress",
            "networkInterfaces.ipv4Prefixes": "Ipv4Prefixes[*].Ipv4Prefix",
            "networkInterfaces.ipv6Addresses": "Ipv6Addresses[*].Ipv6Address",
            "networkInterfaces.ipv6Prefixes": "Ipv6Prefixes[*].Ipv6Prefix",
            "networkInterfaces.securityGroups": "Groups",
            "secondaryInterfaces.privateIpAddresses": "PrivateIpAddresses[*].PrivateIpAddress",
            "name": "/LaunchTemplateName",
            "securityGroupNames": "SecurityGroups",
            "tags": "/TagSpecifications[].Tags",
            "vpcSecurityGroupIds": "SecurityGroupIds",
        },
        aside={**_PREFIX, **apart("which version is the default", "defaultVersion updateDefaultVersion")},
    ),
    Call(
        "aws:lambda/function:Function",
        "lambda.CreateFunction",
        places={
            "durableConfig.retentionPeriod": "RetentionPeriodInDays",
            "imageUri": "Code.ImageUri",
            "name": "FunctionName",
            "reservedConcurrentExecutions": Place("PutFunctionConcurrency:ReservedConcurrentExecutions", own=(-1,)),
            "s3Bucket": "Code.S3Bucket",
            "s3Key": "Code.S3Key",
            "s3ObjectVersion": "Code.S3ObjectVersion",
            "sourceKmsKeyArn": "Code.SourceKMSKeyArn",
        },
        aside={
            "code": "a file that the provider uploads",
            **apart("what tells the provider that the code is another", "codeSha256 sourceCodeHash"),
            **apart("made by AWS", "snapStart.optimizationStatus vpcConfig.vpcId"),
            **apart(
                "how the function is deleted",
                "replaceSecurityGroupsOnDestroy replacementSecurityGroupIds skipDestroy",
            ),
            "useResourceTimeoutForPropagation": "how the provider waits",
        },
        supplied=("Code", "EphemeralStorage.Size"),
    ),
    Call("aws:lambda/alias:Alias", "lambda.CreateAlias"),
    Call(
        "aws:lambda/functionUrl:FunctionUrl",
        "lambda.CreateFunctionUrlConfig",
        places={"authorizationType": "AuthType"},
    ),
    Call(
        "aws:lambda/layerVersion:LayerVersion",
        "lambda.PublishLayerVersion",
        places={
            "s3Bucket": "Content.S3Bucket",
            "s3Key": "Content.S3Key",
            "s3ObjectVersion": "Content.S3ObjectVersion",
        },
        aside={
            "code": "a file that the provider uploads",
            "skipDestroy": "how the version is deleted",
            "sourceCodeHash": "what tells the provider that the code is another",
        },
        supplied=("Content",),
    ),
    Call(
        "aws:lambda/permission:Permission",
        "lambda.AddPermission",
        places={"function": "FunctionName"},
        aside={"statementIdPrefix": "the beginning of the id"},
        supplied=("StatementId",),
    ),
    Call(
        "aws:lambda/eventSourceMapping:EventSourceMapping",
        "lambda.CreateEventSourceMapping",
        places={"destinationConfig.onFailure.destinationArn": "Destination", "queues": "Queues[]"},
        aside={"useResourceTimeoutForPropagation": "how the provider waits"},
    ),
    Call(
        "aws:sfn/stateMachine:StateMachine",
        "stepfunctions.CreateStateMachine",
        places={
            "definition": Place(json=True),
            "loggingConfiguration.logDestination": "destinations[].cloudWatchLogsLogGroup.logGroupArn",
        },
        aside=_PREFIX,
        supplied=("encryptionConfiguration.type",),
    ),
)
