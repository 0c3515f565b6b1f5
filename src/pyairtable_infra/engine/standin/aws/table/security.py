"""KMS, Secrets Manager, Systems Manager, ACM, WAF.

https://docs.aws.amazon.com/kms/latest/APIReference/ https://docs.aws.amazon.com/secretsmanager/latest/apireference/
https://docs.aws.amazon.com/systems-manager/latest/APIReference/ https://docs.aws.amazon.com/acm/latest/APIReference/
https://docs.aws.amazon.com/waf/latest/APIReference/
"""

from pyairtable_infra.engine.standin.aws.calls import Call, Place, apart

_PREFIX = {"namePrefix": "the beginning of the name"}
_WRITE_ONLY = "a value that the provider writes and keeps nowhere"

CALLS = (
    Call("aws:kms/alias:Alias", "kms.CreateAlias", places={"name": "AliasName"}, aside=_PREFIX),
    Call(
        "aws:kms/key:Key",
        "kms.CreateKey",
        places={
            "deletionWindowInDays": "ScheduleKeyDeletion:PendingWindowInDays",
            "policy": Place("Policy", policy="resource"),
            "rotationPeriodInDays": "EnableKeyRotation:RotationPeriodInDays",
        },
        aside={
            "enableKeyRotation": "whether EnableKeyRotation is called",
            "isEnabled": "whether DisableKey is called",
        },
    ),
    Call(
        "aws:kms/replicaKey:ReplicaKey",
        "kms.ReplicateKey",
        places={
            "deletionWindowInDays": "ScheduleKeyDeletion:PendingWindowInDays",
            "policy": Place("Policy", policy="resource"),
        },
        aside={"enabled": "whether DisableKey is called", "primaryKeyArn": "its region and id are told apart"},
        supplied=("KeyId", "ReplicaRegion"),
    ),
    Call(
        "aws:secretsmanager/secret:Secret",
        "secretsmanager.CreateSecret",
        places={
            "policy": Place("PutResourcePolicy:ResourcePolicy", policy="resource"),
            "recoveryWindowInDays": "DeleteSecret:RecoveryWindowInDays",
            "replicas": "AddReplicaRegions",
        },
        aside={**_PREFIX, **apart("what a replica says of itself", "replicas.lastAccessedDate replicas.status*")},
    ),
    Call(
        "aws:secretsmanager/secretVersion:SecretVersion",
        "secretsmanager.PutSecretValue",
        aside=apart(_WRITE_ONLY, "secretStringWo*"),
    ),
    Call(
        "aws:secretsmanager/secretPolicy:SecretPolicy",
        "secretsmanager.PutResourcePolicy",
        places={"policy": Place("ResourcePolicy", policy="resource"), "secretArn": "SecretId"},
    ),
    Call(
        "aws:secretsmanager/secretRotation:SecretRotation",
        "secretsmanager.RotateSecret",
        aside={"rotationEnabled": "made by AWS"},
    ),
    Call(
        "aws:ssm/parameter:Parameter",
        "ssm.PutParameter",
        aside={"arn": "made by AWS", **apart(_WRITE_ONLY, "valueWo*"), "insecureValue": "another word for value"},
        supplied=("Value",),
    ),
    Call(
        "aws:acm/certificate:Certificate",
        "acm.RequestCertificate",
        places={
            "certificateBody": "ImportCertificate:Certificate",
            "certificateChain": "ImportCertificate:CertificateChain",
            "privateKey": "ImportCertificate:PrivateKey",
            "validationOptions": "DomainValidationOptions",
        },
        aside={"earlyRenewalDuration": "when the provider renews", **apart(_WRITE_ONLY, "privateKeyWo*")},
        supplied=("DomainName",),
    ),
    Call(
        "aws:wafv2/webAcl:WebAcl",
        "wafv2.CreateWebACL",
        places={
            "ruleJson": Place("Rules", json=True),
            "*.addressFields": ".",
            "*.addressFields.identifiers": "AddressFields[*].Identifier",
            "*.phoneNumberFields": ".",
            "*.phoneNumberFields.identifiers": "PhoneNumberFields[*].Identifier",
        },
        aside={
            **_PREFIX,
            **apart("a list here, a map in the API", "associationConfig.requestBodies customResponseBodies"),
        },
    ),
    Call("aws:wafv2/webAclAssociation:WebAclAssociation", "wafv2.AssociateWebACL"),
    Call("aws:wafv2/ipSet:IpSet", "wafv2.CreateIPSet", aside=_PREFIX, supplied=("Addresses",)),
)
