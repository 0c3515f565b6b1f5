"""GitHub Actions as an identity provider: who asks for a role, and how he is called in a token."""

from typing import Annotated

from pydantic import Field

from pyairtable_components.vocabulary.checks import matching

ISSUER = "token.actions.githubusercontent.com"
"""https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws"""
AUDIENCE = "sts.amazonaws.com"
"""What aws-actions/configure-aws-credentials asks a token for. https://github.com/aws-actions/configure-aws-credentials"""

_OWNER, _NAME = r"[A-Za-z0-9][A-Za-z0-9_-]{0,38}", r"[A-Za-z0-9_.-]{1,100}"
REPOSITORY = rf"{_OWNER}/{_NAME}|{_OWNER}@[0-9]+/{_NAME}@[0-9]+"
"""With ids: https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims"""

GithubRepository = Annotated[
    str,
    matching(REPOSITORY, "a repository (OWNER/REPO, or OWNER@ID/REPO@ID)", "pyairtable-org/api-gateway"),
    Field(examples=["pyairtable-org/api-gateway"]),
]

GithubSubject = Annotated[
    str,
    matching(
        r"environment:[A-Za-z0-9_.-]{1,255}|ref:refs/tags/[A-Za-z0-9_.-][A-Za-z0-9_./-]*\*?",
        "a subject that keeps pull requests and forks out (a GitHub environment, or tags by their beginning)",
        "environment:prod",
    ),
    Field(examples=["environment:prod"]),
]
"""What follows the repository in a token's subject: a job's environment, or the tags that a run is for.

No branch: `pull_request_target` and `workflow_run` have the subject of the default branch, whoever started them.
https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
"""


def subject(repository: str, rest: str) -> str:
    """The whole subject of a token."""
    return f"repo:{repository}:{rest}"


def provider_arn(account: str, partition: str = "aws") -> str:
    """GitHub as an identity provider of an account, which has one at most."""
    return f"arn:{partition}:iam::{account}:oidc-provider/{ISSUER}"
