"""GitHub as an identity provider, and the roles that its jobs take, as they are to be."""

from collections.abc import Mapping, Sequence
from typing import Any

from pyairtable_components.vocabulary.github import AUDIENCE, ISSUER
from pyairtable_infra.operations.aws import Call
from pyairtable_infra.operations.bootstrap.documents import canonical
from pyairtable_infra.operations.bootstrap.model import Calls, Property, Resource, pairs, setting, tags
from pyairtable_infra.operations.bootstrap.site import Site

INLINE = "pulumi-state"
"""The name of a role's own policy."""
SESSION_SECONDS = 3600
"""What aws-actions/configure-aws-credentials asks for, unless a workflow says another.

https://github.com/aws-actions/configure-aws-credentials
"""


def provider_title() -> str:
    """How the identity provider is called."""
    return f"OIDC provider {ISSUER}"


def role_title(name: str) -> str:
    """How a role is called."""
    return f"IAM role {name}"


def provider(site: Site, marks: Mapping[str, str]) -> Resource:
    """GitHub's issuer of tokens, for one audience.

    No thumbprints: IAM trusts the certificate through its own list of authorities, and looks at a thumbprint only where
    they do not know the issuer
    (https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html).
    """
    named = {"OpenIDConnectProviderArn": site.provider_arn}
    added = Call("iam", "AddClientIDToOpenIDConnectProvider", {**named, "ClientID": AUDIENCE})
    new = {"Url": f"https://{ISSUER}", "ClientIDList": [AUDIENCE], "Tags": pairs(marks)}
    return Resource(
        provider_title(),
        Call("iam", "CreateOpenIDConnectProvider", new),
        (
            tags(marks, lambda whole: Call("iam", "TagOpenIDConnectProvider", {**named, "Tags": pairs(whole)})),
            Property("audiences", lambda now: sorted({*(now or ()), AUDIENCE}), lambda _a, _b: (added,), created=True),
        ),
    )


def role(
    name: str,
    description: str,
    *,
    trust: str,
    grants: str,
    policies: Sequence[str],
    boundary: str | None,
    marks: Mapping[str, str],
) -> Resource:
    """A role with exactly these rights.

    Policies that somebody else attached or wrote are taken away: a right that no option names is not meant. A boundary
    that no option names stays, for to take it away would widen what the role may do.
    """
    named: dict[str, Any] = {"RoleName": name}
    settings = {"Description": description, "MaxSessionDuration": SESSION_SECONDS}
    bounded = {"PermissionsBoundary": boundary} if boundary else {}
    return Resource(
        role_title(name),
        Call(
            "iam",
            "CreateRole",
            {**named, "AssumeRolePolicyDocument": trust, **settings, **bounded, "Tags": pairs(marks)},
        ),
        (
            tags(marks, lambda whole: Call("iam", "TagRole", {**named, "Tags": pairs(whole)})),
            setting(
                "trust policy",
                canonical(trust),
                Call("iam", "UpdateAssumeRolePolicy", {**named, "PolicyDocument": trust}),
                created=True,
            ),
            setting("settings", settings, Call("iam", "UpdateRole", {**named, **settings}), created=True),
            Property(
                "boundary",
                lambda now: boundary or now,
                lambda _, after: (Call("iam", "PutRolePermissionsBoundary", {**named, "PermissionsBoundary": after}),),
                created=True,
            ),
            Property(
                "own policies",
                lambda _: {INLINE: canonical(grants)},
                lambda now, after: _own_policies(named, now or {}, after, grants),
            ),
            Property(
                "managed policies",
                lambda _: sorted(policies),
                lambda now, after: _managed_policies(named, now or [], after),
            ),
        ),
    )


def _own_policies(named: Mapping[str, Any], now: Mapping[str, Any], after: Mapping[str, Any], grants: str) -> Calls:
    foreign = (
        Call("iam", "DeleteRolePolicy", {**named, "PolicyName": each}) for each in sorted(now.keys() - after.keys())
    )
    ours = Call("iam", "PutRolePolicy", {**named, "PolicyName": INLINE, "PolicyDocument": grants})
    return *foreign, *(() if now.get(INLINE) == after[INLINE] else (ours,))


def _managed_policies(named: Mapping[str, Any], now: Sequence[str], after: Sequence[str]) -> Calls:
    gone = (Call("iam", "DetachRolePolicy", {**named, "PolicyArn": arn}) for arn in now if arn not in after)
    new = (Call("iam", "AttachRolePolicy", {**named, "PolicyArn": arn}) for arn in after if arn not in now)
    return *gone, *new
