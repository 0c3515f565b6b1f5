"""The IAM role with which GitHub Actions pushes images."""

from collections.abc import Sequence

from pulumi import Input, ResourceOptions

from pyairtable_components.context import Context
from pyairtable_components.identity.github_role import GithubRole
from pyairtable_components.identity.policy import allow
from pyairtable_components.registry.access import ENTER, PUSH
from pyairtable_components.registry.spec import ImagePusher


class ImagePushRole(GithubRole, token="pyairtable:registry:ImagePushRole"):
    """A role that jobs of one repository may assume, to push to the repositories of ECR that it names, and no other.

    It is what `.github/workflows/images.yml` takes as `role`.

    Args:
        name: Who pushes; with `push-` before it the logical name, and the last part of the role's physical name.
        spec: Which jobs.
        context: What holds for the stack.
        repository_arns: Where they push.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        spec: ImagePusher,
        context: Context,
        *,
        repository_arns: Sequence[Input[str]],
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(
            f"push-{name}",
            context,
            repository=spec.repository,
            subjects=spec.subjects,
            statements=(allow(ENTER, on=["*"]), allow(*PUSH, on=repository_arns)),
            opts=opts,
        )
