"""The images of a repository: from a file, or from ECR."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from pyairtable_components.registry.simulator import Image
from pyairtable_infra.operations.aws import Aws
from pyairtable_infra.operations.errors import InputError
from pyairtable_infra.operations.registry.reference import INDEX_TYPES

EXAMPLE = '[{"imageDigest": "sha256:0f1e...", "imageTags": ["v1.0.0"], "imagePushedAt": "2026-11-01T12:00:00Z"}]'


def from_text(text: str, name: str) -> tuple[Image, ...]:
    """The images of a JSON file, in the form of `aws ecr describe-images`; `children` of an index may stand beside.

    Raises:
        InputError: It has another form.
    """
    if problem := next(_problems(text), None):
        raise InputError(f"{name}: {problem} For example: {EXAMPLE}")
    return tuple(map(_image, _listed(json.loads(text))))


def _listed(given: Any) -> Any:
    return given.get("imageDetails") if isinstance(given, dict) else given


def _problems(text: str) -> Iterator[str]:
    """What is wrong, with its place."""
    try:
        listed = _listed(json.loads(text))
    except json.JSONDecodeError as error:
        yield f"line {error.lineno}, column {error.colno}: this is no JSON."
        return
    if not isinstance(listed, list):
        yield "this is no list of images, nor an object with one under imageDetails."
        return
    digests: dict[str, int] = {}
    for number, one in enumerate(listed):
        if not isinstance(one, dict):
            yield f"[{number}]: {one!r} is no image."
            return
        yield from (f"[{number}].{problem}" for problem in _problems_of(one))
        first = digests.setdefault(str(one.get("imageDigest")), number)
        if first != number:
            yield f"[{number}].imageDigest: {one['imageDigest']} is there twice, at [{first}] too."


def _problems_of(image: Mapping[str, Any]) -> Iterator[str]:
    for key in ("imageDigest", "imagePushedAt"):
        if key not in image:
            yield f"{key}: this key is missing."
        elif not isinstance(image[key], str):
            yield f"{key}: {image[key]!r} is no text."
    try:
        datetime.fromisoformat(str(image.get("imagePushedAt")))
    except ValueError:
        yield f"imagePushedAt: {image.get('imagePushedAt')!r} is no time."
    for key in ("imageTags", "children"):
        found = image.get(key) or []
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            yield f"{key}: {found!r} is no list of texts."


def _image(given: Mapping[str, Any], children: tuple[str, ...] = ()) -> Image:
    pushed = given["imagePushedAt"]
    moment = pushed if isinstance(pushed, datetime) else datetime.fromisoformat(str(pushed))
    return Image(
        str(given["imageDigest"]),
        moment if moment.tzinfo else moment.replace(tzinfo=UTC),
        tuple(given.get("imageTags") or ()),
        frozenset(given.get("children") or children),
    )


def from_ecr(aws: Aws, repository: str) -> tuple[Image, ...]:
    """The images of a repository in ECR, and what their indexes refer to."""
    details = aws.ask("ecr", "DescribeImages", repositoryName=repository).get("imageDetails", [])
    indexes = [one["imageDigest"] for one in details if one.get("imageManifestMediaType") in INDEX_TYPES]
    children = dict(_children(aws, repository, indexes))
    return tuple(_image(one, children.get(one["imageDigest"], ())) for one in details)


def _children(aws: Aws, repository: str, digests: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html: 100 at a time."""
    for start in range(0, len(digests), 100):
        ids = [{"imageDigest": digest} for digest in digests[start : start + 100]]
        answer = aws.ask(
            "ecr", "BatchGetImage", repositoryName=repository, imageIds=ids, acceptedMediaTypes=sorted(INDEX_TYPES)
        )
        for one in answer.get("images", []):
            manifests = json.loads(one["imageManifest"]).get("manifests", [])
            yield one["imageId"]["imageDigest"], tuple(child["digest"] for child in manifests)
