"""Rules between the sections of a profile. Each rule yields a path and a sentence that ends with an example."""

from collections.abc import Iterator
from itertools import chain

from pyairtable_components.ecs.placement import SPOT_NOTICE
from pyairtable_components.ecs.split import may_run_on_spot
from pyairtable_components.identity.boundary_spec import GivenBoundary
from pyairtable_components.loadbalancing.routing import clashes
from pyairtable_components.loadbalancing.spec import GivenCertificate, IssuedCertificate, NoTls
from pyairtable_components.vocabulary.identity import REGIONS
from pyairtable_components.workload.call_graph import unknown_callers
from pyairtable_components.workload.credentials import looks_like_credential
from pyairtable_infra.profile.data import connections_fit, proxy_has_clients, stores_exist
from pyairtable_infra.profile.errors import closest
from pyairtable_infra.profile.hours import (
    databases_are_kept_while_awake,
    prod_is_awake,
    tasks_run_while_awake,
    who_is_awake_has_its_database,
    who_stays_awake_exists,
)
from pyairtable_infra.profile.names import names_are_free, names_fit
from pyairtable_infra.profile.paths import Path
from pyairtable_infra.profile.platform import REPLACED, SERVICES
from pyairtable_infra.profile.secrets import (
    paths_are_free,
    readers_of_secrets_exist,
    regions_of_replicas_differ,
    rotation_reaches_secrets_manager,
)
from pyairtable_infra.profile.sections import Sections

Finding = tuple[Path, str]

# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
_MOST_RULES = 100
"""Listener rules of a load balancer. It has as many target groups, and each needs a rule of its own."""

_LONGEST_STOP = SPOT_NOTICE // 2
"""Seconds: the load balancer lets go of a task for as long, and then it stops."""

_PORTS = {name: service["port"] for each in (SERVICES, *REPLACED.values()) for name, service in each.items()}
"""The ports that the platform gives its services."""

# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html: every ARN here is one of the partition aws.
_OTHER_PARTITIONS = ("cn-", "us-gov-", "us-iso", "eu-isoe-", "eusc-")


def findings(profile: Sections) -> list[Finding]:
    """Every rule that `profile` breaks."""
    return list(chain.from_iterable(rule(profile) for rule in _RULES))


def _callers_exist(profile: Sections) -> Iterator[Finding]:
    known = sorted(profile.services)
    for service, caller in unknown_callers(profile.services):
        if caller in profile.tasks:
            continue
        position = profile.services[service].callers.index(caller)
        example = closest(caller, known) or known[0]
        yield (
            ("services", service, "callers", position),
            f"{caller} is no service of this environment; there is: {', '.join(known)}. For example: {example}",
        )


def _ports_differ(profile: Sections) -> Iterator[Finding]:
    taken: dict[int, str] = {}
    ports = {spec.port for spec in profile.services.values()}
    free = next(port for port in range(8000, 65536) if port not in ports)
    # Who has the port that the platform gave it comes first: the other one's was written.
    for name, spec in sorted(profile.services.items(), key=lambda item: _PORTS.get(item[0]) != item[1].port):
        other = taken.setdefault(spec.port, name) if spec.port else name
        if other != name:
            yield ("services", name, "port"), f"{other} listens on {spec.port} already. For example: {free}"


def _paths_differ(profile: Sections) -> Iterator[Finding]:
    exposed = {name: spec.runtime.exposure for name, spec in profile.services.items() if spec.runtime.exposure}
    for service, other, path in clashes(exposed):
        yield (
            ("services", service, "runtime", "exposure", "paths"),
            f"{other} is exposed at {path} already. For example: /{service}/*",
        )


def _rules_fit(profile: Sections) -> Iterator[Finding]:
    exposed = {name: spec.runtime.exposure for name, spec in profile.services.items() if spec.runtime.exposure}
    paths = {name: len(set(exposure.paths)) for name, exposure in exposed.items()}
    if sum(paths.values()) > _MOST_RULES:
        most = max(paths, key=lambda name: paths[name])
        fewer = f"{{paths: [/{most}/*]}}" if paths[most] > 1 else "null"
        yield (
            ("services",),
            f"the exposed services have {sum(paths.values())} paths, and a load balancer has at most {_MOST_RULES} "
            f"rules. For example: {{{most}: {{runtime: {{exposure: {fewer}}}}}}}",
        )


