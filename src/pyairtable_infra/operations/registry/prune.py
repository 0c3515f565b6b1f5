"""The retention of the registry, for packages of GitHub."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from pyairtable_components.registry.lifecycle import Rule
from pyairtable_components.registry.simulator import Fate, Image, simulate
from pyairtable_infra.operations.registry.github import Packages, Version
from pyairtable_infra.operations.registry.http import RegistryError
from pyairtable_infra.operations.registry.oci import Registry


@dataclass(frozen=True)
class Pruned:
    """A package: what becomes of each version, newest first."""

    package: str
    fates: tuple[Fate, ...]
    versions: dict[str, Version]

    @property
    def doomed(self) -> tuple[Version, ...]:
        """The versions that go."""
        return tuple(self.versions[fate.image.digest] for fate in self.fates if fate.expired)


def plan(
    packages: Packages, registry: Registry, names: Sequence[str], rules: Sequence[Rule], now: datetime
) -> tuple[Pruned, ...]:
    """What the retention would delete. It reads everything first, and changes nothing.

    Raises:
        RegistryError: Something cannot be read: without every index nobody knows what its children are.
    """
    return tuple(_package(packages, registry, name, rules, now) for name in names or packages.names())


def _package(packages: Packages, registry: Registry, name: str, rules: Sequence[Rule], now: datetime) -> Pruned:
    versions = {one.digest: one for one in packages.versions(name)}
    repository = f"{packages.owner}/{name}"
    images = [
        Image(digest, version.created_at, version.tags, frozenset(registry.manifest(repository, digest).children))
        for digest, version in versions.items()
    ]
    return Pruned(name, simulate(rules, images, now), versions)


def run(packages: Packages, pruned: Sequence[Pruned], tell: Callable[[str, Version], None]) -> int:
    """Delete what goes. How many versions went.

    Raises:
        RegistryError: One could not be deleted. Those before it are gone, the others are untouched.
    """
    gone, whole = 0, sum(len(each.doomed) for each in pruned)
    for each in pruned:
        for version in each.doomed:
            try:
                packages.delete(each.package, version)
            except RegistryError as error:
                message = f"{error} {gone} of {whole} were deleted; the same command goes on."
                raise RegistryError(message, error.status) from None
            gone += 1
            tell(each.package, version)
    return gone
