"""Rules about the names that AWS gets: short enough, and each only once."""

from collections.abc import Iterator
from itertools import chain

from pyairtable_components.vocabulary.names import LIMITS, Limited
from pyairtable_infra.profile.paths import Path
from pyairtable_infra.profile.platform import REPLACED, SERVICES
from pyairtable_infra.profile.sections import Sections

Finding = tuple[Path, str]

_OURS = {*SERVICES, *chain.from_iterable(REPLACED.values())}
"""Services that nobody renames: where their names are too long, the environment's is."""

_RESERVED = {
    "public": ("the load balancer", "public-site"),
    "network": ("the network", "net"),
    "network-nat": ("the NAT instance", "nat"),
    "network-endpoints": ("the interface endpoints", "endpoints"),
    "cluster": ("the cluster", "clusters"),
    "logs": ("the logs", "logger"),
    "database": ("the database", "databases"),
    "database-proxy": ("the proxy of the database", "proxy"),
    "cache": ("the cache", "caches"),
}
"""What has this name already, and another name. A second security group of that name AWS would refuse."""


def names_fit(profile: Sections) -> Iterator[Finding]:
    """Every physical name is as short as AWS wants it."""
    too_long = [(len(name) - LIMITS[kind], kind, name, path) for kind, name, path in _limited(profile)]
    most = (0, "")
    for over, kind, name, path in too_long:
        said = f"the {kind} name {name} has {len(name)} characters, and AWS allows {LIMITS[kind]}."
        shorter = profile.environment[:-over].rstrip("-")
        if over > 0 and path and path[-1] not in _OURS:
            example = str(path[-1])[:-over].rstrip("-") or "api"
            yield path, f"{said} Shorten the name of the service by {over}. For example: {example}"
        elif over > 0 and len(shorter) < 2:  # noqa: PLR2004 - the shortest name of an environment
            yield path, f"{said} So it cannot be exposed. For example: runtime: {{exposure: null}}"
        elif over > most[0]:
            most = over, f"{said} Shorten the name of the environment by {over}. For example: {shorter}"
    if most[0]:
        yield (), most[1]


def names_are_free(profile: Sections) -> Iterator[Finding]:
    """No two things have one name."""
    for section in ("services", "tasks"):
        for name, (what, other) in _RESERVED.items():
            if name in getattr(profile, section):
                yield (section, name), f"{name} is the name of {what}. For example: {other}"
    for name in profile.tasks:
        if name in profile.services:
            yield ("tasks", name), f"there is a service {name} already. For example: {name}-job"


def _limited(profile: Sections) -> Iterator[tuple[Limited, str, Path]]:
    """The names that AWS limits tightly: what they name, the name, and the service or task that they come from."""
    stem = f"pyairtable-{profile.environment}"
    region = "" if profile.region == "us-east-1" else f"-{profile.region}"
    yield "load balancer", f"{stem}-public", ()
    if profile.monitoring != "basic":
        yield "S3 bucket", f"{stem}-public-logs-{profile.account or '123456789012'}-{profile.region}", ()
    for name, spec in profile.services.items():
        if spec.runtime.exposure:
            yield "target group", f"{stem}-{name}", ("services", name)
        yield "IAM role", f"{stem}-{name}-execution{region}", ("services", name)
        if "cache" in spec.uses:
            yield "cache user", f"{stem}-{name}", ("services", name)
    if profile.secrets and any(each.renewal == "generated" for each in profile.secrets.purposes.values()):
        yield "IAM role", f"{stem}-rotation-generated-function{region}", ()
    for name, task in profile.tasks.items():
        yield "IAM role", f"{stem}-{name}-execution{region}", ("tasks", name)
        if "cache" in task.uses:
            yield "cache user", f"{stem}-{name}", ("tasks", name)
