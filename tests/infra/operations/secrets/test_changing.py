"""Put, rotate, deploy again; and what is refused."""

import pytest

from pyairtable_infra.operations.errors import OperationError
from pyairtable_infra.operations.secrets import changing
from pyairtable_infra.operations.secrets.changing import LONGEST, put, redeploy, rotate
from pyairtable_infra.operations.secrets.finding import environment_of, found, listed, services
from tests.infra.operations.account import client
from tests.infra.operations.secrets.making import CLUSTER, DATABASE, TOKEN, Environment


def test_a_value_is_put_without_the_line_break_at_its_end(environment: Environment) -> None:
    put(environment.aws, TOKEN, "a new token\n")
    assert environment.value(TOKEN) == "a new token"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        (TOKEN, "\n", f"{TOKEN}: standard input is empty. For example: secrets put {TOKEN} < token.txt"),
        (
            TOKEN,
            "x" * (LONGEST + 1),
            f"{TOKEN}: the value has 65537 bytes, and a secret holds 65536. For example: a token",
        ),
        (
            DATABASE,
            "x",
            f"{DATABASE}: its values are made by a rotation, which would not know this one. "
            f"For example: pyairtable-infra secrets rotate {DATABASE}",
        ),
        (
            "pyairtable/dev/api-keys/airtabel",
            "x",
            f"pyairtable/dev/api-keys/airtabel: there is no such secret; there is: {TOKEN}, {DATABASE}. "
            f"For example: {TOKEN}",
        ),
        (
            "pyairtable/qa/api-keys",
            "x",
            "pyairtable/qa/api-keys: there is no such secret; qa has none. "
            "For example: a secret that `secrets list` shows",
        ),
    ],
)
def test_a_value_that_cannot_be_put_is_refused_and_nothing_is_changed(
    environment: Environment, name: str, value: str, message: str
) -> None:
    with pytest.raises(OperationError) as refused:
        put(environment.aws, name, value)
    assert str(refused.value) == message
    assert not environment.account.mutating
    assert value not in ("x",) or "first" in environment.value(TOKEN)


def test_the_name_of_a_secret_that_is_deleted_is_taken(environment: Environment) -> None:
    until = client("secretsmanager").delete_secret(SecretId=TOKEN, RecoveryWindowInDays=7)["DeletionDate"]
    with pytest.raises(OperationError) as refused:
        put(environment.aws, TOKEN, "x")
    assert str(refused.value) == (
        f"{TOKEN}: the name is taken by a secret that is deleted after {until:%Y-%m-%d}. "
        f"For example: aws secretsmanager restore-secret --secret-id {TOKEN}"
    )


@pytest.mark.parametrize("name", ["airtable", "pyairtable/dev", "pyairtable//api-keys"])
def test_a_name_without_its_environment_is_refused(name: str) -> None:
    with pytest.raises(OperationError) as refused:
        environment_of(name)
    assert str(refused.value) == (
        f"{name}: the name of a secret has its project and environment. For example: pyairtable/dev/api-keys/airtable"
    )


def test_a_rotation_is_waited_for(environment: Environment) -> None:
    before = found(environment.aws, DATABASE)
    version = rotate(environment.aws, before, environment.pause)
    assert version != before.current
    assert found(environment.aws, DATABASE).current == version


def test_a_rotation_that_does_not_end_is_told(environment: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = found(environment.aws, DATABASE)
    monkeypatch.setattr(changing, "found", lambda *_: secret)
    with pytest.raises(OperationError) as refused:
        rotate(environment.aws, secret, environment.pause)
    assert str(refused.value) == (
        f"{DATABASE}: the rotation has not ended. The function's log says why. "
        "For example: aws logs tail /pyairtable/dev/functions --since 10m"
    )


def test_what_nothing_rotates_is_refused(environment: Environment) -> None:
    with pytest.raises(OperationError) as refused:
        rotate(environment.aws, found(environment.aws, TOKEN), environment.pause)
    assert str(refused.value) == (
        f"{TOKEN}: nothing rotates it. For example: pyairtable-infra secrets put {TOKEN} < value.txt"
    )


def test_the_services_that_read_a_secret_are_found_and_deployed_again(environment: Environment) -> None:
    reading = services(environment.aws, found(environment.aws, DATABASE), CLUSTER)
    assert reading == ["cart"]
    redeploy(environment.aws, CLUSTER, "cart")
    assert environment.account.mutating == ["ecs:UpdateService"]


def test_secrets_of_another_environment_are_not_listed(environment: Environment) -> None:
    client("secretsmanager").create_secret(Name="pyairtable/prod/api-keys/airtable")
    assert [each.name for each in listed(environment.aws, "pyairtable/dev/")] == [TOKEN, DATABASE]
    (empty,) = listed(environment.aws, "pyairtable/prod/")
    assert (empty.current, empty.changed) == (None, None)
