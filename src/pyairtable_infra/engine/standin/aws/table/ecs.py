"""Amazon ECS.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/
"""

from pyairtable_infra.engine.standin.aws.calls import Call, Place, apart

CALLS = (
    Call(
        "aws:ecs/cluster:Cluster",
        "ecs.CreateCluster",
        places={"name": "clusterName", "*.logConfiguration.s3BucketEncryptionEnabled": "s3EncryptionEnabled"},
    ),
    Call(
        "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
        "ecs.PutClusterCapacityProviders",
        places={"clusterName": "cluster"},
        supplied=("capacityProviders", "defaultCapacityProviderStrategy"),
    ),
    Call("aws:ecs/capacityProvider:CapacityProvider", "ecs.CreateCapacityProvider"),
    Call(
        "aws:ecs/service:Service",
        "ecs.CreateService",
        places={
            "name": "serviceName",
            "alarms": "deploymentConfiguration.alarms",
            "deploymentConfiguration.lifecycleHooks.hookDetails": Place(json=True),
            "deploymentCircuitBreaker": "deploymentConfiguration.deploymentCircuitBreaker",
            "deploymentMaximumPercent": "deploymentConfiguration.maximumPercent",
            "deploymentMinimumHealthyPercent": "deploymentConfiguration.minimumHealthyPercent",
            "forceNewDeployment": "UpdateService:forceNewDeployment",
            "iamRole": "role",
            "loadBalancers.elbName": "loadBalancerName",
            "networkConfiguration": "networkConfiguration.awsvpcConfiguration",
            "orderedPlacementStrategies": "placementStrategy",
            "serviceConnectConfiguration.services.tls.issuerCertAuthority": "issuerCertificateAuthority",
            "volumeConfiguration.managedEbsVolume.sizeInGb": "sizeInGiB",
        },
        aside={
            **apart("how the provider waits and rolls back", "sigintRollback waitForSteadyState"),
            "forceDelete": "how the service is deleted",
            "triggers": "what makes the provider deploy again",
        },
        supplied=("deploymentController.type",),
    ),
    Call(
        "aws:ecs/taskDefinition:TaskDefinition",
        "ecs.RegisterTaskDefinition",
        places={
            "containerDefinitions": Place(json=True),
            "volumes.configureAtLaunch": "configuredAtLaunch",
            "volumes.hostPath": "host.sourcePath",
        },
        aside=apart("what the provider does with older revisions", "skipDestroy trackLatest"),
    ),
)
