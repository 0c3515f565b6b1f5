"""Seeded mutations of the committed stack files, of their text and of their structure."""

import random
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from typing import Any

import yaml

from pyairtable_infra.profile.yaml_file import read
from tests.conftest import ROOT

ENVIRONMENTS = ("dev", "staging", "prod")

CREDENTIALS = (
    "AKIAIOSFODNN7EXAMPLE",
    "ghp_" + "x" * 36,
    "postgres://app:hunter2-never-shown@db.example.com/app",
    "-----BEGIN RSA PRIVATE KEY-----",
)
"""Values that no message may repeat."""

_PLAUSIBLE: tuple[Any, ...] = (
    *range(-1, 5),
    *(10, 60, 70, 100, 120, 256, 300, 512, 1024, 2048, 4096, 8000, 65535, 65536),
    *("dev", "staging", "prod", "none", "standard", "strict", "basic", "full", "critical", "deferrable"),
    *("us-east-1", "eu-west-1", "us-east-1a", "eu-west-1b", "10.40.0.0/16", "10.20.0.0/16", "192.168.0.0/22"),
    *("frontend", "api-gateway", "/api/*", "/x", "app.example.com", "example.com", "123456789012", "public"),
    *("legacy", "microservices", "shared", "ghcr.io/a/b/c:v1", "cron(0 3 * * ? *)", "rate(1 day)", "Europe/Berlin"),
    "arn:aws:acm:us-east-1:123456789012:certificate/0f1e2d3c",
    "arn:aws:secretsmanager:us-east-1:123456789012:secret:pyairtable/dev/api-keys",
    {"kind": "nat_gateway", "per_zone": True},
    {"kind": "public_ip"},
    {"kind": "given", "domain": "a.example.com", "certificate_arn": "arn:aws:acm:us-east-1:123456789012:certificate/0"},
    {"kind": "issued", "domain": "a.example.com", "hosted_zone": "example.com", "hosted_zone_id": "Z0123456789ABC"},
    {"paths": ["/x/*", "/y"], "hosts": ["x.example.com"]},
    {"LOG_LEVEL": "info", "EMPTY": ""},
    ["frontend"],
    ["us-east-1a", "us-east-1b"],
    ["secretsmanager", "ecr.api"],
)
_GARBAGE: tuple[Any, ...] = (
    None,
    True,
    False,
    0.5,
    -1e308,
    1e400,
    10**30,
    "",
    " ",
    "x" * 300,
    "äöü \u202e 🎉",
    "\u0663\u0664",
    "a\nb: c",
    "off",
    "no",
    "12:30",
    "0x1F",
    "2024-01-01",
    "../../etc/passwd",
    "$(reboot)",
    [],
    {},
    [[[[[]]]]],
    {"a": {"b": {"c": [None, {"d": 1}]}}},
    {"secure": "v1:abcdef"},
    {"secure": 1},
    [1, "two", None],
    *CREDENTIALS,
)
_LINES = (
    "  pyairtable-infra:owner: somebody-else",
    "  pyairtable-infra:services:",
    "  pyairtable-infra:nonsense: 1",
    "  aws:region: us-east-1",
    "encryptionsalt: v1:abc",
    "environment: [base]",
    "---",
    "...",
    "%YAML 1.1",
    "<<: *base",
    "- item",
    "? complex\n: key",
    "  pyairtable-infra:tasks: &a [*a]",
    "  pyairtable-infra:tasks: &a { x: &b { image: &c ghcr.io/a/b/c:v1 }, y: *b }",
    "  pyairtable-infra:tasks: !!python/object:os.system echo",
    "  pyairtable-infra:tasks: !!binary aGVsbG8=",
    "  pyairtable-infra:account: !!str 123456789012",
    "  pyairtable-infra:account: !!int twelve",
    "  pyairtable-infra:images: { registry: *nowhere }",
    "\t- tab",
    "'unfinished",
    "{ a: [",
    '"\\q"',
)
_CHARACTERS = "\t\n\r :#-[]{},&*!|>'\"%@`\\?/~0a\x00\x07\u2028\ufeff\U0001f389\u0661"


