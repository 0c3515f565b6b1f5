"""Rotation of a user of a real PostgreSQL 16: two users that alternate."""

from contextlib import closing

import pytest
from pg8000.exceptions import DatabaseError, InterfaceError

from pyairtable_components.functions.rotation.postgres import PostgresRotator
from pyairtable_components.functions.rotation.protocol import STEPS, RotationError, Value
from tests.components.functions.rotation.rotating import Rotating
from tests.components.functions.rotation.servers import ADMINISTRATOR, LocalPostgres

pytestmark = pytest.mark.thorough

REFUSED = "(SQLSTATE 28P01|InterfaceError)"
"""The server hangs up after its answer, and a driver that is still writing may see that first."""
NAMES = iter(f"cart-{number}" for number in range(1000))


@pytest.fixture
def rotating(postgres: LocalPostgres) -> Rotating:
    """A service of its own for each test."""
    service = next(NAMES)
    return Rotating(
        lambda name: PostgresRotator(name.rpartition("/")[2], postgres.place, postgres.connect, postgres.administer),
        f"shop/dev/database/{service}",
    )


def works(postgres: LocalPostgres, value: Value) -> bool:
    try:
        with closing(postgres.connect(value["username"], value["password"])) as session:
            return bool(session.run("SELECT 1"))
    except (DatabaseError, InterfaceError):  # the server may hang up before the driver has read why
        return False


def test_the_server_is_postgresql_16(postgres: LocalPostgres) -> None:
    assert postgres.version == 16


def test_the_old_credential_works_until_the_end_and_not_after_the_next(
    postgres: LocalPostgres, rotating: Rotating
) -> None:
    first = rotating.run()
    assert works(postgres, first)
    version = rotating.start()
    for name in STEPS:
        rotating.step(name, version)
        assert works(postgres, first), f"tasks that run still use it after {name}"
    second = rotating.current()
    assert second["username"] == f"{first['username']}_clone"
    assert works(postgres, second)
    third = rotating.run()
    assert third["username"] == first["username"]
    assert works(postgres, third)
    assert works(postgres, second)
    assert not works(postgres, first)


def test_every_step_may_run_twice(postgres: LocalPostgres, rotating: Rotating) -> None:
    for _ in range(3):
        assert works(postgres, rotating.run(times=2))


@pytest.mark.parametrize("after", range(len(STEPS)))
@pytest.mark.parametrize("before", [0, 1, 2])
def test_a_rotation_that_was_cut_off_is_resumed(
    postgres: LocalPostgres, rotating: Rotating, before: int, after: int
) -> None:
    values = [rotating.run() for _ in range(before)]
    version = rotating.start()
    for name in STEPS[: after + 1]:
        rotating.step(name, version)
    for name in STEPS[after:]:
        rotating.step(name, version)
    assert works(postgres, rotating.current())
    assert all(works(postgres, value) for value in values[-1:]), "the one before is still in use"


def test_a_crash_inside_of_set_leaves_nothing_half_done(
    postgres: LocalPostgres, rotating: Rotating, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = rotating.start()
    rotating.step("createSecret", version)
    module = "pyairtable_components.functions.rotation.postgres.scram_verifier"
    with monkeypatch.context() as patch:
        patch.setattr(module, lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            rotating.step("setSecret", version)
    username = rotating.pending(version)["username"]
    assert not postgres.query(f"SELECT 1 FROM pg_roles WHERE rolname = '{username}'")  # noqa: S608
    rotating.step("setSecret", version)
    rotating.step("testSecret", version)


def test_what_either_user_creates_belongs_to_both(postgres: LocalPostgres, rotating: Rotating) -> None:
    first = rotating.run()
    second = rotating.run()
    user = first["username"]
    with closing(postgres.connect(user, first["password"])) as session:
        session.run(f"CREATE TABLE {user}.one (number int)")
    with closing(postgres.connect(second["username"], second["password"])) as session:
        session.run(f"INSERT INTO {user}.one VALUES (1)")  # noqa: S608
        session.run(f"CREATE TABLE {user}.two (number int)")
    with closing(postgres.connect(user, first["password"])) as session:
        session.run(f"DROP TABLE {user}.two")
        assert session.run(f"SELECT number FROM {user}.one") == [[1]]  # noqa: S608


def test_a_service_cannot_read_what_belongs_to_another(postgres: LocalPostgres, rotating: Rotating) -> None:
    mine = rotating.run()
    other = PostgresRotator("other", postgres.place, postgres.connect, postgres.administer)
    theirs = other.create(None)
    other.set(None, theirs)
    with closing(postgres.connect("other", theirs["password"])) as session:
        session.run("CREATE TABLE IF NOT EXISTS other.secret (number int)")
    with closing(postgres.connect(mine["username"], mine["password"])) as session:
        with pytest.raises(DatabaseError) as refused:
            session.run("SELECT * FROM other.secret")
        assert refused.value.args[0]["C"] == "42501"  # insufficient_privilege


def test_no_password_is_in_what_the_server_writes_down(postgres: LocalPostgres, rotating: Rotating) -> None:
    postgres.query("ALTER SYSTEM SET log_statement = 'all'")
    postgres.query("SELECT pg_reload_conf()")
    values = [rotating.run(), rotating.run()]
    written = postgres.log()
    assert values[0]["username"] in written, "the statements themselves are there"
    assert not [value for value in values if value["password"] in written]


def test_a_value_that_names_another_user_is_refused(postgres: LocalPostgres) -> None:
    rotator = PostgresRotator("cart", postgres.place, postgres.connect, postgres.administer)
    with pytest.raises(RotationError) as refused:
        rotator.set(None, {"username": "postgres", "password": "x"})
    assert str(refused.value) == "the pending user is no user of cart. For example: cart"


@pytest.mark.parametrize(
    ("service", "message"),
    [
        (ADMINISTRATOR, "administrator administers the server, and no service may be it"),
        ("postgres", "postgres administers the server, and no service may be it"),
        ("1st", "1st cannot be a user of PostgreSQL. For example: automation-services"),
        ("a" * 58, f"{'a' * 58} cannot be a user of PostgreSQL. For example: automation-services"),
    ],
)
def test_a_service_that_cannot_have_a_user_is_refused(postgres: LocalPostgres, service: str, message: str) -> None:
    rotator = PostgresRotator(service, postgres.place, postgres.connect, postgres.administer)
    with pytest.raises(RotationError) as refused:
        rotator.set(None, rotator.create(None))
    assert str(refused.value) == message


def test_a_password_that_does_not_work_is_told_without_it(postgres: LocalPostgres, rotating: Rotating) -> None:
    value = rotating.run()
    rotator = PostgresRotator(rotating.name.rpartition("/")[2], postgres.place, postgres.connect, postgres.administer)
    with pytest.raises(RotationError, match=f"^{value['username']} cannot log in: {REFUSED}$"):
        rotator.test({**value, "password": "wrong"})


def test_an_administrator_that_is_not_let_in_is_told(postgres: LocalPostgres) -> None:
    rotator = PostgresRotator(
        "cart", postgres.place, postgres.connect, lambda: postgres.connect(ADMINISTRATOR, "wrong")
    )
    with pytest.raises(RotationError, match=f"^the administrator could not prepare cart: {REFUSED}$"):
        rotator.set(None, rotator.create(None))
