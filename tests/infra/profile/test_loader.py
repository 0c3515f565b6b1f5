"""What the loader makes of good files."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import SecretStr

from pyairtable_components.loadbalancing.spec import GivenCertificate, IssuedCertificate, NoTls
from pyairtable_components.network.spec import NatGateway, NatInstance
from pyairtable_infra.profile.loader import load
from pyairtable_infra.profile.neighbours import free_block
from pyairtable_infra.profile.profile import EnvironmentProfile
from pyairtable_infra.profile.yaml_file import read
from tests.conftest import ROOT
from tests.infra.profile.bad import SECURE, committed, folder, service, task

ENVIRONMENTS = ("dev", "staging", "prod")
PORTS = {
    "api-gateway": 8000,
    "mcp-server": 8001,
    "airtable-gateway": 8002,
    "llm-orchestrator": 8003,
    "automation-services": 8006,
    "platform-services": 8007,
    "saga-orchestrator": 8008,
    "frontend": 3000,
}


@pytest.fixture
def dev(tmp_path: Path) -> Callable[[str], EnvironmentProfile]:
    """Loads dev with more text at its end."""
    return lambda more: load("dev", folder(tmp_path, dev=committed("dev") + more))


# The committed files


@pytest.mark.parametrize(
    ("environment", "spot", "replicas", "budget", "days", "minutes"),
    [("dev", 80, (1, 3), 98, 7, 30), ("staging", 50, (2, 6), 150, 14, 15), ("prod", 0, (3, 15), 395, 30, 5)],
)
def test_the_numbers_of_each_environment(  # noqa: PLR0917 - a row each
    environment: str, spot: int, replicas: tuple[int, int], budget: int, days: int, minutes: int
) -> None:
    profile = load(environment, ROOT)
    assert profile.stage == profile.environment == environment
    assert profile.cluster.spot_percent == spot
    assert {(spec.replicas.minimum, spec.replicas.maximum) for spec in profile.services.values()} == {replicas}
    assert {spec.runtime.scaling.target_percent for spec in profile.services.values()} == {70}
    assert profile.budget.monthly_usd == Decimal(budget)
    assert profile.objectives.backup_retention_days == days
    assert profile.objectives.recovery_time_minutes == minutes


@pytest.mark.parametrize(
    ("environment", "monitoring", "classification", "protection", "zones"),
    [
        ("dev", "basic", "non-sensitive", "none", 2),
        ("staging", "enhanced", "anonymised", "standard", 2),
        ("prod", "full", "sensitive", "strict", 3),
    ],
)
def test_the_levels_of_each_environment(
    environment: str, monitoring: str, classification: str, protection: str, zones: int
) -> None:
    profile = load(environment, ROOT)
    assert profile.monitoring == monitoring
    assert profile.data_classification == classification
    assert profile.protection == protection
    assert profile.network.zones == zones
    assert (profile.region, profile.recovery_region) == ("us-east-1", "us-west-2")


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_eight_services_and_their_ports(environment: str) -> None:
    services = load(environment, ROOT).services
    assert {name: spec.port for name, spec in services.items()} == PORTS
    assert [name for name, spec in services.items() if spec.runtime.exposure] == ["api-gateway", "frontend"]


def test_only_dev_does_without_tls_and_a_nat_gateway_is_for_prod() -> None:
    dev, staging, prod = (load(environment, ROOT) for environment in ENVIRONMENTS)
    assert isinstance(dev.load_balancer.tls, NoTls)
    assert isinstance(staging.load_balancer.tls, IssuedCertificate)
    assert isinstance(prod.load_balancer.tls, IssuedCertificate)
    assert isinstance(dev.network.egress, NatInstance)
    assert isinstance(prod.network.egress, NatGateway)


def test_the_same_file_gives_the_same_profile() -> None:
    assert load("prod", ROOT) == load("prod", ROOT)


# YAML


def test_words_that_yaml_1_1_takes_for_booleans_are_texts(dev: Callable[[str], EnvironmentProfile]) -> None:
    words = ["off", "no", "yes", "on", "y", "n", "12:30", "1.2.3", "x_1", "10.0.0.0/8", ".", "=", "NaN"]
    profile = dev(service("frontend", f"command: [{', '.join(words)}]"))
    assert list(profile.services["frontend"].command) == words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("FALSE", False),
        ("-5", -5),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("'5'", "5"),
        ('"true"', "true"),
        ("!!str 5", "5"),
        ("!!int '5'", 5),
        ("!!float 5", 5.0),
        ("!!bool true", True),
        ("!!null x", None),
        ("! 5", "5"),
        ("|-\n  a\n  b", "a\nb"),
        ("[1, {b: 2}]", [1, {"b": 2}]),
        ("!!map {b: 2}", {"b": 2}),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_scalars_are_those_of_yaml_1_2(text: str, value: object) -> None:
    assert read(f"a: {text}\n", "x.yaml").content == {"a": value}


def test_aliases_are_read_and_lines_are_known() -> None:
    file = read("# first\na: &x\n  b: 1\nc: [*x,\n  2]\n", "x.yaml")
    assert file.content == {"a": {"b": 1}, "c": [{"b": 1}, 2]}
    assert [file.line(path) for path in [("a",), ("a", "b"), ("c", 0, "b"), ("c", 1), ("a", "b", "z"), ("z",)]] == [
        2,
        3,
        4,
        5,
        3,
        None,
    ]


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    root = folder(tmp_path)
    (root / "Pulumi.dev.yaml").write_bytes(b"\xef\xbb\xbf" + committed("dev").replace("\n", "\r\n").encode())
    assert load("dev", root) == load("dev", ROOT)


# What else a file may hold


def test_what_belongs_to_others_is_accepted(tmp_path: Path) -> None:
    text = "encryptionsalt: v1:abc\nenvironment: [shared, { merge: false }]\n" + committed("dev")
    text += "  aws:region: us-east-1\n  other-project:services: { frontend: 3 }\n  aws:token: { secure: v1:abc }\n"
    assert load("dev", folder(tmp_path, dev=text)) == load("dev", ROOT)


def test_keys_may_leave_out_the_namespace(tmp_path: Path) -> None:
    text = committed("dev").replace("pyairtable-infra:", "")
    assert load("dev", folder(tmp_path, dev=text)) == load("dev", ROOT)


def test_numbers_are_texts_where_pulumi_makes_them_so(dev: Callable[[str], EnvironmentProfile]) -> None:
    assert dev("  pyairtable-infra:account: 123456789012\n").account == "123456789012"


def test_an_empty_key_says_nothing_where_nothing_may_be_said(dev: Callable[[str], EnvironmentProfile]) -> None:
    more = "  pyairtable-infra:services:\n  pyairtable-infra:account:\n"
    assert dev(more) == load("dev", ROOT)


# Secure values


def test_a_secure_value_is_secret_and_shows_nowhere(dev: Callable[[str], EnvironmentProfile]) -> None:
    profile = dev(SECURE)
    variables = profile.services["api-gateway"].environment
    assert variables == {"LICENSE": SecretStr("v1:hunter2"), "LEVEL": SecretStr("info")}
    for shown in (repr(profile), str(profile), profile.model_dump_json()):
        assert "hunter2" not in shown


def test_the_section_of_a_secure_value_is_sealed_as_a_whole(dev: Callable[[str], EnvironmentProfile]) -> None:
    """The engine only tells that there is a secret somewhere in `services`."""
    profile = dev(f"{SECURE}    frontend: {{ environment: {{ LEVEL: debug }} }}\n")
    assert profile.services["frontend"].environment == {"LEVEL": SecretStr("debug")}


def test_defaults_and_tasks_take_secure_values(tmp_path: Path) -> None:
    secure = "environment: { LICENSE: { secure: v1:hunter2 } }"
    text = committed("dev").replace("    replicas:", f"    {secure}\n    replicas:")
    text += task("nightly", "image: ghcr.io/a/b/c:v1", secure)
    profile = load("dev", folder(tmp_path, dev=text))
    assert profile.services["frontend"].environment == {"LICENSE": SecretStr("v1:hunter2")}
    assert profile.tasks["nightly"].environment == {"LICENSE": SecretStr("v1:hunter2")}


def test_a_variable_may_be_called_secure(dev: Callable[[str], EnvironmentProfile]) -> None:
    profile = dev(service("frontend", 'environment: { secure: "yes", LEVEL: info }'))
    assert profile.services["frontend"].environment == {"secure": "yes", "LEVEL": "info"}


# Layers


def test_a_services_own_section_wins_over_the_defaults_and_these_over_the_platform(tmp_path: Path) -> None:
    text = committed("dev").replace("    replicas:", "    health: { start_period: 90, retries: 5 }\n    replicas:")
    text += service("automation-services", "health: { retries: 7 }", "replicas: { maximum: 9 }")
    services = load("dev", folder(tmp_path, dev=text)).services
    own, other = services["automation-services"], services["frontend"]
    assert (own.health.start_period, own.health.retries) == (90, 7)
    assert (own.replicas.minimum, own.replicas.maximum) == (1, 9)
    assert (other.health.start_period, other.health.retries, other.health.path) == (90, 5, "/")


def test_a_list_replaces_a_list(dev: Callable[[str], EnvironmentProfile]) -> None:
    assert dev(service("mcp-server", "callers: [frontend]")).services["mcp-server"].callers == ("frontend",)


def test_a_service_set_to_null_is_not_run_and_calls_nobody(dev: Callable[[str], EnvironmentProfile]) -> None:
    services = dev("  pyairtable-infra:services: { saga-orchestrator: null, mcp-server: null }\n").services
    assert set(services) == set(PORTS) - {"saga-orchestrator", "mcp-server"}
    assert not [name for name, spec in services.items() if {"saga-orchestrator", "mcp-server"} & set(spec.callers)]


def test_a_new_service_needs_a_port_and_gets_its_image(dev: Callable[[str], EnvironmentProfile]) -> None:
    search = dev(service("search", "port: 8011", "callers: [frontend]")).services["search"]
    assert (search.port, search.callers, search.replicas.maximum) == (8011, ("frontend",), 3)
    assert search.image == "ghcr.io/pyairtable-org/legacy/search:v1.0.0"


def test_two_services_replace_the_platforms_services_in_microservices(
    dev: Callable[[str], EnvironmentProfile],
) -> None:
    services = dev("  pyairtable-infra:images: { generations: { platform-services: microservices } }\n").services
    assert "platform-services" not in services
    assert (services["auth-service"].port, services["user-service"].port) == (8009, 8010)
    assert "auth-service" in services["user-service"].callers


def test_images_come_from_registry_generation_and_tag(dev: Callable[[str], EnvironmentProfile]) -> None:
    secret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:registry"
    more = (
        f"  pyairtable-infra:images: {{ registry: ghcr.io/other, tags: {{ shared: v7 }}, pull_secret: '{secret}', "
        "generations: { frontend: shared } }\n"
        + service("mcp-server", "image: docker.io/library/mcp@sha256:" + "0" * 64)
    )
    services = dev(more).services
    assert services["frontend"].image == "ghcr.io/other/shared/frontend:v7"
    assert services["api-gateway"].image.startswith("ghcr.io/other/legacy/api-gateway:")
    assert services["mcp-server"].image.startswith("docker.io/library/mcp@sha256:")
    assert {spec.pull_secret for spec in services.values()} == {secret}


def test_an_exposure_can_be_taken_away(dev: Callable[[str], EnvironmentProfile]) -> None:
    profile = dev(service("api-gateway", "runtime: { exposure: null }"))
    assert profile.services["api-gateway"].runtime.exposure is None


# Blocks


def test_the_next_free_block() -> None:
    assert free_block([]) == "10.10.0.0/16"
    assert free_block(["10.10.128.0/20", "10.11.0.0/16"]) == "10.12.0.0/16"
    assert free_block(["10.0.0.0/8"]) == "172.16.0.0/16"
    with pytest.raises(ValueError, match=r"every private /16 is taken\. For example: "):
        free_block(["10.0.0.0/8", "172.16.0.0/12"])


def test_a_given_certificate_needs_no_zone(tmp_path: Path) -> None:
    arn = "arn:aws:acm:us-east-1:123456789012:certificate/0f1e2d3c"
    tls = f"{{ kind: given, domain: app.example.com, certificate_arn: '{arn}' }}"
    profile = load("dev", folder(tmp_path, dev=committed("dev").replace("{ kind: none }", tls)))
    assert isinstance(profile.load_balancer.tls, GivenCertificate)
