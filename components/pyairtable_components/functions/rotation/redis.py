"""Rotation of a user of Redis or Valkey: a user has two passwords, the current one and the one that follows it.

https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from redis import Redis
from redis.exceptions import RedisError

from pyairtable_components.functions.rotation.passwords import password, sha256
from pyairtable_components.functions.rotation.protocol import RotationError, Value


class Passwords(Protocol):
    """What knows the passwords of a user."""

    def set(self, user: str, passwords: Sequence[str]) -> None:
        """Let the user have exactly these passwords; return when they work."""


@dataclass(frozen=True)
class AclPasswords:
    """A Redis or Valkey of one's own: the server gets hashes, so its slow log and MONITOR show no password.

    https://redis.io/docs/latest/commands/acl-setuser/
    """

    administer: Callable[[], Redis]

    def set(self, user: str, passwords: Sequence[str]) -> None:
        """One command, so that the user is never without a password that works."""
        hashes = [f"#{sha256(each)}" for each in passwords]
        with self.administer() as session:
            session.execute_command("ACL", "SETUSER", user, "resetpass", *hashes)


@dataclass(frozen=True)
class ElastiCachePasswords:
    """A user of ElastiCache, at most two passwords.

    https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ModifyUser.html

    Args:
        client: A client of boto3.
        wait: How long to wait between two looks at the user.
        looks: How often to look.
    """

    client: Any
    wait: Callable[[], None] = lambda: time.sleep(5)
    looks: int = 24

    def set(self, user: str, passwords: Sequence[str]) -> None:
        """Change the user, and wait until the change has reached every node."""
        self._until_active(user)
        mode = {"Type": "password", "Passwords": list(passwords)}
        self.client.modify_user(UserId=user, AuthenticationMode=mode)
        self._until_active(user)

    def _until_active(self, user: str) -> None:
        for _ in range(self.looks):
            (found,) = self.client.describe_users(UserId=user)["Users"]
            if found["Status"] == "active":
                return
            self.wait()
        raise RotationError(f"the user {user} of ElastiCache is still being changed")


@dataclass(frozen=True)
class RedisRotator:
    """One user: the new password is set beside the current one, which the rotation after this drops.

    Args:
        user: The user's name, and its id at ElastiCache.
        host: Where the cache is.
        port: Its port.
        passwords: What knows the user's passwords.
        connect: Opens a connection as the user with a password.
    """

    user: str
    host: str
    port: int
    passwords: Passwords
    connect: Callable[[str, str], Redis]

    def create(self, current: Value | None) -> Value:
        """The same user, with a new password."""
        del current
        return {"host": self.host, "port": str(self.port), "username": self.user, "password": password()}

    def set(self, current: Value | None, pending: Value) -> None:
        """Both passwords work; an older one no longer does."""
        kept = [current["password"]] if current and "password" in current else []
        self.passwords.set(self.user, [*kept, pending["password"]])

    def test(self, pending: Value) -> None:
        """Log in and be answered."""
        try:
            with self.connect(pending["username"], pending["password"]) as session:
                session.ping()
        except RedisError as error:
            raise RotationError(f"{pending['username']} cannot log in: {type(error).__name__}") from None


def over_tls(host: str, port: int) -> Callable[[str, str], Redis]:
    """Opens connections over TLS; ElastiCache's certificates are of Amazon's public authorities.

    https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html
    """

    def connect(user: str, plain: str) -> Redis:
        return Redis(host=host, port=port, username=user, password=plain, ssl=True, socket_timeout=10)

    return connect
