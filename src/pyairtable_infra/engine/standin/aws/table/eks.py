"""Amazon EKS.

https://docs.aws.amazon.com/eks/latest/APIReference/
"""

from pyairtable_infra.engine.standin.aws.calls import Call

CALLS = (
    Call(
        "aws:eks/cluster:Cluster",
        "eks.CreateCluster",
        places={"enabledClusterLogTypes": "logging.clusterLogging[].types", "vpcConfig": "resourcesVpcConfig"},
        aside={
            "defaultAddonsToRemoves": "add-ons that the provider removes",
            "forceUpdateVersion": "how later changes are made",
            "kubernetesNetworkConfig.serviceIpv6Cidr": "made by AWS",
            "vpcConfig.clusterSecurityGroupId": "made by AWS",
            "vpcConfig.vpcId": "made by AWS",
        },
    ),
    Call(
        "aws:eks/nodeGroup:NodeGroup",
        "eks.CreateNodegroup",
        places={
            "nodeRoleArn": "nodeRole",
            "remoteAccess.sourceSecurityGroupIds": "sourceSecurityGroups",
            "subnetIds": "subnets",
        },
        aside={
            "forceUpdateVersion": "how later changes are made",
            "nodeGroupNamePrefix": "the beginning of the name",
        },
        supplied=("nodegroupName",),
    ),
    Call(
        "aws:eks/addon:Addon",
        "eks.CreateAddon",
        places={
            "resolveConflictsOnCreate": "resolveConflicts",
            "resolveConflictsOnUpdate": "UpdateAddon:resolveConflicts",
        },
        aside={"preserve": "how the add-on is deleted"},
    ),
    Call("aws:eks/accessEntry:AccessEntry", "eks.CreateAccessEntry"),
    Call("aws:eks/accessPolicyAssociation:AccessPolicyAssociation", "eks.AssociateAccessPolicy"),
    Call("aws:eks/podIdentityAssociation:PodIdentityAssociation", "eks.CreatePodIdentityAssociation"),
)
