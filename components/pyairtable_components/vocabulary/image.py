"""References to container images."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from pyairtable_components.vocabulary.checks import matching

_EXAMPLE = "ghcr.io/pyairtable-org/microservices/api-gateway:v2.1.0"

# https://github.com/distribution/reference/blob/main/reference.go
_LABEL = r"[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?"
_PART = r"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*"
_TAG = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}"
_IMAGE = re.compile(
    rf"(?P<registry>{_LABEL}(\.{_LABEL})*(:[0-9]+)?)/(?P<repository>{_PART}(/{_PART})*)"
    rf"(:(?P<tag>{_TAG}))?(@(?P<digest>sha256:[0-9a-f]{{64}}))?"
)
# https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
_ECR = re.compile(r"(?P<account>[0-9]{12})\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com")


def _complete(value: str) -> str:
    match = _IMAGE.fullmatch(value)
    if not match or "." not in match["registry"]:
        raise ValueError(f"{value!r} is not a full image reference (registry/repository:tag). For example: {_EXAMPLE}")
    if not (match["tag"] or match["digest"]):
        raise ValueError(f"{value!r} has neither a tag nor a digest. For example: {_EXAMPLE}")
    return value


ImageRef = Annotated[str, AfterValidator(_complete), Field(examples=[_EXAMPLE])]
"""registry/repository with a tag, a digest, or both. The registry is always named."""

ImageTag = Annotated[str, matching(_TAG, "an image tag", "v2.1.0"), Field(examples=["v2.1.0"])]


_SAMPLE = f"sha256:{'0123456789abcdef' * 4}"

Digest = Annotated[
    str,
    matching(r"sha256:[0-9a-f]{64}", "a digest (sha256: and 64 hexadecimal digits)", _SAMPLE),
    Field(examples=[_SAMPLE]),
]
"""What an image is, byte for byte."""


def ecr_repository_arn(image: str, partition: str = "aws") -> str | None:
    """The ARN of the ECR repository that `image` names, or None where another registry holds it."""
    match = _IMAGE.fullmatch(image)
    ecr = _ECR.fullmatch(match["registry"]) if match else None
    if match is None or ecr is None:
        return None
    return f"arn:{partition}:ecr:{ecr['region']}:{ecr['account']}:repository/{match['repository']}"


CACHE = "ghcr"
"""The first part of a repository's name in ECR that caches ghcr.io."""


def is_cached(image: str) -> bool:
    """Whether ECR fetches `image` from ghcr.io where it does not hold it."""
    match = _IMAGE.fullmatch(image)
    return bool(match and _ECR.fullmatch(match["registry"]) and match["repository"].startswith(f"{CACHE}/"))


def with_tag(image: str, tag: str) -> str:
    """The image of the same repository with another tag, and no digest."""
    match = _IMAGE.fullmatch(image)
    if match is None:
        raise ValueError(f"{image!r} is not a full image reference. For example: {_EXAMPLE}")
    return f"{match['registry']}/{match['repository']}:{tag}"
