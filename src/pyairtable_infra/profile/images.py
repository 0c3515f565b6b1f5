"""Where the images of the services come from."""

from typing import Annotated

from pydantic import Field

from pyairtable_components.registry.layout import DEFAULT_TAGS, Generation
from pyairtable_components.spec import Spec
from pyairtable_components.vocabulary import Arn, Digest, ImageTag, ServiceName
from pyairtable_components.vocabulary.checks import matching

_LABEL = r"[a-z0-9]([a-z0-9-]*[a-z0-9])?"
_PART = r"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*"
_REGISTRY = rf"{_LABEL}(\.{_LABEL})+(:[0-9]+)?(/{_PART})*"

Registry = Annotated[
    str,
    matching(_REGISTRY, "a registry (a host without https://, and folders)", "ghcr.io/pyairtable-org"),
    Field(examples=["ghcr.io/pyairtable-org"], json_schema_extra={"pattern": f"^{_REGISTRY}$"}),
]


class ImagesSpec(Spec):
    """Registry, generations and tags."""

    registry: Registry = "ghcr.io/pyairtable-org"
    """Host, and folder where it has some."""
    generation: Generation = "legacy"
    """The generation of every service that `generations` does not name."""
    generations: dict[ServiceName, Generation] = Field(default_factory=dict)
    """Services that are ahead or behind. A service may be replaced by several in `microservices`."""
    tags: dict[Generation, ImageTag] = Field(default_factory=dict)
    """The tag of each generation; v1.0.0, v2.0.0 and latest, unless given."""
    digests: dict[ServiceName, Digest] = Field(default_factory=dict)
    """The very image of a service or task, whatever its tag stands for; `pyairtable-infra registry pin ENV --write`."""
    pull_secret: Arn | None = None
    """Secret with the credential of the registry, where the images are private."""

    def generation_of(self, service: str) -> Generation:
        """The generation that `service` runs in."""
        return self.generations.get(service, self.generation)

    def repository(self, service: str) -> str:
        """Where the images of `service` lie."""
        return f"{self.registry}/{self.generation_of(service)}/{service}"

    def tagged(self, service: str) -> str:
        """The image of `service` by its tag."""
        generation = self.generation_of(service)
        return f"{self.repository(service)}:{self.tags.get(generation, DEFAULT_TAGS[generation])}"

    def pinned(self, task: str, image: str) -> str:
        """The image that `task` names by a tag, by its digest where one is pinned."""
        digest = self.digests.get(task)
        if not digest or "@" in image:
            return image
        folder, _, named = image.rpartition("/")
        return f"{folder}/{named.partition(':')[0]}@{digest}"

    def reference(self, service: str) -> str:
        """The full image reference of `service`: by its digest where one is pinned, else by its tag."""
        digest = self.digests.get(service)
        return f"{self.repository(service)}@{digest}" if digest else self.tagged(service)
