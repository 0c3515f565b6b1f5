"""EFS, ECR, AWS Backup.

https://docs.aws.amazon.com/efs/latest/ug/api-reference.html https://docs.aws.amazon.com/AmazonECR/latest/APIReference/
https://docs.aws.amazon.com/aws-backup/latest/devguide/api-reference.html
"""

from pyairtable_infra.engine.standin.aws.calls import Call, Place

CALLS = (
    Call(
        "aws:efs/fileSystem:FileSystem",
        "efs.CreateFileSystem",
        places={
            "lifecyclePolicies": "PutLifecycleConfiguration:LifecyclePolicies",
            "protection": ".",
            "protection.replicationOverwrite": "UpdateFileSystemProtection:ReplicationOverwriteProtection",
        },
        supplied=("CreationToken",),
    ),
    Call("aws:efs/mountTarget:MountTarget", "efs.CreateMountTarget"),
    Call("aws:efs/accessPoint:AccessPoint", "efs.CreateAccessPoint", supplied=("ClientToken",)),
    Call(
        "aws:ecr/repository:Repository",
        "ecr.CreateRepository",
        places={"name": "repositoryName"},
        aside={"forceDelete": "how the repository is deleted"},
        supplied=("encryptionConfiguration.encryptionType",),
    ),
    Call(
        "aws:ecr/repositoryPolicy:RepositoryPolicy",
        "ecr.SetRepositoryPolicy",
        places={"repository": "repositoryName", "policy": Place("policyText", policy="repository")},
    ),
    Call(
        "aws:ecr/registryPolicy:RegistryPolicy",
        "ecr.PutRegistryPolicy",
        places={"policy": Place("policyText", policy="resource")},
    ),
    Call("aws:ecr/pullThroughCacheRule:PullThroughCacheRule", "ecr.CreatePullThroughCacheRule"),
    Call(
        "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
        "ecr.CreateRepositoryCreationTemplate",
        places={
            "appliedFors": "appliedFor",
            "encryptionConfigurations": "encryptionConfiguration",
            "lifecyclePolicy": Place(json=True),
            "repositoryPolicy": Place(policy="repository"),
        },
        supplied=("encryptionConfiguration.encryptionType",),
    ),
    Call("aws:ecr/replicationConfiguration:ReplicationConfiguration", "ecr.PutReplicationConfiguration"),
    Call("aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration", "ecr.PutRegistryScanningConfiguration"),
    Call(
        "aws:ecr/lifecyclePolicy:LifecyclePolicy",
        "ecr.PutLifecyclePolicy",
        places={"repository": "repositoryName", "policy": Place("lifecyclePolicyText", json=True)},
    ),
    Call(
        "aws:backup/vault:Vault",
        "backup.CreateBackupVault",
        places={"kmsKeyArn": "EncryptionKeyArn", "name": "BackupVaultName", "tags": "BackupVaultTags"},
        aside={"forceDestroy": "how the vault is deleted"},
    ),
    Call(
        "aws:backup/plan:Plan",
        "backup.CreateBackupPlan",
        into="BackupPlan",
        places={
            "name": "BackupPlanName",
            "rules.completionWindow": "CompletionWindowMinutes",
            "rules.copyActions.destinationVaultArn": "DestinationBackupVaultArn",
            "rules.schedule": "ScheduleExpression",
            "rules.startWindow": "StartWindowMinutes",
            "rules.targetVaultName": "TargetBackupVaultName",
            "tags": "/BackupPlanTags",
            "*.lifecycle.coldStorageAfter": "MoveToColdStorageAfterDays",
            "*.lifecycle.deleteAfter": "DeleteAfterDays",
        },
    ),
    Call(
        "aws:backup/selection:Selection",
        "backup.CreateBackupSelection",
        into="BackupSelection",
        places={
            "name": "SelectionName",
            "planId": "/BackupPlanId",
            "selectionTags": "ListOfTags",
            "selectionTags.type": "ConditionType",
            "*.key": "ConditionKey",
            "*.value": "ConditionValue",
        },
    ),
)
