"""Where the images of the services come from."""

from typing import Annotated, Literal

from pydantic import Field

from pyairtable_components.spec import Spec
from pyairtable_components.vocabulary import Arn, ImageTag, ServiceName

Generation = Literal["legacy", "microservices", "shared"]
"""The repository an image lies in: `legacy` (v1), `microservices` (v2), or `shared` by both."""


class ImagesSpec(Spec):
    """Registry, generations and tags."""

    registry: Annotated[str, Field(pattern=r"^[a-z0-9.-]+\.[a-z]+(/[a-z0-9._-]+)*$")] = "ghcr.io/pyairtable-org"
    generation: Generation = "microservices"
    """The generation of every service that `generations` does not name."""
    generations: dict[ServiceName, Generation] = Field(default_factory=dict)
    """Services that are ahead or behind. A service may be replaced by several in `microservices`."""
    tags: dict[Generation, ImageTag] = Field(default_factory=dict)
    """The tag of each generation; v1.0.0, v2.0.0 and latest, unless given."""
    pull_secret: Arn | None = None
    """Secret with the credential of the registry, where the images are private."""

    def generation_of(self, service: str) -> Generation:
        """The generation that `service` runs in."""
        return self.generations.get(service, self.generation)

    def reference(self, service: str) -> str:
        """The full image reference of `service`."""
        generation = self.generation_of(service)
        tag = (
            self.tags.get(generation) or {"legacy": "v1.0.0", "microservices": "v2.0.0", "shared": "latest"}[generation]
        )
        return f"{self.registry}/{generation}/{service}:{tag}"
