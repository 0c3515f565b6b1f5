"""The secrets of an environment, and the rules about them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pyairtable_components.network.spec import PublicIp
from pyairtable_components.secrets.spec import SecretSpec
from pyairtable_infra.profile.data import clients
from pyairtable_infra.profile.errors import closest
from pyairtable_infra.profile.paths import Path
from pyairtable_infra.profile.sections import Sections

Finding = tuple[Path, str]

DATABASE = "database/"
"""Begins the path of the secret that a client of the database has of its own."""


@dataclass(frozen=True)
class Purpose:
    """A secret, what rotates it (nothing, if a person does), and in which variables its readers find it.

    A variable holds the whole value, or what stands under a key of a JSON object.
    """

    spec: SecretSpec
    rotation: Literal["", "generated", "database"]
    variables: Mapping[str, str]


def purposes(profile: Sections) -> dict[str, Purpose]:
    """The secrets that the profile names, and one for each client of the database, by their path."""
    found = {}
    for path, spec in (profile.secrets.purposes if profile.secrets else {}).items():
        made = spec.renewal == "generated"
        variables = {spec.variable: "value" if made else ""} if spec.variable else {}
        found[path] = Purpose(spec, "generated" if made else "", variables)
    for client in clients(profile, "database"):
        spec = SecretSpec(
            description=f"Users of {client} in the database",
            readers=(client,),
            variable="DATABASE_PASSWORD",
            renewal="generated",
        )
        login = {"DATABASE_USER": "username", "DATABASE_PASSWORD": "password"}
        found[f"{DATABASE}{client}"] = Purpose(spec, "database", login)
    return found


def paths_are_free(profile: Sections) -> Iterator[Finding]:
    """Nobody names a secret that the program makes."""
    for path in profile.secrets.purposes if profile.secrets else ():
        if path.startswith(DATABASE):
            yield (
                ("secrets", "purposes", path),
                "whoever uses the database has a secret there already. For example: api-keys/database",
            )


def rotation_reaches_secrets_manager(profile: Sections) -> Iterator[Finding]:
    """A function in a VPC never has a public address, so it needs another way to Secrets Manager.

    https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html
    """
    endpoints = profile.network.interface_endpoints
    inside = isinstance(profile.network.egress, PublicIp) and "secretsmanager" not in endpoints
    if inside and clients(profile, "database"):
        every = ", ".join((*endpoints, "secretsmanager"))
        yield (
            ("network", "interface_endpoints"),
            "with public_ip, the function that rotates the users of the database has no way to Secrets Manager. "
            f"For example: [{every}]",
        )


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
