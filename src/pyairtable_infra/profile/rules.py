"""Rules between the sections of a profile. Each rule yields a path and a sentence that ends with an example."""

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from pyairtable_components.ecs.split import may_run_on_spot
from pyairtable_components.loadbalancing.routing import clashes
from pyairtable_components.loadbalancing.spec import GivenCertificate, NoTls
from pyairtable_components.vocabulary import physical_name
from pyairtable_components.workload.call_graph import unknown_callers
from pyairtable_infra.profile.paths import Path

if TYPE_CHECKING:
    from pyairtable_infra.profile.profile import EnvironmentProfile

Finding = tuple[Path, str]


def findings(profile: "EnvironmentProfile") -> list[Finding]:
    """Every rule that `profile` breaks."""
    return list(chain.from_iterable(rule(profile) for rule in _RULES))


def _callers_exist(profile: "EnvironmentProfile") -> Iterator[Finding]:
    known = ", ".join(sorted(profile.services))
    for service, caller in unknown_callers(profile.services):
        position = profile.services[service].callers.index(caller)
        yield (
            ("services", service, "callers", position),
            f"{caller!r} is no service of this environment. For example one of: {known}",
        )


def _ports_differ(profile: "EnvironmentProfile") -> Iterator[Finding]:
    taken: dict[int, str] = {}
    for name, spec in profile.services.items():
        if spec.port is None:
            continue
        other = taken.setdefault(spec.port, name)
        if other != name:
            free = next(port for port in range(8000, 65536) if port not in {s.port for s in profile.services.values()})
            yield ("services", name, "port"), f"{other} listens on {spec.port} already. For example: {free}"


def _paths_differ(profile: "EnvironmentProfile") -> Iterator[Finding]:
    exposed = {name: spec.runtime.exposure for name, spec in profile.services.items() if spec.runtime.exposure}
    for service, other, path in clashes(exposed):
        yield (
            ("services", service, "runtime", "exposure", "paths"),
            f"{other} is exposed at {path} already. For example: /{service}/*",
        )


def _names_fit(profile: "EnvironmentProfile") -> Iterator[Finding]:
    stem = f"pyairtable-{profile.environment}"
    for name, spec in profile.services.items():
        try:
            if spec.runtime.exposure:
                physical_name("target group", f"{stem}-{name}")
            physical_name("IAM role", f"{stem}-{name}-execution")
        except ValueError as error:
            yield ("services", name), str(error)


def _critical_stays_on_demand(profile: "EnvironmentProfile") -> Iterator[Finding]:
    for name, spec in profile.services.items():
        if spec.runtime.spot_percent and not may_run_on_spot(spec.criticality, profile.stage):
            yield (
                ("services", name, "runtime", "spot_percent"),
                f"{name} is critical, and in {profile.stage} a critical service never runs on Spot. For example: 0",
            )


def _tls_outside_dev(profile: "EnvironmentProfile") -> Iterator[Finding]:
    if isinstance(profile.load_balancer.tls, NoTls) and profile.stage != "dev":
        yield (
            ("load_balancer", "tls"),
            f"there is no TLS in {profile.stage}. "
            "For example: {kind: issued, domain: app.example.com, hosted_zone: example.com}",
        )


def _certificate_is_near(profile: "EnvironmentProfile") -> Iterator[Finding]:
    tls = profile.load_balancer.tls
    if isinstance(tls, GivenCertificate) and tls.certificate_arn.split(":")[2:4] != ["acm", profile.region]:
        yield (
            ("load_balancer", "tls", "certificate_arn"),
            f"a load balancer takes a certificate of ACM in its own region {profile.region}. "
            f"For example: arn:aws:acm:{profile.region}:123456789012:certificate/0f1e2d3c",
        )


def _regions_differ(profile: "EnvironmentProfile") -> Iterator[Finding]:
    if profile.region == profile.recovery_region:
        other = "us-west-2" if profile.region != "us-west-2" else "us-east-1"
        yield ("recovery_region",), f"{profile.region} is lost with the environment itself. For example: {other}"


def _zones_in_region(profile: "EnvironmentProfile") -> Iterator[Finding]:
    for index, zone in enumerate(profile.network.zone_names):
        if not zone.startswith(profile.region):
            yield (
                ("network", "zone_names", index),
                f"{zone} is not in {profile.region}. For example: {profile.region}a",
            )


def _tasks_have_own_names(profile: "EnvironmentProfile") -> Iterator[Finding]:
    for name in profile.tasks:
        if name in profile.services:
            yield ("tasks", name), f"there is a service {name} already. For example: {name}-job"


_RULES = (
    _callers_exist,
    _ports_differ,
    _paths_differ,
    _names_fit,
    _critical_stays_on_demand,
    _tls_outside_dev,
    _certificate_is_near,
    _regions_differ,
    _zones_in_region,
    _tasks_have_own_names,
)