@cache
def _text(environment: str) -> str:
    return (ROOT / f"Pulumi.{environment}.yaml").read_text(encoding="utf-8")


def mutated_text(seed: int) -> tuple[str, str]:
    """An environment, and its file's text with a few lines or characters changed."""
    rng = random.Random(seed)  # noqa: S311 - tests repeat
    environment = rng.choice(ENVIRONMENTS)
    text = _text(environment)
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        text = rng.choice(_TEXT_MUTATIONS)(text, rng)
    return environment, text


def mutated_structure(seed: int) -> tuple[str, str]:
    """An environment, and its file with a few values, keys and sections changed, written as YAML again."""
    rng = random.Random(seed)  # noqa: S311 - tests repeat
    environment = rng.choice(ENVIRONMENTS)
    content: dict[str, Any] = read(_text(environment), "original").content
    config = content["config"]
    if rng.random() < 0.7:
        config["pyairtable-infra:services"] = _services(rng)
    if rng.random() < 0.3:
        config["pyairtable-infra:tasks"] = {"nightly": {"image": "ghcr.io/a/b/c:v1", "schedule": "rate(1 day)"}}
    if rng.random() < 0.3:
        config["pyairtable-infra:images"] = {"generations": {"platform-services": "microservices"}}
    for _ in range(rng.choice((1, 1, 2, 3))):
        _mutate(content, rng, rng.choice((_PLAUSIBLE, _PLAUSIBLE, _GARBAGE)))
    text: str = yaml.safe_dump(content, allow_unicode=rng.random() < 0.5, sort_keys=False)
    return environment, text


