"""What exists in the account that the stand-in providers play, apart from any state of Pulumi's.

The account is one file, so that several providers, and the tests beside them, see the same one. It holds no secret
value: of a secret it keeps the marker alone.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import RLock
from typing import Any

_TABLES = """
CREATE TABLE IF NOT EXISTS things (type TEXT, key TEXT, id TEXT, urn TEXT, inputs TEXT, outputs TEXT,
    PRIMARY KEY (type, key));
CREATE TABLE IF NOT EXISTS births (urn TEXT PRIMARY KEY, count INTEGER);
CREATE TABLE IF NOT EXISTS faults (body TEXT, struck INTEGER DEFAULT 0);
CREATE TABLE IF NOT EXISTS calls (number INTEGER PRIMARY KEY, method TEXT, urn TEXT);
"""
_LAST = 2**62
_PATIENCE = 30.0
"""Seconds that one process waits for another to be done with the file."""


@dataclass(frozen=True)
class Thing:
    """One resource that exists."""

    type: str
    id: str
    urn: str
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any]

    @property
    def key(self) -> str:
        """What tells it from all others of its type: its ARN, where it has one, else its region and id."""
        return key_of(self.type, self.id, {**self.inputs, **self.outputs})


OTHERS_ARN = frozenset(("aws:cloudwatch/eventTarget:EventTarget", "aws:sns/topicPolicy:TopicPolicy"))
"""Types whose `arn` is given: it is that of another resource."""

INSIDE = {"aws:lambda/permission:Permission": "function"}
"""Types whose id is unique only inside another resource, and the property that names that one."""


def key_of(type_: str, id_: str, outputs: Mapping[str, Any]) -> str:
    """The key of a thing with this id and these outputs.

    Two revisions of a task definition have one id, and so have two settings of one name in two regions, and two
    permissions of one name for two functions.
    """
    arn = None if type_ in OTHERS_ARN else outputs.get("arn")
    if isinstance(arn, str) and arn:
        return arn
    where = (outputs.get("region"), outputs.get(INSIDE.get(type_, "")))
    return " ".join(str(part) for part in (*where, id_) if part)


class Cloud:
    """An account in a file, or in memory for one process.

    Args:
        path: The file; it is made where there is none.
    """

    def __init__(self, path: Path | str = ":memory:") -> None:
        self._lock = RLock()
        self._database = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.executescript(_TABLES)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def things(self) -> tuple[Thing, ...]:
        """All that exists, by type and key."""
        rows = self._rows("SELECT type, id, urn, inputs, outputs FROM things ORDER BY type, key")
        return tuple(map(_thing, rows))

    def find(self, type_: str, id_: str, key: str = "") -> Thing | None:
        """A thing by its key, or the latest one with this id or ARN."""
        rows = self._rows(
            "SELECT type, id, urn, inputs, outputs FROM things WHERE type = ? AND (key = ? OR id = ? AND ? = '') "
            "ORDER BY rowid DESC LIMIT 1",
            type_,
            key or id_,
            id_,
            key,
        )
        return _thing(rows[0]) if rows else None

    def births(self, urn: str) -> int:
        """How many things were made for a URN so far; some may be gone."""
        rows = self._rows("SELECT count FROM births WHERE urn = ?", urn)
        return int(rows[0][0]) if rows else 0

    def generations(self) -> dict[str, int]:
        """How many things each URN had before its present one, where it had any."""
        return dict(self._rows("SELECT urn, count - 1 FROM births WHERE count > 1"))

    def add(self, thing: Thing) -> bool:
        """Let `thing` exist. False, and nothing changes, where there is one with its key."""
        with self._changing():
            if self._rows("SELECT 1 FROM things WHERE type = ? AND key = ?", thing.type, thing.key):
                return False
            self._put(thing)
            self._rows("INSERT INTO births VALUES (?, 1) ON CONFLICT (urn) DO UPDATE SET count = count + 1", thing.urn)
        return True

    def change(self, thing: Thing) -> bool:
        """Let `thing` be as it is given. False where it does not exist."""
        with self._changing():
            if not self._rows("SELECT 1 FROM things WHERE type = ? AND key = ?", thing.type, thing.key):
                return False
            self._put(thing)
        return True

    def remove(self, type_: str, key: str) -> None:
        """Let a thing be gone; it may be so already."""
        self._rows("DELETE FROM things WHERE type = ? AND key = ?", type_, key)

    def drift(self, thing: Thing, changes: Mapping[str, Any]) -> None:
        """Change properties of `thing` behind the engine's back, as somebody in the console would."""
        self.change(replace(thing, inputs={**thing.inputs, **changes}, outputs={**thing.outputs, **changes}))

    def count(self, method: str, urn: str) -> int:
        """Note a call of the engine; its number, from 1 on."""
        return int(self._rows("INSERT INTO calls (method, urn) VALUES (?, ?) RETURNING number", method, urn)[0][0])

    def calls(self, method: str = "", part: str = "", *, until: int = _LAST) -> tuple[tuple[int, str, str], ...]:
        """The calls so far, each with its number, method and URN: of one method, of URNs with this part in them."""
        statement = "SELECT * FROM calls WHERE ? IN ('', method) AND instr(urn, ?) AND number <= ? ORDER BY number"
        return tuple(self._rows(statement, method, part, until))

    def inject(self, *faults: str) -> None:
        """Let these faults come, and no others. The calls are counted from 1 again."""
        with self._changing():
            self._rows("DELETE FROM calls")
            self._rows("DELETE FROM faults")
            for fault in faults:
                self._rows("INSERT INTO faults (body) VALUES (?)", fault)

    def faults(self) -> tuple[str, ...]:
        """The faults that are to come."""
        return tuple(body for (body,) in self._rows("SELECT body FROM faults"))

    def strike(self, fault: str) -> None:
        """Note that a fault has come."""
        self._rows("UPDATE faults SET struck = 1 WHERE body = ?", fault)

    @property
    def struck(self) -> bool:
        """Whether a fault has come."""
        return bool(self._rows("SELECT 1 FROM faults WHERE struck"))

    def _put(self, thing: Thing) -> None:
        self._rows(
            "INSERT OR REPLACE INTO things VALUES (?, ?, ?, ?, ?, ?)",
            thing.type,
            thing.key,
            thing.id,
            thing.urn,
            json.dumps(thing.inputs),
            json.dumps(thing.outputs),
        )

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """One change after the other, also between processes."""
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    def _rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._database.execute(statement, values).fetchall()


def _thing(row: tuple[Any, ...]) -> Thing:
    type_, id_, urn, inputs, outputs = row
    return Thing(type_, id_, urn, json.loads(inputs), json.loads(outputs))
