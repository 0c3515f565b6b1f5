"""Age, readers, the last reader, and what nobody uses."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.stub import Stubber

from pyairtable_infra.operations.secrets.auditing import audit, last_readers
from tests.infra.operations.secrets.making import DATABASE, TOKEN, Environment

NOW = datetime.now(UTC) + timedelta(days=2)


def event(secret: str, arn: str, **more: Any) -> dict[str, Any]:
    detail = {"requestParameters": {"secretId": secret}, "userIdentity": {"arn": arn}, **more}
    return {"CloudTrailEvent": json.dumps(detail)}


def test_an_auditor_is_told_what_he_asks(environment: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = "arn:aws:sts::123456789012:assumed-role/pyairtable-dev-cart-execution/task"
    monkeypatch.setattr(
        "pyairtable_infra.operations.secrets.auditing.last_readers", lambda *_: {environment.arns[DATABASE]: reader}
    )
    token, database = audit(environment.aws, "pyairtable/dev/", NOW)
    assert (token.secret.name, database.secret.name) == (TOKEN, DATABASE)
    assert token.may_read == ("pyairtable-dev-cart-execution", "pyairtable-dev-rotation-database-function")
    assert (token.age_days, token.last_reader, token.unused) == (1, None, True)
    assert (database.last_reader, database.unused) == (reader, False)


def test_the_last_reader_is_the_newest_one_that_was_let_in(environment: Environment) -> None:
    aws = environment.aws
    client = aws._client("cloudtrail")
    with Stubber(client) as answers:
        answers.add_response(
            "lookup_events",
            {
                "Events": [
                    event(TOKEN, "denied", errorCode="AccessDenied"),
                    event(TOKEN, "newest"),
                    event(TOKEN, "older"),
                    event(DATABASE, "other"),
                ]
            },
        )
        assert last_readers(aws, NOW) == {TOKEN: "newest", DATABASE: "other"}