_VARIETY: dict[str, tuple[Any, ...]] = {
    "network.cidr": ("10.50.0.0/16", "10.50.0.0/23", "192.168.4.0/22", "172.16.0.0/16"),
    "network.recovery_cidr": ("10.51.0.0/20", None),
    "network.zones": (2, 3),
    "network.egress": ({"kind": "nat_gateway", "per_zone": True}, {"kind": "nat_instance"}, {"kind": "public_ip"}),
    "network.interface_endpoints": (["secretsmanager", "ecr.api", "ecr.dkr", "logs"], ["sts"]),
    "region": ("eu-central-1", "ap-southeast-2", "us-west-1"),
    "account": ("123456789012", "210987654321"),
    "protection": ("none", "standard", "strict"),
    "monitoring": ("basic", "enhanced", "full"),
    "owner": ("Ünïcödé", "a b + c = d @ e"),
    "load_balancer.tls": (
        {"kind": "issued", "domain": "a.example.com", "hosted_zone": "example.com"},
        {"kind": "issued", "domain": "example.com", "hosted_zone": "example.com", "hosted_zone_id": "Z0123456789ABC"},
    ),
    "load_balancer.firewall": ({"managed_rules": True}, {}, None),
    "load_balancer.idle_timeout": (1, 4000),
    "cluster.spot_percent": (0, 1, 33, 50, 99, 100),
    "cluster.namespace": ("services.example.internal",),
    "images": (
        {"registry": "123456789012.dkr.ecr.us-east-1.amazonaws.com", "generation": "shared"},
        {"registry": "ghcr.io", "generation": "microservices", "tags": {"microservices": "v9"}},
        {"pull_secret": "arn:aws:secretsmanager:us-east-1:123456789012:secret:registry"},
        {"digests": {"frontend": f"sha256:{'0f' * 32}"}},
    ),
    "budget.notify": (["a@example.com"],),
    "data.database": (
        None,
        {
            "kind": "rds",
            "instance_class": "db.m7g.large",
            "multi_az": True,
            "replicas": 1,
            "master": {"kind": "secret"},
        },
        {"kind": "aurora_serverless", "maximum_acu": 4, "readers": 1},
    ),
    "data.cache": (None, {"kind": "serverless"}, {"kind": "replication_group", "engine": "redis", "nodes": 3}),
    "data.files": ({"expire_after_days": 400, "infrequent_after_days": 30}, None),
    "data.jobs.attempts": (1, 1000),
    "services.frontend.uses": (["jobs"], []),
    "service_defaults.replicas": ({"minimum": 1, "maximum": 7, "expected": 6}, {"minimum": 2, "maximum": 2}),
    "service_defaults.runtime.scaling": ({"target_percent": 10, "scale_in_cooldown": 0},),
    "service_defaults.runtime.execute_command": (True, False),
    "service_defaults.architecture": ("X86_64", "ARM64"),
    "service_defaults.environment": ({"A": "ü🎉\"'\n$(x)", "LICENSE": {"secure": "v1:abc"}}, {"EMPTY": ""}, {}),
    "service_defaults.health": ({"retries": 1, "interval": 5, "timeout": 2, "start_period": 0, "probe": "none"},),
    "service_defaults.writable_paths": ([], ["/tmp", "/var/cache/app"]),  # noqa: S108 - in a container
    "service_defaults.criticality": ("standard", "deferrable"),
    "service_defaults.cpu": (256,),
    "service_defaults.memory": (512, 1024, 2048),
    "service_defaults.graceful_stop": (2, 60),
    "service_defaults.user": (1, 65534),
    "service_defaults.callers": (["frontend"], []),
    "services.frontend.port": (1, 65535, 8020),
    "services.frontend.runtime.exposure": (None, {"paths": ["/", "/*", "/x?", "/y-*"]}, {"hosts": ["a.example.com"]}),
    "services.frontend.callers": (["frontend"], ["api-gateway", "api-gateway"]),
    "services.mcp-server.runtime.spot_percent": (0, 50, 100),
    "services.mcp-server": (None,),
    "services.api-gateway": (None,),
    "services.saga-orchestrator.command": (["run", "--now"],),
    "services.saga-orchestrator.secrets": (
        {"A": "arn:aws:ssm:us-east-1:123456789012:parameter/a"},
        {"A": "arn:aws:secretsmanager:us-east-1:123456789012:secret:a:key::"},
    ),
    "services.worker": (
        {"image": "ghcr.io/a/b/c@sha256:" + "0" * 64},
        {"port": 9000, "callers": ["frontend"], "cpu": 16384, "memory": 122880},
        {"image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/a:v1", "replicas": {"minimum": 1, "maximum": 1}},
    ),
    "services.a": ({"port": 9001}, {"port": 9001, "runtime": {"exposure": {"paths": ["/a"]}}}),
    "services.a-rather-long-name-for-a-service": ({"port": 9002},),
    "tasks.nightly": (
        {"image": "ghcr.io/a/b/c:v1", "schedule": "rate(1 day)", "runs_on_spot": True},
        {"image": "ghcr.io/a/b/c:v1", "schedule": "cron(0 3 ? * MON-FRI *)", "time_zone": "Europe/Berlin"},
        {"image": "ghcr.io/a/b/c:v1", "command": ["migrate"]},
    ),
    "tasks.migrate-the-database-to-the-newest": ({"image": "ghcr.io/a/b/c:v1"},),
}
"""What people choose, by key."""


def varied(seed: int) -> tuple[str, str]:
    """An environment, and its file with several plausible choices: most of them are good profiles."""
    rng = random.Random(seed)  # noqa: S311 - tests repeat
    environment = rng.choice(ENVIRONMENTS)
    content: dict[str, Any] = read(_text(environment), "original").content
    for path in rng.sample(sorted(_VARIETY), rng.randint(1, 8)):
        first, *rest = path.split(".")
        keys = [f"pyairtable-infra:{first}", *rest]
        holder = content["config"]
        for key in keys[:-1]:
            holder = holder.setdefault(key, {}) or {}
        holder[keys[-1]] = deepcopy(rng.choice(_VARIETY[path]))
    network = content["config"]["pyairtable-infra:network"]
    if network["egress"] == {"kind": "public_ip"}:
        network["interface_endpoints"] = ["secretsmanager"]  # for the rotation of the database's users
    return environment, yaml.safe_dump(content, allow_unicode=True, sort_keys=False)


