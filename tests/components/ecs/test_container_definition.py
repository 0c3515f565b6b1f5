"""The container, as ECS is told to run it."""

import subprocess
from typing import Any

import pytest

from pyairtable_infra.plan.model import Plan
from tests.components.ecs.making import one_off_plan, service_plan
from tests.components.reading import container, only, variables
from tests.components.standing import IMAGE

SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop-AbC1d2"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return service_plan()


def test_one_essential_container_runs_the_image(plan: Plan) -> None:
    found = container(plan)
    assert (found["name"], found["image"], found["essential"]) == ("cart", IMAGE, True)


def test_it_runs_without_root_on_a_root_file_system_that_it_cannot_write(plan: Plan) -> None:
    found = container(plan)
    assert found["user"] == "1000"
    assert found["readonlyRootFilesystem"] is True
    assert "privileged" not in found


def test_it_writes_to_memory_where_the_spec_says(plan: Plan) -> None:
    def mounts(of: Plan) -> list[str]:
        return [mount["containerPath"] for mount in container(of)["linuxParameters"]["tmpfs"]]

    assert mounts(plan) == ["/tmp"]  # noqa: S108 - a mount point
    assert mounts(service_plan(writable_paths=["/var/cache", "/run"])) == ["/var/cache", "/run"]
    assert mounts(service_plan(writable_paths=[])) == []
    options = container(plan)["linuxParameters"]["tmpfs"][0]["mountOptions"]
    assert {"nosuid", "nodev"} <= set(options)


def test_an_init_process_passes_signals_on_and_collects_the_dead(plan: Plan) -> None:
    assert container(plan)["linuxParameters"]["initProcessEnabled"] is True


@pytest.mark.parametrize("seconds", [2, 30, 120])
def test_it_has_the_time_to_stop_that_the_spec_gives(seconds: int) -> None:
    assert container(service_plan(graceful_stop=seconds))["stopTimeout"] == seconds


def test_it_learns_its_port_and_listens_on_it(plan: Plan) -> None:
    assert variables(plan)["PORT"] == "8000"
    (mapping,) = container(plan)["portMappings"]
    assert (mapping["containerPort"], mapping["hostPort"], mapping["protocol"]) == (8000, 8000, "tcp")


def test_a_service_without_a_port_has_no_mapping_and_no_health_check() -> None:
    plan = service_plan(port=None)
    found = container(plan)
    assert "portMappings" not in found
    assert "healthCheck" not in found
    assert "PORT" not in variables(plan)


def test_the_health_check_asks_the_port_from_inside_and_waits_for_the_start() -> None:
    health = {"path": "/ready", "interval": 15, "timeout": 4, "retries": 2, "start_period": 90}
    found = container(service_plan(health=health))["healthCheck"]
    assert found == {
        "command": ["CMD-SHELL", "curl -fsS -o /dev/null http://127.0.0.1:8000/ready || exit 1"],
        "interval": 15,
        "timeout": 4,
        "retries": 2,
        "startPeriod": 90,
    }


@pytest.mark.parametrize(("probe", "program"), [("curl", "curl"), ("wget", "wget")])
def test_the_health_check_uses_the_program_that_the_image_has(probe: str, program: str) -> None:
    assert container(service_plan(health={"probe": probe}))["healthCheck"]["command"][1].split()[0] == program


def test_an_image_without_such_a_program_has_no_health_check() -> None:
    assert "healthCheck" not in container(service_plan(health={"probe": "none"}))


@pytest.mark.parametrize("path", ["/health", "/a&b", "/$HOME", "/it's", '/"x"', "/*", "/?x"])
def test_a_path_reaches_the_probe_as_it_is_written(path: str, tmp_path: Any) -> None:
    command = container(service_plan(health={"path": path}))["healthCheck"]["command"]
    curl = tmp_path / "curl"
    curl.write_text('#!/bin/sh\nfor last; do :; done; printf %s "$last"; exit 22\n')
    curl.chmod(0o755)
    asked = subprocess.run(
        ["/bin/sh", "-c", command[1]],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=10,
    )
    assert asked.stdout == f"http://127.0.0.1:8000{path}", "the shell must not read it"
    assert asked.returncode == 1, "a probe that fails is an unhealthy task"


def test_plain_variables_and_references_to_secrets_reach_the_container() -> None:
    plan = service_plan(environment={"LOG_LEVEL": "debug"}, secrets={"DSN": SECRET})
    assert variables(plan)["LOG_LEVEL"] == "debug"
    assert container(plan)["secrets"] == [{"name": "DSN", "valueFrom": SECRET}]


def test_what_the_spec_says_wins_over_what_the_graph_says() -> None:
    graph = {"environment": {"PORT": "1", "LOG_LEVEL": "info", "REGION": "x"}}
    plan = service_plan(given=graph, environment={"LOG_LEVEL": "debug"})
    assert variables(plan) == {"PORT": "1", "LOG_LEVEL": "debug", "REGION": "x"}


def test_no_name_is_plain_and_secret_at_once() -> None:
    plan = service_plan(given={"environment": {"DSN": "sqlite://"}}, secrets={"DSN": SECRET})
    assert "DSN" not in variables(plan), "ECS refuses such a definition"
    assert [secret["name"] for secret in container(plan)["secrets"]] == ["DSN"]


def test_its_output_goes_to_its_own_log_group_and_never_stops_it() -> None:
    plan = service_plan()
    options = container(plan)["logConfiguration"]["options"]
    assert options["awslogs-group"] == only(plan, "cloudwatch/logGroup:LogGroup").inputs["name"]
    assert options["awslogs-region"] == "us-east-1"
    assert options["mode"] == "non-blocking"


def test_a_command_replaces_that_of_the_image_only_if_it_is_given() -> None:
    assert container(one_off_plan(command=["alembic", "upgrade", "head"]))["command"] == ["alembic", "upgrade", "head"]
    assert "command" not in container(one_off_plan())


def test_a_private_registry_is_asked_with_the_credential_of_the_spec() -> None:
    assert container(service_plan(pull_secret=SECRET))["repositoryCredentials"] == {"credentialsParameter": SECRET}
    assert "repositoryCredentials" not in container(service_plan())


def test_a_debugged_service_gives_up_its_read_only_root() -> None:
    assert container(service_plan(runtime={"execute_command": True}))["readonlyRootFilesystem"] is False
    assert container(one_off_plan())["readonlyRootFilesystem"] is True


def test_the_same_container_is_always_the_same_text() -> None:
    one = service_plan(environment={"A": "1", "B": "2"}, secrets={"C": SECRET, "D": SECRET})
    other = service_plan(environment={"B": "2", "A": "1"}, secrets={"D": SECRET, "C": SECRET})
    texts = {only(plan, "TaskDefinition").inputs["containerDefinitions"] for plan in (one, other)}
    assert len(texts) == 1, "another order would be another revision, and a deployment"
