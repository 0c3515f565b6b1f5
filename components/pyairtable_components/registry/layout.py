"""How the images of the platform are laid out in a registry."""

from typing import Annotated, Literal

from pydantic import Field

from pyairtable_components.vocabulary.checks import matching

Generation = Literal["legacy", "microservices", "shared"]
"""The folder an image lies in: `legacy` (v1), `microservices` (v2), or `shared` by both."""

GENERATIONS: tuple[Generation, ...] = ("legacy", "microservices", "shared")

DEFAULT_TAGS: dict[Generation, str] = {"legacy": "v1.0.0", "microservices": "v2.0.0", "shared": "latest"}
"""The tag of a generation that is not told otherwise."""

_OWNER = r"[a-z0-9]([a-z0-9-]{0,37}[a-z0-9])?"

GithubOwner = Annotated[
    str,
    matching(_OWNER, "an organisation of GitHub in small letters, as ghcr.io writes it", "pyairtable-org"),
    Field(examples=["pyairtable-org"]),
]
