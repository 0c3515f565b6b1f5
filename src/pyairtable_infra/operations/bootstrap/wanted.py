"""Everything that an account is to have, in the order in which it can be made."""

from collections.abc import Iterator

from pyairtable_infra.operations.bootstrap import grants, identity, storage
from pyairtable_infra.operations.bootstrap.marks import marks
from pyairtable_infra.operations.bootstrap.model import Resource
from pyairtable_infra.operations.bootstrap.request import Request
from pyairtable_infra.operations.bootstrap.site import Site
from pyairtable_infra.profile.boundary import boundary_arn


def wanted(request: Request, site: Site) -> Iterator[Resource]:
    """The key, its alias, the bucket; with a repository GitHub's provider and the roles.

    The policies of bucket and key name the roles in any case. So a run without a repository opens nothing that one
    with it has closed.
    """
    shared = {"owner": request.owner, "cost_center": request.cost_center}
    state = marks(site.project, "state-backend", **shared, classification="sensitive")
    names = list(request.profiles)
    yield storage.key(site, names, request.previewed, state)
    yield storage.alias(site)
    yield storage.bucket(site, names, request.previewed, state)
    if not request.repository:
        return
    yield identity.provider(site, marks(site.project, "github-actions", **shared, classification="non-sensitive"))
    for name, profile in request.profiles.items():
        yield identity.role(
            site.deployer(name),
            f"Deploys {name} of {site.project} from GitHub Actions",
            trust=grants.deployer_trust(site, request.repository, name),
            grants=grants.deployer(site, name, boundary_arn(profile.permissions_boundary, site.account)),
            policies=request.deploy_policies[name],
            boundary=request.boundary,
            marks=marks(
                site.project,
                "deploy-role",
                environment=name,
                owner=profile.owner,
                cost_center=profile.cost_center,
                classification=profile.data_classification,
            ),
        )
    yield identity.role(
        site.previewer,
        f"Previews pull requests of {site.project} from GitHub Actions",
        trust=grants.previewer_trust(site, request.repository),
        grants=grants.previewer(site, request.previewed),
        policies=request.preview_policies,
        boundary=request.boundary,
        marks=marks(site.project, "preview-role", **shared, classification="sensitive"),
    )
