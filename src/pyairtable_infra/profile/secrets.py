"""Rules about the secrets of an environment."""

from collections.abc import Iterator

from pyairtable_infra.profile.errors import closest
from pyairtable_infra.profile.paths import Path
from pyairtable_infra.profile.sections import Sections

Finding = tuple[Path, str]


def readers_of_secrets_exist(profile: Sections) -> Iterator[Finding]:
    """Who reads a secret is a service, and has no other variable of that name."""
    known = sorted(profile.services)
    purposes = profile.secrets.purposes if profile.secrets else {}
    taken: dict[tuple[str, str], str] = {}
    for path, spec in purposes.items():
        for position, reader in enumerate(spec.readers):
            where = ("secrets", "purposes", path, "readers", position)
            if reader not in profile.services:
                example = closest(reader, known) or known[0]
                yield (
                    where,
                    f"{reader} is no service of this environment; there is: {', '.join(known)}. For example: {example}",
                )
                continue
            variable = spec.variable or ""
            service = profile.services[reader]
            other = taken.setdefault((reader, variable), path)
            if other != path or variable in {*service.environment, *service.secrets}:
                whose = f"the secret {other}" if other != path else f"services.{reader}"
                yield (
                    ("secrets", "purposes", path, "variable"),
                    f"{reader} has a variable {variable} already, from {whose}. For example: {variable}_2",
                )


def regions_of_replicas_differ(profile: Sections) -> Iterator[Finding]:
    """A copy of a secret is in another region."""
    purposes = profile.secrets.purposes if profile.secrets else {}
    for path, spec in purposes.items():
        for position, region in enumerate(spec.replica_regions):
            if region == profile.region:
                yield (
                    ("secrets", "purposes", path, "replica_regions", position),
                    f"{region} is where the secret itself is. For example: {profile.recovery_region}",
                )
