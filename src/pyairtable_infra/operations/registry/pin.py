"""The digests of an environment's images, and how they come into its file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pyairtable_infra.operations.registry.http import RegistryError
from pyairtable_infra.operations.registry.oci import Registry
from pyairtable_infra.operations.registry.reference import Reference
from pyairtable_infra.profile.paths import NAMESPACE
from pyairtable_infra.profile.profile import EnvironmentProfile
from pyairtable_infra.profile.yaml_file import read
from pyairtable_infra.profile.yaml_text import as_yaml

_IMAGES = ("config", f"{NAMESPACE}:images")
_DIGESTS = (*_IMAGES, "digests")
INDENT = 2


@dataclass(frozen=True)
class Pinned:
    """What a tag stands for now, and what the profile said before."""

    user: str
    """The service or task that runs it."""
    reference: Reference
    digest: str
    before: str | None

    @property
    def changed(self) -> bool:
        """Whether the profile says something else."""
        return self.before != self.digest


def wanted(profile: EnvironmentProfile) -> dict[str, Reference]:
    """The image of each service and task by its tag.

    A service that names an image of its own is not among them, nor is a task that names one by its digest.
    """
    images = profile.images
    services = {
        name: images.tagged(name) for name, one in profile.services.items() if one.image == images.reference(name)
    }
    tasks = {name: one.image for name, one in profile.tasks.items() if "@" not in one.image}
    return {name: Reference.parse(image) for name, image in {**services, **tasks}.items()}


def resolve(
    images: Mapping[str, Reference], before: Mapping[str, str], registry_of: Callable[[str], Registry]
) -> tuple[Pinned, ...]:
    """The digest of each tag; all of them or none.

    Raises:
        RegistryError: A registry does not answer, or has no such image.
    """
    found = []
    for user, reference in sorted(images.items()):
        digest = registry_of(reference.host).digest(reference.repository, reference.tag)
        if digest is None:
            raise RegistryError(
                f"{user}: there is no image {reference}, or the credential may not see it (HTTP 404). "
                "For example: a tag that was pushed, in images.tags or in the image of a task",
                404,
            )
        found.append(Pinned(user, reference, digest, before.get(user)))
    return tuple(found)


def with_digests(text: str, digests: Mapping[str, str], name: str) -> str:
    """The text of a stack file with these digests under `images`, and everything else as it was, comments too."""
    file = read(text, name)
    column = _column(text, file.spans[("config",)][0])
    if _DIGESTS in file.spans:
        start, end = file.spans[_DIGESTS]
        flow = _DIGESTS in file.flows
        return text[:start] + (_flow(digests) if flow else _lines(digests, _column(text, start)).strip()) + text[end:]
    if _IMAGES in file.flows:
        start, end = file.spans[_IMAGES]
        inside = text[start + 1 : end - 1].strip().rstrip(",")
        return f"{text[:start]}{{ {inside}{', ' if inside else ''}digests: {_flow(digests)} }}{text[end:]}"
    if _IMAGES in file.lines:
        start, end = file.spans[_IMAGES]
        inner = _column(text, start) if start < end else column + INDENT
        return _after(text, end, f"{' ' * inner}digests:\n{_lines(digests, inner + INDENT)}")
    section = f"{' ' * column}{_IMAGES[-1]}:\n{' ' * (column + INDENT)}digests:\n"
    return _after(text, file.spans[("config",)][1], section + _lines(digests, column + 2 * INDENT))


def _column(text: str, position: int) -> int:
    return position - (text.rfind("\n", 0, position) + 1)


def _after(text: str, position: int, lines: str) -> str:
    """`text` with `lines` after the line of `position`."""
    head, newline, tail = text[position:].partition("\n")
    return f"{text[:position]}{head}{newline or chr(10)}{lines}{tail}"


def _lines(digests: Mapping[str, str], column: int) -> str:
    return "".join(f"{' ' * column}{service}: {digest}\n" for service, digest in sorted(digests.items()))


def _flow(digests: Mapping[str, str]) -> str:
    return as_yaml(dict(sorted(digests.items())))
