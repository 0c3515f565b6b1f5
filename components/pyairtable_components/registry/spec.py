"""What a person decides about the registry of an account."""

from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from pyairtable_components.registry.layout import GENERATIONS, Generation, GithubOwner
from pyairtable_components.registry.lifecycle import Rule, check, retention
from pyairtable_components.spec import Spec
from pyairtable_components.vocabulary import AccountId, Region, ServiceName
from pyairtable_components.vocabulary.checks import EACH_ONCE, matching
from pyairtable_components.vocabulary.github import GithubRepository, GithubSubject
from pyairtable_components.vocabulary.image import CACHE

TagPattern = Annotated[
    str,
    matching(r"(?=[^*]*(\*[^*]*){0,4}$)[A-Za-z0-9_.*-]{1,128}", "a pattern of tags with at most four *", "prod-*"),
    Field(examples=["prod-*"]),
]
# https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
MutableTag = Annotated[
    str,
    matching(r"(?=[^*]*(\*[^*]*){0,2}$)[A-Za-z0-9._*-]{1,128}", "a tag filter with at most two *", "latest"),
    Field(examples=["latest"]),
]


class MirroredImages(Spec):
    """ECR fetches an image from ghcr.io when it is first pulled, and looks for a newer one once a day.

    https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
    """

    kind: Literal["mirrored"]
    owner: GithubOwner = "pyairtable-org"
    """Whose packages are mirrored: ghcr.io/OWNER."""
    credential: Literal["awaited", "written"] = "awaited"
    """Whether the secret holds a credential. ECR reads it as the cache is made, so the cache is made once it is there:
    deploy, `pyairtable-infra registry login`, then `written`."""


class ImagePusher(Spec):
    """Jobs of one GitHub repository that push images, by a role of their own: no key is kept."""

    repository: GithubRepository
    """Where the images are built: OWNER/REPO."""
    subjects: Annotated[tuple[GithubSubject, ...], Field(min_length=1)]
    """Which of its jobs: those of a GitHub environment, or runs for a tag."""
    images: Annotated[dict[Generation, tuple[ServiceName, ...]], Field(min_length=1)]
    """What they push, and nothing else."""


class PushedImages(Spec):
    """Whoever builds an image pushes it to a repository of this account."""

    kind: Literal["pushed"]
    repositories: Annotated[dict[Generation, tuple[ServiceName, ...]], Field(min_length=1)]
    """The images of each generation."""
    pushers: dict[ServiceName, ImagePusher] = Field(default_factory=dict)
    """Who pushes from GitHub Actions. The name is the last part of the role's."""

    @model_validator(mode="after")
    def _pushed_where_they_can(self) -> Self:
        for name, pusher in self.pushers.items():
            for generation, images in pusher.images.items():
                known = self.repositories.get(generation, ())
                for image in images:
                    if image not in known:
                        first, there = next(iter(self.repositories.items()))
                        raise ValueError(
                            f"pushers: {name} pushes {generation}/{image}, and repositories has none of that name. "
                            f"For example: images: {{{first}: [{there[0]}]}}"
                        )
        return self

    @field_validator("repositories")
    @classmethod
    def _each_once(cls, value: dict[Generation, tuple[str, ...]]) -> dict[Generation, tuple[str, ...]]:
        for generation, names in value.items():
            if not names or len(set(names)) < len(names):
                raise ValueError(f"{generation} names each image, and names it once. For example: [api-gateway]")
        return value


Images = Annotated[MirroredImages | PushedImages, Field(discriminator="kind", examples=[{"kind": "mirrored"}])]


class RetentionSpec(Spec):
    """How many images are kept; an image whose tags no pattern matches is kept for ever."""

    counts: Annotated[
        dict[TagPattern, Annotated[int, Field(strict=True, ge=1, le=1000, examples=[30])]], Field(min_length=1)
    ] = Field(default_factory=lambda: {"v*": 30, "prod-*": 30, "dev-*": 10, "staging-*": 10})
    """How many of each pattern. An image that several match belongs to the first."""
    untagged_days: Annotated[int, Field(strict=True, ge=1, le=365, examples=[1])] = 1
    """How long an image without a tag is kept, unless a multi-architecture image refers to it."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The lifecycle rules."""
        return retention(self.counts, self.untagged_days)

    @model_validator(mode="after")
    def _accepted(self) -> Self:
        check(self.rules)
        return self


class RegistrySpec(Spec):
    """The private ECR registry of an account and region."""

    images: Images = MirroredImages(kind="mirrored")
    """Where the images come from: mirrored from ghcr.io, or pushed."""
    retention: RetentionSpec = RetentionSpec()
    """Which images are kept."""
    scanning: Literal["basic", "enhanced"] = "basic"
    """Basic: once, as an image is pushed, free. Enhanced: by Amazon Inspector, as long as it is kept."""
    mutable_tags: Annotated[tuple[MutableTag, ...], Field(max_length=5)] = ("latest",)
    """The tags that may move. Every other one stays with its image."""
    pull_accounts: Annotated[tuple[AccountId, ...], EACH_ONCE] = ()
    """Other accounts that may pull."""
    replicas: Annotated[tuple[Region, ...], EACH_ONCE] = ()
    """Regions that get a copy of every image."""

    @property
    def caches(self) -> bool:
        """Whether ECR fetches images by itself."""
        return isinstance(self.images, MirroredImages) and self.images.credential == "written"

    @property
    def folders(self) -> dict[Generation, str]:
        """The folder of each generation, which its repositories' names begin with.

        A cache that is not of ECR keeps the upstream's whole path below its prefix:
        https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-private-wildcards.html
        """
        if isinstance(self.images, MirroredImages):
            return {each: f"{CACHE}/{self.images.owner}/{each}" for each in GENERATIONS}
        return {each: each for each in GENERATIONS if each in self.images.repositories}
