"""What a person does next: the commands, the variables of the workflows, and what to think of."""

from collections.abc import Iterator
from dataclasses import dataclass

from pyairtable_infra.operations.bootstrap.runner import Prepared

UNBOUNDED = {"AdministratorAccess", "IAMFullAccess"}
"""AWS's policies with which a role may change what holds it."""


@dataclass(frozen=True)
class Command:
    """A command and what it is for."""

    purpose: str
    command: str


def commands(prepared: Prepared) -> Iterator[Command]:
    """The commands that a first `pulumi up` needs, and those that tell GitHub of the roles.

    The variables are those of `.github/workflows/preview.yml`; PULUMI_DEPLOY_ROLE_ARN is for a workflow that deploys.
    """
    site, request = prepared.site, prepared.request
    yield Command("use the bucket; the first login writes .pulumi/meta.yaml", f"pulumi login '{site.backend_url}'")
    for name in request.profiles:
        yield Command(
            f"make the stack {name}, with its data key in Pulumi.{name}.yaml",
            f'pulumi stack init {name} --secrets-provider="{site.secrets_provider(name)}"',
        )
    if not request.repository:
        return
    repository = "/".join(part.split("@")[0] for part in request.repository.split("/"))
    for variable, value in (
        ("PULUMI_BACKEND_URL", site.backend_url),
        ("PULUMI_PREVIEW_ROLE_ARN", site.role_arn(site.previewer)),
        ("AWS_REGION", site.region),
    ):
        yield Command("tell the workflows", f"gh variable set {variable} --repo {repository} --body '{value}'")
    for name in request.profiles:
        arn = site.role_arn(site.deployer(name))
        yield Command(
            f"tell the environment {name}",
            f"gh variable set PULUMI_DEPLOY_ROLE_ARN --repo {repository} --env {name} --body '{arn}'",
        )


def notes(prepared: Prepared) -> Iterator[str]:
    """What the steps do not say."""
    request = prepared.request
    if not request.repository:
        yield (
            "no GitHub identity provider and no roles: no repository was named. "
            "For example: --repository pyairtable-org/pyairtable-infra"
        )
        return
    if "@" not in request.repository:
        yield (
            f"the roles trust {request.repository} by its name. A repository that was made, renamed or moved since "
            "July 15, 2026 shows its ids too, and has to be named with them. To see them: "
            f"gh api repos/{request.repository} --jq '\"\\(.owner.login)@\\(.owner.id)/\\(.name)@\\(.id)\"'"
        )
    bare = [name for name in request.profiles if not request.deploy_policies[name]]
    if bare:
        yield (
            f"the roles that deploy {', '.join(bare)} may use their state and nothing else of AWS: say what they may "
            "deploy. For example: --deploy-policy arn:aws:iam::aws:policy/PowerUserAccess"
        )
    free = [name for name, profile in request.profiles.items() if not profile.permissions_boundary]
    named = {arn for name in free for arn in request.deploy_policies[name]}
    mighty = sorted(arn for arn in named if arn.rsplit("/", 1)[-1] in UNBOUNDED)
    if mighty and not request.boundary:
        yield (
            f"{', '.join(mighty)} without a --boundary, and no permissions_boundary in {', '.join(free)}: such a role "
            "may rewrite every policy here, its own too, so whoever may deploy one environment rules the account"
        )
    if len(free) < len(request.profiles):
        bound = [name for name in request.profiles if name not in free]
        yield (
            f"deployments of {', '.join(bound)} make roles within their permissions_boundary only: where that is "
            "managed, an administrator deploys the stack account first, and after each change of it"
        )
    yield (
        "whoever may push a branch can use the preview role, so it reads the state and the secrets of "
        f"{', '.join(request.previewed)}. To leave one out: --preview-environment for each of the others"
    )
    yield (
        "a token for an environment names no branch: in the settings of the repository, let only protected branches "
        f"deploy to {', '.join(request.profiles)}"
    )