def _hosts_have_a_certificate(profile: Sections) -> Iterator[Finding]:
    tls = profile.load_balancer.tls
    if not isinstance(tls, IssuedCertificate):
        return
    for name, spec in profile.services.items():
        for host in spec.runtime.exposure.hosts if spec.runtime.exposure else ():
            if host != tls.domain:
                yield (
                    ("services", name, "runtime", "exposure", "hosts"),
                    f"the certificate is for {tls.domain}, not for {host}. For example: [{tls.domain}]",
                )


def _stops_within_the_notice(profile: Sections) -> Iterator[Finding]:
    for name, spec in profile.services.items():
        interrupted = spec.runtime.exposure and may_run_on_spot(spec.criticality, profile.stage)
        if interrupted and spec.graceful_stop > _LONGEST_STOP:
            yield (
                ("services", name, "graceful_stop"),
                f"an exposed service leaves the load balancer before it stops, and both must end in the "
                f"{SPOT_NOTICE} s of a Spot interruption. For example: {_LONGEST_STOP}",
            )


def _critical_stays_on_demand(profile: Sections) -> Iterator[Finding]:
    for name, spec in profile.services.items():
        if spec.runtime.spot_percent and not may_run_on_spot(spec.criticality, profile.stage):
            yield (
                ("services", name, "runtime", "spot_percent"),
                f"{name} is critical, and in {profile.stage} a critical service never runs on Spot. For example: 0",
            )


def _domain_in_zone(profile: Sections) -> Iterator[Finding]:
    tls = profile.load_balancer.tls
    if isinstance(tls, IssuedCertificate) and not f".{tls.domain}".endswith(f".{tls.hosted_zone}"):
        yield (
            ("load_balancer", "tls", "domain"),
            f"{tls.domain} is not in the zone {tls.hosted_zone}, so nobody could validate its certificate. "
            f"For example: {profile.environment}.{tls.hosted_zone}",
        )


def _secrets_are_secrets(profile: Sections) -> Iterator[Finding]:
    example = f"arn:aws:secretsmanager:{profile.region}:123456789012:secret:pyairtable/{profile.environment}/api-keys"
    for section, specs in (("services", profile.services), ("tasks", profile.tasks)):
        for name, spec in specs.items():
            for variable, arn in spec.secrets.items():
                if arn.split(":")[2] not in ("secretsmanager", "ssm"):
                    yield (
                        (section, name, "secrets", variable),
                        f"this is neither a secret of Secrets Manager nor a parameter of SSM. For example: {example}",
                    )
            if spec.pull_secret and spec.pull_secret.split(":")[2] != "secretsmanager":
                yield (section, name, "pull_secret"), f"this is no secret of Secrets Manager. For example: {example}"


def _commands_hold_no_credentials(profile: Sections) -> Iterator[Finding]:
    for section, specs in (("services", profile.services), ("tasks", profile.tasks)):
        for name, spec in specs.items():
            for index, word in enumerate(spec.command):
                if reason := looks_like_credential("", word):
                    yield (
                        (section, name, "command", index),
                        f"this {reason}, and whoever sees the task sees its command. "
                        "For example: a variable under secrets, which the program reads",
                    )


def _images_are_of_services(profile: Sections) -> Iterator[Finding]:
    services = {*profile.services, *SERVICES, *chain.from_iterable(REPLACED.values())}
    for section, what, known in (
        ("generations", "service", sorted(services)),
        ("digests", "service or task", sorted({*services, *profile.tasks})),
    ):
        for name in getattr(profile.images, section):
            if name not in known:
                example = closest(name, known) or known[0]
                yield ("images", section, name), f"there is no such {what}. For example: {example}"


def _tls_outside_dev(profile: Sections) -> Iterator[Finding]:
    if isinstance(profile.load_balancer.tls, NoTls) and profile.stage != "dev":
        yield (
            ("load_balancer", "tls"),
            f"there is no TLS in {profile.stage}. "
            f"For example: {{kind: issued, domain: {profile.environment}.example.com, hosted_zone: example.com}}",
        )


