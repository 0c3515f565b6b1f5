"""An emergency: what is done in which order, what is written down, and a run that is cut off."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pyairtable_infra.operations.errors import OperationError
from pyairtable_infra.operations.secrets.changing import put
from pyairtable_infra.operations.secrets.finding import found
from pyairtable_infra.operations.secrets.journal import Journal
from pyairtable_infra.operations.secrets.revoking import Revocation, Step
from tests.infra.operations.account import client, refusal
from tests.infra.operations.secrets.making import CLUSTER, DATABASE, TOKEN, Environment

NOW = datetime(2026, 11, 27, 3, tzinfo=UTC)
STEPS = ["deny", "rotate", "rotate again", "lift", "deploy cart"]


def journal(root: Path, name: str = DATABASE) -> Journal:
    return Journal.of(name, root, "it was in a log", lambda: NOW)


def revocation(environment: Environment, root: Path, name: str = DATABASE) -> Revocation:
    secret = found(environment.aws, name)
    return Revocation(environment.aws, secret, CLUSTER, journal(root, name), environment.pause)


def written(root: Path) -> list[str]:
    (file,) = (root / "revocations").iterdir()
    return [json.loads(line)["step"] for line in file.read_text(encoding="utf-8").splitlines()]


def test_readers_are_denied_the_value_is_rotated_twice_and_they_come_back(
    environment: Environment, tmp_path: Path
) -> None:
    told: list[tuple[str, bool]] = []
    before = found(environment.aws, DATABASE).current
    revocation(environment, tmp_path).run(lambda step, now: told.append((step.name, now)))
    assert told == [(name, True) for name in STEPS]
    assert environment.account.mutating == [
        "secretsmanager:PutResourcePolicy",
        "secretsmanager:RotateSecret",
        "secretsmanager:RotateSecret",
        "secretsmanager:PutResourcePolicy",
        "ecs:UpdateService",
    ]
    assert environment.sids(DATABASE) == ["OnlyReaders"]
    assert found(environment.aws, DATABASE).current != before
    assert written(tmp_path) == ["begin", *STEPS, "end"]


def test_while_it_is_revoked_only_the_rotation_reads_it(environment: Environment, tmp_path: Path) -> None:
    environment.account.before = _stop_at("secretsmanager:RotateSecret")
    with pytest.raises(OperationError):
        revocation(environment, tmp_path).run(_nothing)
    assert environment.sids(DATABASE) == ["OnlyReaders", "Revoked"]
    policy = json.loads(client("secretsmanager").get_resource_policy(SecretId=DATABASE)["ResourcePolicy"])
    assert policy["Statement"][1]["Condition"]["ArnNotLike"]["aws:PrincipalArn"] == [
        "arn:aws:iam::123456789012:role/pyairtable-dev-rotation-database-function",
        "arn:aws:iam::123456789012:root",
    ]


@pytest.mark.parametrize("call", ["PutResourcePolicy", "RotateSecret", "UpdateService"])
@pytest.mark.parametrize("time", [1, 2])
def test_a_run_that_is_cut_off_goes_on_where_it_stopped(
    environment: Environment, tmp_path: Path, call: str, time: int
) -> None:
    service = "ecs" if call == "UpdateService" else "secretsmanager"
    environment.account.before = _stop_at(f"{service}:{call}", time)
    stops = (call, time) != ("UpdateService", 2)
    if stops:
        with pytest.raises(OperationError, match="Run the same command again: it goes on from there"):
            revocation(environment, tmp_path).run(_nothing)
        done = written(tmp_path)[1:]
        environment.account.before = _nothing
        told: list[str] = []
        revocation(environment, tmp_path).run(lambda step, now: told.append(step.name) if now else None)
        assert [*done, *told] == STEPS, "no step was done twice"
        assert environment.sids(DATABASE) == ["OnlyReaders"]


def test_the_next_revocation_begins_anew(environment: Environment, tmp_path: Path) -> None:
    for _ in range(2):
        revocation(environment, tmp_path).run(_nothing)
    assert written(tmp_path) == ["begin", *STEPS, "end"] * 2


def test_a_dry_run_changes_nothing(environment: Environment, tmp_path: Path) -> None:
    words = [step.words for step in revocation(environment, tmp_path).steps()]
    assert words == [
        "deny its value to pyairtable-dev-cart-execution",
        "rotate it",
        "rotate it again, so that the former value ends",
        "let its readers in again",
        "deploy cart again",
    ]
    assert not environment.account.mutating
    assert not (tmp_path / "revocations").exists()


def test_a_value_that_a_person_renews_is_waited_for(environment: Environment, tmp_path: Path) -> None:
    with pytest.raises(OperationError) as refused:
        revocation(environment, tmp_path, TOKEN).run(_nothing)
    assert str(refused.value) == (
        f"Stopped at: wait for a new value.\n{TOKEN}: it still has the value that is to be revoked. "
        f"For example: pyairtable-infra secrets put {TOKEN} < value.txt\n"
        "Run the same command again: it goes on from there."
    )
    put(environment.aws, TOKEN, "second")
    revocation(environment, tmp_path, TOKEN).run(_nothing)
    assert written(tmp_path) == ["begin", "deny", "renew", "lift", "deploy cart", "end"]


def test_no_value_is_in_the_journal(environment: Environment, tmp_path: Path) -> None:
    canary = "canary-of-a-value"
    put(environment.aws, TOKEN, canary)
    with pytest.raises(OperationError) as stopped:
        revocation(environment, tmp_path, TOKEN).run(_nothing)
    (file,) = (tmp_path / "revocations").iterdir()
    assert canary not in file.read_text(encoding="utf-8") + str(stopped.value)


def test_a_secret_that_does_not_exist_is_not_revoked(environment: Environment, tmp_path: Path) -> None:
    with pytest.raises(OperationError, match="pyairtable/dev/databse: there is no such secret; there is: "):
        revocation(environment, tmp_path, "pyairtable/dev/databse")
    assert not environment.account.mutating


def test_without_a_reason_nothing_is_revoked(tmp_path: Path) -> None:
    with pytest.raises(OperationError) as refused:
        Journal.of(TOKEN, tmp_path, " ", lambda: NOW)
    assert str(refused.value) == (f"{TOKEN}: nobody would know why. For example: --reason 'the token was in a log'")


@pytest.mark.parametrize("line", ["{", "[]", "{}"])
def test_a_file_that_is_no_journal_is_refused(tmp_path: Path, line: str) -> None:
    file = tmp_path / "revocations" / "pyairtable.dev.database.cart.jsonl"
    file.parent.mkdir()
    file.write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(OperationError) as refused:
        journal(tmp_path)
    assert str(refused.value) == (
        f"{file}:1: this is no line of a journal. For example: move the file away, and run the same command again"
    )


def _nothing(*_: object) -> None:
    pass


def _stop_at(call: str, time: int = 1):  # type: ignore[no-untyped-def]
    seen: list[str] = []

    def stop(made: str) -> None:
        seen.append(made)
        if made == call and seen.count(call) == time:
            raise refusal(call, "InternalServiceError")

    return stop


def test_steps_are_told_in_words() -> None:
    assert Step("lift", "let its readers in again").words
