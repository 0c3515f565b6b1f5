"""The IAM role of jobs of GitHub Actions."""

from collections.abc import Sequence

from pulumi import ResourceOptions

from pyairtable_components.context import Context
from pyairtable_components.identity.policy import Conditions, Statement
from pyairtable_components.identity.role import Role
from pyairtable_components.vocabulary.github import AUDIENCE, ISSUER, provider_arn, subject


class GithubRole(Role, token="pyairtable:identity:GithubRole"):
    """An IAM role that jobs of one GitHub repository may assume, with exactly the statements given.

    Creates: the role, and an inline policy where there is a statement. The trust policy asks for the audience and for
    one of the subjects; a star stands only at the end of a tag's name, so no pull request and no fork is admitted
    (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html#idp_oidc_Create_GitHub).
    The account must have GitHub as an identity provider: `pyairtable-infra bootstrap --repository` makes it.

    Args:
        name: Logical name; also the last part of the role's physical name.
        context: What holds for the stack.
        repository: OWNER/REPO.
        subjects: Which of its jobs, for example `environment:prod` or `ref:refs/tags/v*`; see `GithubSubject`.
        statements: What the role may do.
        service: The service of the platform that the role belongs to, for the tags.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        context: Context,
        *,
        repository: str,
        subjects: Sequence[str],
        statements: tuple[Statement, ...] = (),
        service: str = "shared",
        opts: ResourceOptions | None = None,
    ) -> None:
        whole = [subject(repository, each) for each in subjects]
        audience = {f"{ISSUER}:aud": AUDIENCE}
        # Only where there is a star does another operator read it.
        wanted: Conditions = {"StringEquals": {**audience, f"{ISSUER}:sub": whole}}
        if any(each.endswith("*") for each in whole):
            wanted = {"StringEquals": audience, "StringLike": {f"{ISSUER}:sub": whole}}
        provider = provider_arn(context.account_id, context.partition)
        trusted = Statement(["sts:AssumeRoleWithWebIdentity"], principals={"Federated": [provider]}, conditions=wanted)
        super().__init__(name, context, trusted=trusted, statements=statements, service=service, opts=opts)