def _certificate_is_near(profile: Sections) -> Iterator[Finding]:
    tls = profile.load_balancer.tls
    if isinstance(tls, GivenCertificate) and tls.certificate_arn.split(":")[2:4] != ["acm", profile.region]:
        yield (
            ("load_balancer", "tls", "certificate_arn"),
            f"a load balancer takes a certificate of ACM in its own region {profile.region}. "
            f"For example: arn:aws:acm:{profile.region}:123456789012:certificate/0f1e2d3c",
        )


def _partition_is_known(profile: Sections) -> Iterator[Finding]:
    for key in ("region", "recovery_region"):
        region = getattr(profile, key)
        if region.startswith(_OTHER_PARTITIONS):
            yield (key,), f"{region} is in a partition of AWS that is not supported. For example: eu-central-1"
        elif region not in REGIONS:
            example = closest(region, sorted(REGIONS)) or "eu-central-1"
            yield (key,), f"AWS has no region {region}. For example: {example}"


def _only_scheduled_tasks_say_how(profile: Sections) -> Iterator[Finding]:
    for name, task in profile.tasks.items():
        if task.schedule is None and task.runs_on_spot:
            yield ("tasks", name, "runs_on_spot"), "only a task with a schedule can say it. For example: false"
        if task.schedule is None and task.time_zone != "UTC":
            yield ("tasks", name, "time_zone"), "only a task with a schedule can say it. For example: UTC"


def _regions_differ(profile: Sections) -> Iterator[Finding]:
    if profile.region == profile.recovery_region:
        other = "us-west-2" if profile.region != "us-west-2" else "us-east-1"
        yield ("recovery_region",), f"{profile.region} is lost with the environment itself. For example: {other}"


def _zones_in_region(profile: Sections) -> Iterator[Finding]:
    for index, zone in enumerate(profile.network.zone_names):
        if zone[:-1] != profile.region:
            example = f"{profile.region}{'abcdef'[index % 6]}"
            yield ("network", "zone_names", index), f"{zone} is not in {profile.region}. For example: {example}"


def _prod_never_sleeps(profile: Sections) -> Iterator[Finding]:
    if profile.stage == "prod" and profile.budget.stop_at_percent:
        yield (
            ("budget", "stop_at_percent"),
            "a prod environment never stops for its budget; it only warns. For example: null",
        )


def _nights_are_for_what_may_wait(profile: Sections) -> Iterator[Finding]:
    for position, name in enumerate(profile.optimizer.night.services):
        spec = profile.services.get(name)
        if spec is None or spec.criticality == "critical":
            what = "is critical" if spec else "is no service of this environment"
            free = next((each for each, one in profile.services.items() if one.criticality == "deferrable"), "reports")
            yield (
                ("optimizer", "night", "services", position),
                f"{name} {what}, so it cannot be smaller at night. For example: {free}",
            )


def _boundary_is_near(profile: Sections) -> Iterator[Finding]:
    boundary = profile.permissions_boundary
    if profile.account and isinstance(boundary, GivenBoundary) and boundary.policy.startswith("arn:"):
        account = boundary.policy.split(":")[4]
        if account not in (profile.account, "aws"):
            yield (
                ("permissions_boundary", "policy"),
                f"a boundary is of the account itself or of AWS, and {account} is neither. "
                "For example: platform-boundary",
            )


_RULES = (
    _callers_exist,
    _ports_differ,
    _paths_differ,
    _rules_fit,
    _hosts_have_a_certificate,
    _stops_within_the_notice,
    names_fit,
    names_are_free,
    stores_exist,
    connections_fit,
    proxy_has_clients,
    _critical_stays_on_demand,
    _images_are_of_services,
    readers_of_secrets_exist,
    paths_are_free,
    rotation_reaches_secrets_manager,
    regions_of_replicas_differ,
    _secrets_are_secrets,
    _commands_hold_no_credentials,
    _tls_outside_dev,
    _domain_in_zone,
    _certificate_is_near,
    _partition_is_known,
    _boundary_is_near,
    prod_is_awake,
    who_stays_awake_exists,
    who_is_awake_has_its_database,
    databases_are_kept_while_awake,
    tasks_run_while_awake,
    _nights_are_for_what_may_wait,
    _prod_never_sleeps,
    _only_scheduled_tasks_say_how,
    _regions_differ,
    _zones_in_region,
)
