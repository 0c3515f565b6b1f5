"""The name of an image, taken apart."""

import re
from dataclasses import dataclass

MANIFEST_TYPES = (
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.v2+json",
)
INDEX_TYPES = frozenset(MANIFEST_TYPES[:2])


@dataclass(frozen=True, order=True)
class Reference:
    """`host/repository:tag`; the tag may be a digest."""

    host: str
    repository: str
    tag: str

    @classmethod
    def parse(cls, text: str) -> "Reference":
        """Take a full reference apart, without its digest where it has a tag too."""
        host, _, rest = text.partition("/")
        named, _, digest = rest.partition("@")
        repository, _, tag = named.partition(":")
        return cls(host, repository, tag or digest)

    def __str__(self) -> str:
        joint = "@" if is_digest(self.tag) else ":"
        return f"{self.host}/{self.repository}{joint}{self.tag}"


def is_digest(text: str) -> bool:
    """Whether `text` is a digest: sha256 and 64 hexadecimal digits."""
    return bool(re.fullmatch(r"sha256:[0-9a-f]{64}", text))