def _services(rng: random.Random) -> dict[str, Any]:
    """Sections of services as people write them."""
    name = rng.choice(("frontend", "api-gateway", "mcp-server", "automation-services", "worker"))
    section: dict[str, Any] = {
        "cpu": 512,
        "memory": 1024,
        "port": 8011,
        "replicas": {"minimum": 2, "maximum": 3, "expected": 2},
        "health": {"interval": 30, "timeout": 5, "path": "/ok"},
        "environment": {"LOG_LEVEL": "info", "LICENSE": {"secure": "v1:abc"}},
        "secrets": {"API_KEYS": "arn:aws:secretsmanager:us-east-1:123456789012:secret:x"},
        "callers": ["frontend"],
        "runtime": {"spot_percent": 0, "exposure": {"paths": ["/x/*"]}, "execute_command": True},
        "criticality": "standard",
        "graceful_stop": 60,
        "command": ["serve"],
    }
    return {name: {key: section[key] for key in rng.sample(sorted(section), rng.randint(1, 6))}}


def _mutate(content: Any, rng: random.Random, values: tuple[Any, ...]) -> None:
    places: list[tuple[Any, Any]] = []

    def collect(node: Any) -> None:
        for key in list(node) if isinstance(node, dict) else range(len(node) if isinstance(node, list) else 0):
            places.append((node, key))
            collect(node[key])

    collect(content.get("config") if rng.random() < 0.97 else content)
    if not places:
        return
    holder, key = rng.choice(places)
    value = deepcopy(rng.choice(values))
    match rng.randrange(8):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, dict):
            holder[rng.choice((f"{key}x", f"x{key}", str(key).upper(), "environment", "secure", "a\nb", "ü", ""))] = (
                holder.pop(key)
            )
        case 2 if isinstance(holder, dict):
            holder[rng.choice(("spot_percent", "port", "kind", "minimum", "callers", "x"))] = deepcopy(
                rng.choice(values)
            )
        case 3:
            holder[key] = [holder[key]]
        case 4:
            holder[key] = {"kind": holder[key]}
        case _:
            holder[key] = value


def _at_line(change: Callable[[list[str], int, random.Random], None]) -> Callable[[str, random.Random], str]:
    def apply(text: str, rng: random.Random) -> str:
        lines = text.split("\n")
        change(lines, rng.randrange(len(lines)), rng)
        return "\n".join(lines)

    return apply


def _delete(lines: list[str], at: int, _: random.Random) -> None:
    del lines[at]


def _duplicate(lines: list[str], at: int, rng: random.Random) -> None:
    lines.insert(rng.randrange(len(lines)), lines[at])


def _indent(lines: list[str], at: int, rng: random.Random) -> None:
    lines[at] = rng.choice((" ", "  ", "\t")) + lines[at] if rng.random() < 0.6 else lines[at][1:]


def _insert(lines: list[str], at: int, rng: random.Random) -> None:
    lines.insert(at, rng.choice(_LINES))


def _comment(lines: list[str], at: int, _: random.Random) -> None:
    lines[at] = f"# {lines[at]}"


def _value(lines: list[str], at: int, rng: random.Random) -> None:
    key, colon, _ = lines[at].rpartition(": ")
    lines[at] = f"{key}{colon}{rng.choice((*_PLAUSIBLE, *_GARBAGE))}"


def _character(text: str, rng: random.Random) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + rng.choice(_CHARACTERS) + text[at + rng.randint(0, 1) :]


def _cut(text: str, rng: random.Random) -> str:
    return text[: rng.randint(0, len(text))]


_TEXT_MUTATIONS: tuple[Callable[[str, random.Random], str], ...] = (
    _at_line(_delete),
    _at_line(_duplicate),
    _at_line(_indent),
    _at_line(_insert),
    _at_line(_comment),
    _at_line(_value),
    _character,
    _character,
    _cut,
)
