"""What a role that deploys may never do with IAM, where its environment has a permissions boundary.

`--deploy-policy` may grant all of IAM, for a deployment makes roles. These denials, in the role's own policy, leave it
the roles of its environment, and those only within the boundary
(https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate).
They hold themselves: the role can change no role of bootstrap, so it cannot take its own policy away.
"""

from pyairtable_infra.operations.bootstrap.documents import Condition, Statement, refuse
from pyairtable_infra.operations.bootstrap.site import Site
from pyairtable_infra.profile.sections import PROJECT

# IAM asks these for the boundary that the role has, or is to get; a negated condition holds where there is none.
# https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
WIDENING = ("iam:AttachRolePolicy", "iam:CreateRole", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy")
OF_ROLES = (
    *WIDENING,
    "iam:AddRoleToInstanceProfile",
    "iam:DeleteRole",
    "iam:DeleteRolePolicy",
    "iam:DetachRolePolicy",
    "iam:PassRole",
    "iam:UpdateAssumeRolePolicy",
    "iam:UpdateRole",
    "sts:AssumeRole",
)
OF_OTHERS = (
    # A boundary that can be rewritten or taken away is none.
    "iam:CreatePolicyVersion",
    "iam:DeletePolicy",
    "iam:DeletePolicyVersion",
    "iam:DeleteRolePermissionsBoundary",
    "iam:SetDefaultPolicyVersion",
    # Whoever makes a user or lets another issuer in has no need of roles.
    "iam:AddClientIDToOpenIDConnectProvider",
    "iam:AddUserToGroup",
    "iam:AttachGroupPolicy",
    "iam:AttachUserPolicy",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreateOpenIDConnectProvider",
    "iam:CreateSAMLProvider",
    "iam:CreateUser",
    "iam:DeleteUserPermissionsBoundary",
    "iam:PutGroupPolicy",
    "iam:PutUserPolicy",
    "iam:UpdateLoginProfile",
    "iam:UpdateOpenIDConnectProviderThumbprint",
    "iam:UpdateSAMLProvider",
)


def bounds(site: Site, environment: str, boundary: str) -> tuple[Statement, ...]:
    """The denials for the role that deploys `environment`, whose roles have the boundary with this ARN."""
    own = site.role_arn(f"{PROJECT}-{environment}-*")
    unbounded: Condition = {"StringNotEquals": {"iam:PermissionsBoundary": boundary}}
    return (
        refuse("OnlyWithBoundary", unbounded, Action=WIDENING, Resource=["*"]),
        refuse("OnlyOwnRoles", Action=OF_ROLES, NotResource=[own]),
        refuse("NotTheRolesOfBootstrap", Action=OF_ROLES, Resource=site.own_role_arns),
        refuse("NothingElseOfIam", Action=OF_OTHERS, Resource=["*"]),
    )
