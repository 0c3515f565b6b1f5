"""The identity provider and the roles, as they are."""

from typing import Any

from pyairtable_components.vocabulary.github import AUDIENCE
from pyairtable_infra.operations.aws import Aws, Call
from pyairtable_infra.operations.bootstrap import conflicts
from pyairtable_infra.operations.bootstrap.documents import canonical
from pyairtable_infra.operations.bootstrap.identity import provider_title, role_title
from pyairtable_infra.operations.bootstrap.marks import ours, read
from pyairtable_infra.operations.bootstrap.model import Seen
from pyairtable_infra.operations.bootstrap.site import Site

GONE = ("NoSuchEntity",)


def provider(aws: Aws, site: Site) -> Seen:
    """The provider. Another project or person may have made it, for an account has one only; then it stays as it is.

    Raises:
        ConflictError: Somebody else made it, and for other audiences.
    """
    named = {"OpenIDConnectProviderArn": site.provider_arn}
    there = aws.run(Call("iam", "GetOpenIDConnectProvider", named), absent=GONE)
    if there is None:
        return Seen({provider_title(): None})
    tags = read(there.get("Tags", []))
    audiences = there.get("ClientIDList", [])
    mine = ours(site.project, tags)
    if not mine and AUDIENCE not in audiences:
        raise conflicts.deaf_provider(site, audiences)
    found = {provider_title(): {"tags": tags, "audiences": sorted(audiences)}}
    return Seen(found, foreign=frozenset() if mine else frozenset(found))


def role(aws: Aws, site: Site, name: str) -> Seen:
    """A role.

    Raises:
        ConflictError: Bootstrap did not make it.
    """
    answer = aws.run(Call("iam", "GetRole", {"RoleName": name}), absent=GONE)
    if answer is None:
        return Seen({role_title(name): None})
    there: dict[str, Any] = answer["Role"]
    tags = read(there.get("Tags", []))
    if not ours(site.project, tags):
        raise conflicts.foreign_role(site, name)
    attached = aws.ask("iam", "ListAttachedRolePolicies", RoleName=name).get("AttachedPolicies", [])
    own = aws.ask("iam", "ListRolePolicies", RoleName=name).get("PolicyNames", [])
    found = {
        "tags": tags,
        "trust policy": canonical(there["AssumeRolePolicyDocument"]),
        "settings": {
            "Description": there.get("Description"),
            "MaxSessionDuration": there.get("MaxSessionDuration"),
        },
        "boundary": there.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn"),
        "own policies": {
            each: canonical(aws.ask("iam", "GetRolePolicy", RoleName=name, PolicyName=each)["PolicyDocument"])
            for each in own
        },
        "managed policies": sorted(str(policy["PolicyArn"]) for policy in attached),
    }
    return Seen({role_title(name): found})


def policy(aws: Aws, option: str, arn: str) -> Seen:
    """Look whether a policy that an option names is there, before anything is made.

    Raises:
        ConflictError: It is not.
    """
    if aws.run(Call("iam", "GetPolicy", {"PolicyArn": arn}), absent=GONE) is None:
        raise conflicts.no_such_policy(option, arn)
    return Seen({})
