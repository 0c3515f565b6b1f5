"""The move of images to the layout: which goes where, and the move itself."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pyairtable_components.registry.layout import Generation
from pyairtable_infra.operations.registry.http import RegistryError
from pyairtable_infra.operations.registry.journal import Journal
from pyairtable_infra.operations.registry.oci import Registry
from pyairtable_infra.operations.registry.reference import Reference

State = Literal["to copy", "there", "other"]

_LAYOUT: tuple[tuple[str, Generation], ...] = (
    (r"v?1(\.|$).*", "legacy"),
    (r"v?2(\.|$).*", "microservices"),
    (r"latest", "shared"),
)
"""Which tags belong to which generation."""


@dataclass(frozen=True)
class Step:
    """One image: from where, to where, and whether it is there. `other`: something else has its name."""

    source: Reference
    target: Reference
    digest: str
    state: State


@dataclass(frozen=True)
class Move:
    """All steps of a move; tags that no generation claims, and images that are not at the source."""

    steps: tuple[Step, ...]
    left: tuple[Reference, ...]
    absent: tuple[str, ...]

    @property
    def open(self) -> tuple[Step, ...]:
        """What is still to be copied."""
        return tuple(step for step in self.steps if step.state == "to copy")

    @property
    def conflicts(self) -> tuple[Step, ...]:
        """What cannot be copied, because its name is taken."""
        return tuple(step for step in self.steps if step.state == "other")


def generation_of(tag: str, others: Generation | None = None) -> Generation | None:
    """The generation of a tag: v1.x, v2.x and latest; `others` is that of every other one."""
    return next((generation for pattern, generation in _LAYOUT if re.fullmatch(pattern, tag)), others)


def plan(
    source: tuple[Registry, str],
    target: tuple[Registry, str],
    names: Sequence[str],
    *,
    others: Generation | None = None,
    done: Mapping[str, str] | None = None,
) -> Move:
    """What a move would do, from a registry and folder to another; it reads, and changes nothing.

    Args:
        source: Where the images are, each a repository below the folder.
        target: Below which folder the generations are.
        names: The images.
        done: Images that an earlier run has brought to the target, with their digests; it is not asked for them.
        others: The generation of tags that are neither v1, v2 nor latest; without it they are left.
    """
    (origin, below), (registry, folder) = source, target
    steps, left, absent = [], [], []
    for name in names:
        repository = "/".join(filter(None, (below, name)))
        tags = origin.tags(repository)
        if tags is None:
            absent.append(name)
        for tag in sorted(tags or ()):
            reference = Reference(origin.host, repository, tag)
            generation = generation_of(tag, others)
            if generation is None:
                left.append(reference)
                continue
            digest = origin.digest(repository, tag)
            if digest is None:
                raise RegistryError(f"{reference} is gone since its tags were listed. Run it again.")
            place = Reference(registry.host, "/".join(filter(None, (folder, generation, name))), tag)
            known = (done or {}).get(str(place)) == digest
            found = digest if known else registry.digest(place.repository, tag)
            state: State = "to copy" if found is None else "there" if found == digest else "other"
            steps.append(Step(reference, place, digest, state))
    return Move(tuple(steps), tuple(left), tuple(absent))


def run(
    move: Move, source: Registry, target: Registry, journal: Journal, tell: Callable[[Step], None] = lambda _: None
) -> int:
    """Copy what is open, and note each image that is there. The number of images copied.

    Raises:
        RegistryError: A name is taken, before anything is copied; or a copy failed: those before it stay, and the next
            run goes on with it.
    """
    for step in move.conflicts:
        raise RegistryError(
            f"{step.target} is another image than {step.source}: nothing was copied. "
            "For example: the move without its name (--image), or the image at the target removed"
        )
    for step in move.open:
        copy((source, step.source.repository), (target, step.target.repository), step.digest, step.target.tag)
        journal.add(str(step.target), step.digest)
        tell(step)
    return len(move.open)


def copy(source: tuple[Registry, str], target: tuple[Registry, str], digest: str, tag: str) -> None:
    """One image with all that it refers to.

    Blobs go first, then manifests, an index after its children: nobody reads half an image.
    """
    (origin, below), (registry, repository) = source, target
    manifest = origin.manifest(below, digest)
    for child in manifest.children:
        copy(source, target, child, child)
    for blob in manifest.blobs:
        registry.copy_blob(origin, below, repository, blob)
    registry.put_manifest(repository, tag, manifest)


def told(move: Move) -> Iterator[str]:
    """The plan in plain lines."""
    for step in move.steps:
        yield f"{step.state:8}{step.source} -> {step.target}"
    for reference in move.left:
        yield f"left    {reference}: no generation has its tag; --others names one"
    for name in move.absent:
        yield f"absent  {name}: the source has no such image"
    counts = {
        "to copy": len(move.open),
        "there": len(move.steps) - len(move.open) - len(move.conflicts),
        "other": len(move.conflicts),
        "left": len(move.left),
        "absent": len(move.absent),
    }
    yield ", ".join(f"{number} {state}" for state, number in counts.items())
