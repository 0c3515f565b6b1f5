"""Rotation of a user of PostgreSQL 16 by alternating two: while one gets a new password, the other is in use.

https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets_strategies.html
"""

import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from pg8000.exceptions import DatabaseError, InterfaceError
from pg8000.native import Connection, identifier, literal

from pyairtable_components.functions.rotation.passwords import password, scram_verifier
from pyairtable_components.functions.rotation.protocol import RotationError, Value

Connect = Callable[[str, str], Connection]
"""Opens a connection as a user with a password."""

_USER = re.compile(r"[a-z][a-z0-9_]{0,56}")
"""PostgreSQL cuts names at 63 characters, and the other user has six more.

https://www.postgresql.org/docs/16/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS
"""
CLONE = "_clone"


@dataclass(frozen=True)
class Postgres:
    """Where the database is, and the file with the authorities that sign its certificate."""

    host: str
    port: int
    database: str
    authorities: str | None = None

    def connect(self, user: str, plain: str) -> Connection:
        """A connection over TLS.

        With authorities, the certificate must be signed by one of them and be for this host. Without, none is checked:
        the runtime does not know RDS's authorities
        (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html). SCRAM lets the server prove
        that it knows the user, before anything is said (https://datatracker.ietf.org/doc/html/rfc5802).
        """
        return Connection(
            user,
            host=self.host,
            port=self.port,
            database=self.database,
            password=plain,
            ssl_context=checking(self.authorities) if self.authorities else True,
            timeout=10,
        )


def checking(authorities: str) -> ssl.SSLContext:
    """TLS that takes only certificates which an authority of this file has signed for the host that is called.

    Python 3.13 asks by default for extensions that an authority need not have
    (https://docs.python.org/3/library/ssl.html#ssl.create_default_context); that alone is left out.
    """
    context = ssl.create_default_context(cafile=authorities)
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context


@dataclass(frozen=True)
class PostgresRotator:
    """The user of one service, its twin, and the schema that belongs to both.

    The twin is a member of the first user and acts as it from its first statement on, so whatever either of them
    creates belongs to the first. Neither is ever dropped.

    Args:
        service: The service; its users are its name with underscores, and that with `_clone`.
        place: Where the database is.
        connect: Opens a connection as one of the users.
        administer: Opens a connection as who may create users.
    """

    service: str
    place: Postgres
    connect: Connect
    administer: Callable[[], Connection]

    @property
    def user(self) -> str:
        """The first of the two users."""
        name = self.service.replace("-", "_")
        if not _USER.fullmatch(name):
            raise RotationError(f"{self.service} cannot be a user of PostgreSQL. For example: automation-services")
        return name

    def create(self, current: Value | None) -> Value:
        """The other user, with a new password."""
        first = current is None or current.get("username") != self.user
        return {
            "engine": "postgres",
            "host": self.place.host,
            "port": str(self.place.port),
            "dbname": self.place.database,
            "username": self.user if first else f"{self.user}{CLONE}",
            "password": password(),
        }

    def set(self, current: Value | None, pending: Value) -> None:
        """Create the pending user where it is missing, and give it the pending password; all of it or nothing."""
        del current  # it is the other user, and stays as it is
        username = self._ours(pending)
        with self._administration() as (administrator, run):
            if self.user == administrator or self._has_power(run, username):
                raise RotationError(f"{username} administers the server, and no service may be it")
            if self._works(pending):
                return
            if not _exists(run, self.user):
                run(f"CREATE ROLE {identifier(self.user)} LOGIN")
                # Since PostgreSQL 16 who creates a role administers it, but does not act as it.
                run(f"GRANT {identifier(self.user)} TO CURRENT_USER WITH INHERIT FALSE, SET TRUE")
                run(f"CREATE SCHEMA IF NOT EXISTS {identifier(self.user)} AUTHORIZATION {identifier(self.user)}")
                run(f"GRANT CONNECT ON DATABASE {identifier(self.place.database)} TO {identifier(self.user)}")
            if username != self.user:
                if not _exists(run, username):
                    run(f"CREATE ROLE {identifier(username)} LOGIN")
                run(f"GRANT {identifier(self.user)} TO {identifier(username)}")
                run(f"ALTER ROLE {identifier(username)} SET role = {identifier(self.user)}")
            verifier = literal(scram_verifier(pending["password"]))
            run(f"ALTER ROLE {identifier(username)} LOGIN PASSWORD {verifier}")

    def test(self, pending: Value) -> None:
        """Log in, and be who owns the service's schema."""
        self._ours(pending)
        try:
            with closing(self.connect(pending["username"], pending["password"])) as session:
                ((acting,),) = session.run("SELECT current_user::text")
        except (DatabaseError, InterfaceError) as error:
            raise RotationError(f"{pending['username']} cannot log in: {_reason(error)}") from None
        if acting != self.user:
            raise RotationError(f"{pending['username']} acts as {acting}, not as {self.user}")

    def _ours(self, pending: Value) -> str:
        """A value that somebody else put must not make this function change another user."""
        username = pending.get("username", "")
        if username not in (self.user, f"{self.user}{CLONE}"):
            raise RotationError(f"the pending user is no user of {self.service}. For example: {self.user}")
        return username

    def _works(self, pending: Value) -> bool:
        try:
            self.test(pending)
        except RotationError:
            return False
        return True

    @contextmanager
    def _administration(self) -> Iterator[tuple[str, Callable[[str], Any]]]:
        try:
            with closing(self.administer()) as session:
                session.run("BEGIN")
                ((administrator,),) = session.run("SELECT current_user::text")
                yield str(administrator), session.run
                session.run("COMMIT")
        except (DatabaseError, InterfaceError) as error:
            raise RotationError(f"the administrator could not prepare {self.user}: {_reason(error)}") from None

    @staticmethod
    def _has_power(run: Callable[[str], Any], username: str) -> bool:
        asked = f"SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = {literal(username)}"  # noqa: S608
        return any(power for (power,) in run(asked))


def _exists(run: Callable[[str], Any], username: str) -> bool:
    return bool(run(f"SELECT 1 FROM pg_roles WHERE rolname = {literal(username)}"))  # noqa: S608 - quoted by the driver


def _reason(error: Exception) -> str:
    """The code of the server: its message may repeat a statement."""
    details = error.args[0] if error.args and isinstance(error.args[0], dict) else {}
    return f"SQLSTATE {details['C']}" if "C" in details else type(error).__name__
