"""What a container may be told."""

import pytest
from pydantic import SecretStr, ValidationError

from pyairtable_components.workload.container import ContainerSpec
from tests.components.standing import IMAGE, a_service

SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop-AbC1d2"


def refusal(**values: object) -> ValidationError:
    with pytest.raises(ValidationError) as refused:
        ContainerSpec.model_validate({"image": IMAGE} | values)
    return refused.value


def test_a_container_is_small_and_closed_unless_told_otherwise() -> None:
    spec = ContainerSpec(image=IMAGE)
    assert (spec.cpu, spec.memory, spec.architecture) == (256, 512, "ARM64")
    assert spec.user == 1000
    assert spec.writable_paths == ("/tmp",)  # noqa: S108 - a mount point
    assert (spec.environment, spec.secrets) == ({}, {})


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"user": 0}, "user"),
        ({"graceful_stop": 121}, "graceful_stop"),
        ({"graceful_stop": 1}, "graceful_stop"),
        ({"writable_paths": ["tmp"]}, "writable_paths"),
        ({"secrets": {"A": "db-password"}}, "secrets"),
        ({"environment": {"A-B": "x"}}, "environment"),
        ({"environment": {"A": 1}}, "environment"),
        ({"image": "nginx"}, "image"),
        ({"architecture": "arm64"}, "architecture"),
        ({"unheard_of": 1}, "unheard_of"),
    ],
)
def test_a_bad_value_is_refused_where_it_stands(values: dict[str, object], where: str) -> None:
    assert refusal(**values).errors()[0]["loc"][0] == where


def test_a_size_that_fargate_has_not_is_refused_with_the_nearest() -> None:
    assert "For example: cpu: 256 and memory: 2048" in str(refusal(cpu=256, memory=1500))


@pytest.mark.parametrize("paths", [["/tmp", "/tmp"], ["/a/../b"], ["/a", "/b", "/c", "/d", "/e"]])  # noqa: S108
def test_writable_paths_are_apart_and_fit_into_memory(paths: list[str]) -> None:
    assert "For example: " in str(refusal(writable_paths=paths))
    assert ContainerSpec(image=IMAGE, writable_paths=("/a", "/b", "/c", "/d")), "half of 512 MiB"


def test_a_variable_cannot_be_plain_and_secret_at_once() -> None:
    assert "DSN is under environment and under secrets" in str(
        refusal(environment={"DSN": "x"}, secrets={"DSN": SECRET})
    ), "ECS refuses the definition"


@pytest.mark.parametrize("value", ["hunter2-hunter2", SecretStr("hunter2-hunter2")])
def test_no_message_and_no_text_of_a_spec_repeats_a_credential(value: object) -> None:
    told = str(refusal(environment={"DB_PASSWORD": value}, cpu=1))
    assert "hunter2" not in told, "a message ends up in a terminal or a log"


def test_a_literal_credential_is_refused_with_the_way_to_refer_to_it() -> None:
    told = str(refusal(environment={"DB_PASSWORD": "hunter2"}))
    assert "DB_PASSWORD has the name of a credential" in told
    assert "secrets: {DB_PASSWORD: arn:aws:secretsmanager:" in told


def test_a_secret_value_is_taken_and_stays_hidden() -> None:
    spec = ContainerSpec(image=IMAGE, environment={"DB_PASSWORD": SecretStr("hunter2")})
    assert "hunter2" not in repr(spec)
    assert "hunter2" not in spec.model_dump_json()


def test_a_spec_cannot_be_changed_once_made() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        a_service().port = 9000  # type: ignore[misc]
