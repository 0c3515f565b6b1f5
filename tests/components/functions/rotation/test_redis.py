"""Rotation of a user of a real Redis and a real Valkey: two passwords at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from pyairtable_components.functions.rotation.protocol import STEPS, RotationError, Value
from pyairtable_components.functions.rotation.redis import AclPasswords, ElastiCachePasswords, RedisRotator, over_tls
from tests.components.functions.rotation.rotating import Rotating
from tests.components.functions.rotation.servers import REDISES, local_redis

pytestmark = pytest.mark.thorough


@dataclass(frozen=True)
class Server:
    socket: str

    def connect(self, user: str, plain: str) -> Any:
        return Redis(unix_socket_path=self.socket, username=user, password=plain, retry=Retry(NoBackoff(), 0))

    def administer(self) -> Any:
        return Redis(unix_socket_path=self.socket)

    def works(self, value: Value) -> bool:
        try:
            with self.connect(value["username"], value["password"]) as session:
                return bool(session.ping())
        except RedisError:
            return False


@pytest.fixture(scope="module", params=list(REDISES))
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with local_redis(request.param) as socket:
        yield Server(socket)


@pytest.fixture
def rotating(server: Server) -> Rotating:
    with server.administer() as session:
        session.execute_command("ACL", "SETUSER", "cart", "reset", "on", "+@all", "~*")
    passwords = AclPasswords(server.administer)
    return Rotating(lambda _: RedisRotator("cart", "localhost", 6379, passwords, server.connect), "shop/dev/redis/cart")


def test_the_old_password_works_until_the_end_and_not_after_the_next(server: Server, rotating: Rotating) -> None:
    first = rotating.run()
    assert server.works(first)
    version = rotating.start()
    for name in STEPS:
        rotating.step(name, version)
        assert server.works(first), f"tasks that run still use it after {name}"
    second = rotating.current()
    third = rotating.run()
    assert server.works(third)
    assert server.works(second)
    assert not server.works(first)


def test_every_step_may_run_twice(server: Server, rotating: Rotating) -> None:
    for _ in range(3):
        assert server.works(rotating.run(times=2))


@pytest.mark.parametrize("after", range(len(STEPS)))
@pytest.mark.parametrize("before", [0, 2])
def test_a_rotation_that_was_cut_off_is_resumed(server: Server, rotating: Rotating, before: int, after: int) -> None:
    values = [rotating.run() for _ in range(before)]
    version = rotating.start()
    for name in (*STEPS[: after + 1], *STEPS[after:]):
        rotating.step(name, version)
    assert server.works(rotating.current())
    assert all(server.works(value) for value in values[-1:]), "the one before is still in use"


def test_the_server_never_sees_a_password(server: Server, rotating: Rotating) -> None:
    with server.administer() as session:
        session.config_set("slowlog-log-slower-than", 0)
        values = [rotating.run(), rotating.run()]
        seen = str(session.slowlog_get(128)) + str(session.execute_command("ACL", "LIST"))
    assert "SETUSER" in seen
    assert not [value for value in values if value["password"] in seen]


def test_a_password_that_does_not_work_is_told_without_it(server: Server, rotating: Rotating) -> None:
    value = rotating.run()
    rotator = rotating.rotator("")
    with pytest.raises(RotationError) as refused:
        rotator.test({**value, "password": "wrong"})
    assert str(refused.value) == "cart cannot log in: AuthenticationError"


@dataclass
class Kept:
    passwords: list[Sequence[str]] = field(default_factory=list)

    def set(self, user: str, passwords: Sequence[str]) -> None:
        self.passwords.append(passwords)


def test_a_user_never_has_more_than_two_passwords() -> None:
    kept = Kept()
    rotator = RedisRotator("cart", "localhost", 6379, kept, lambda user, plain: Redis())
    values: list[Value] = []
    for _ in range(3):
        value = rotator.create(values[-1] if values else None)
        rotator.set(values[-1] if values else None, value)
        values.append(value)
    plain = [value["password"] for value in values]
    assert kept.passwords == [plain[:1], plain[:2], plain[1:]]


def test_elasticache_is_asked_and_waited_for() -> None:
    client = boto3.client("elasticache", region_name="us-east-1")
    waits: list[None] = []
    with Stubber(client) as answers:
        for status in ("modifying", "active"):
            answers.add_response("describe_users", {"Users": [{"Status": status}]}, {"UserId": "shop-dev-cart"})
        mode = {"Type": "password", "Passwords": ["first", "second"]}
        answers.add_response("modify_user", {}, {"UserId": "shop-dev-cart", "AuthenticationMode": mode})
        for status in ("modifying", "active"):
            answers.add_response("describe_users", {"Users": [{"Status": status}]}, {"UserId": "shop-dev-cart"})
        ElastiCachePasswords(client, lambda: waits.append(None)).set("shop-dev-cart", ["first", "second"])
        answers.assert_no_pending_responses()
    assert len(waits) == 2


def test_elasticache_is_not_waited_for_for_ever() -> None:
    client = boto3.client("elasticache", region_name="us-east-1")
    with Stubber(client) as answers:
        for _ in range(2):
            answers.add_response("describe_users", {"Users": [{"Status": "modifying"}]})
        with pytest.raises(RotationError, match="the user cart of ElastiCache is still being changed"):
            ElastiCachePasswords(client, lambda: None, looks=2).set("cart", ["first"])


def test_a_cache_of_aws_is_reached_over_tls() -> None:
    session: Any = over_tls("cache.example.com", 6379)("cart", "x")
    assert session.connection_pool.connection_class.__name__ == "SSLConnection"
    session.close()
