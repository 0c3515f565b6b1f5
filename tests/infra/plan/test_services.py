"""The services in the three plans: the numbers that the mission states."""

import pytest

from pyairtable_infra.plan.services import services, spot_share
from tests.conftest import environment_plan

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
WANTED = {"dev": (1, 3, 80), "staging": (2, 6, 50), "prod": (3, 15, 0)}


@pytest.mark.parametrize("environment", WANTED)
def test_the_eight_services_are_there_with_their_ports(environment: str) -> None:
    assert {one.name: one.port for one in services(environment_plan(environment))} == PORTS


@pytest.mark.parametrize(("environment", "wanted"), WANTED.items())
def test_replicas_and_cpu_target_are_as_wanted(environment: str, wanted: tuple[int, int, int]) -> None:
    for one in services(environment_plan(environment)):
        assert (one.minimum, one.maximum, one.cpu_target) == (wanted[0], wanted[1], 70)


@pytest.mark.parametrize(("environment", "wanted"), WANTED.items())
def test_the_spot_share_is_within_ten_points_at_expected_replicas(
    environment: str, wanted: tuple[int, int, int]
) -> None:
    share = spot_share(services(environment_plan(environment)), "expected")
    assert abs(share.percent - wanted[2]) <= 10
    assert share.low == share.high, "at expected replicas no rounding is left to ECS"


@pytest.mark.parametrize("environment", WANTED)
def test_only_api_gateway_and_frontend_are_public(environment: str) -> None:
    public = {one.name: one.paths for one in services(environment_plan(environment)) if one.paths}
    assert public == {"api-gateway": ("/api/*",), "frontend": ("/*",)}


@pytest.mark.parametrize("environment", WANTED)
def test_tasks_are_small_arm_tasks_with_images_of_the_platform(environment: str) -> None:
    for one in services(environment_plan(environment)):
        assert (one.cpu, one.memory, one.architecture) == (256, 512, "ARM64")
        assert one.image.startswith(f"ghcr.io/pyairtable-org/legacy/{one.name}:")
