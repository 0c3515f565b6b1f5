"""IAM.

https://docs.aws.amazon.com/IAM/latest/APIReference/
"""

from collections.abc import Mapping

from pyairtable_infra.engine.standin.aws.calls import Call, Place

_PREFIX: Mapping[str, str] = {"namePrefix": "the beginning of the name"}
_POLICY: Mapping[str, str | Place] = {"name": "PolicyName", "policy": Place("PolicyDocument", policy="identity")}

CALLS = (
    Call(
        "aws:iam/role:Role",
        "iam.CreateRole",
        places={"name": "RoleName", "assumeRolePolicy": Place("AssumeRolePolicyDocument", policy="trust")},
        aside={
            **_PREFIX,
            "forceDetachPolicies": "how the role is deleted",
            "inlinePolicies": "each is put by PutRolePolicy",
            "managedPolicyArns": "each is attached by AttachRolePolicy",
        },
    ),
    Call("aws:iam/rolePolicy:RolePolicy", "iam.PutRolePolicy", places={**_POLICY, "role": "RoleName"}, aside=_PREFIX),
    Call(
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "iam.AttachRolePolicy",
        places={"role": "RoleName"},
    ),
    Call(
        "aws:iam/instanceProfile:InstanceProfile",
        "iam.CreateInstanceProfile",
        places={"name": "InstanceProfileName", "role": "AddRoleToInstanceProfile:RoleName"},
        aside=_PREFIX,
    ),
    Call(
        "aws:iam/policy:Policy",
        "iam.CreatePolicy",
        places=_POLICY,
        aside={**_PREFIX, "delayAfterPolicyCreationInMs": "how the provider waits"},
    ),
    Call(
        "aws:iam/user:User",
        "iam.CreateUser",
        places={"name": "UserName"},
        aside={"forceDestroy": "how the user is deleted"},
    ),
    Call("aws:iam/userPolicy:UserPolicy", "iam.PutUserPolicy", places={**_POLICY, "user": "UserName"}, aside=_PREFIX),
    Call(
        "aws:iam/userPolicyAttachment:UserPolicyAttachment",
        "iam.AttachUserPolicy",
        places={"user": "UserName"},
    ),
    Call("aws:iam/group:Group", "iam.CreateGroup", places={"name": "GroupName"}),
    Call(
        "aws:iam/groupPolicy:GroupPolicy", "iam.PutGroupPolicy", places={**_POLICY, "group": "GroupName"}, aside=_PREFIX
    ),
    Call(
        "aws:iam/accessKey:AccessKey",
        "iam.CreateAccessKey",
        places={"user": "UserName", "status": "UpdateAccessKey:Status"},
        aside={"pgpKey": "what the provider encrypts the secret with"},
    ),
    Call("aws:iam/openIdConnectProvider:OpenIdConnectProvider", "iam.CreateOpenIDConnectProvider"),
)
