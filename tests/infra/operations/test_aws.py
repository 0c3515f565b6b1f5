"""Calls of AWS, and what is said when they fail."""

from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import (
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    ReadTimeoutError,
    TokenRetrievalError,
    UnauthorizedSSOTokenError,
)
from botocore.stub import Stubber

from pyairtable_infra.operations.aws import TRIES, Aws, AwsError, Call
from tests.infra.operations.account import Recorded, client, refusal

LOGIN = "For example: aws sso login --profile admin, then AWS_PROFILE=admin with the same command"
HEAD = Call("s3", "HeadBucket", {"Bucket": "shop"})
FAILURES: dict[str, tuple[Exception, str]] = {
    "no credentials": (
        NoCredentialsError(),
        f"s3:HeadBucket: there are no AWS credentials (Unable to locate credentials). {LOGIN}",
    ),
    "a token that cannot be renewed": (
        TokenRetrievalError(provider="sso", error_msg="Token has expired and refresh failed"),
        "s3:HeadBucket: the AWS credentials cannot be renewed (Error when retrieving token from sso: Token has expired "
        f"and refresh failed). {LOGIN}",
    ),
    "a session of single sign-on that has ended": (
        UnauthorizedSSOTokenError(),
        "s3:HeadBucket: the AWS credentials cannot be renewed (The SSO session associated with this profile has "
        "expired or is otherwise invalid. To refresh this SSO session run aws sso login with the corresponding "
        f"profile.). {LOGIN}",
    ),
    "wrong credentials": (
        refusal("s3:HeadBucket", "InvalidClientTokenId", "The security token included in the request is invalid."),
        "s3:HeadBucket: AWS does not take these credentials (InvalidClientTokenId: The security token included in the "
        f"request is invalid). {LOGIN}",
    ),
    "expired credentials": (
        refusal("s3:HeadBucket", "ExpiredToken", "The provided token has expired."),
        f"s3:HeadBucket: AWS does not take these credentials (ExpiredToken: The provided token has expired). {LOGIN}",
    ),
    "no right": (
        refusal("s3:HeadBucket", "AccessDenied", "User x is not authorized to perform: s3:ListBucket"),
        "s3:HeadBucket: the caller may not do that (User x is not authorized to perform: s3:ListBucket). "
        f"Run it as an administrator of the account. {LOGIN}",
    ),
    "no network": (
        EndpointConnectionError(endpoint_url="https://s3.amazonaws.com"),
        's3:HeadBucket: AWS could not be reached (Could not connect to the endpoint URL: "https://s3.amazonaws.com"). '
        "Check the network and the region.",
    ),
    "a connection that takes too long": (
        ConnectTimeoutError(endpoint_url="https://s3.amazonaws.com"),
        's3:HeadBucket: AWS could not be reached (Connect timeout on endpoint URL: "https://s3.amazonaws.com"). '
        "Check the network and the region.",
    ),
    "an answer that takes too long": (
        ReadTimeoutError(endpoint_url="https://s3.amazonaws.com"),
        's3:HeadBucket: AWS could not be reached (Read timeout on endpoint URL: "https://s3.amazonaws.com"). '
        "Check the network and the region.",
    ),
    "anything else": (
        refusal("s3:HeadBucket", "OperationAborted", "A conflicting operation is in progress."),
        "s3:HeadBucket: AWS answered OperationAborted: A conflicting operation is in progress.",
    ),
    "a code without a message": (
        refusal("s3:HeadBucket", "InternalError", ""),
        "s3:HeadBucket: AWS answered InternalError: InternalError.",
    ),
}


@pytest.mark.parametrize(("error", "said"), FAILURES.values(), ids=list(FAILURES))
def test_each_failure_is_one_clear_message(account: Recorded, error: Exception, said: str) -> None:
    def fails(call: str) -> None:
        raise error

    account.before = fails
    with pytest.raises(AwsError) as told:
        Aws("us-east-1", account.session).run(HEAD)
    assert str(told.value) == said
    assert told.value.__suppress_context__, "no traceback of botocore"
    assert told.value.code == (error.response["Error"]["Code"] if isinstance(error, ClientError) else "")
    with pytest.raises(AwsError, match=r"^s3:ListBuckets: "):
        Aws("us-east-1", account.session).ask("s3", "ListBuckets")


def test_a_profile_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    with pytest.raises(AwsError) as told:
        Aws("us-east-1")
    assert str(told.value) == (
        f"sts:GetCallerIdentity: there are no AWS credentials (The config profile (nobody) could not be found). {LOGIN}"
    )


def test_without_credentials_the_first_call_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(AwsError, match=r"^sts:GetCallerIdentity: there are no AWS credentials"):
        Aws("us-east-1").ask("sts", "GetCallerIdentity")


def test_an_error_that_means_absence_is_no_failure(account: Recorded) -> None:
    aws = Aws("us-east-1", account.session)
    assert aws.run(HEAD, absent=["404"]) is None
    with pytest.raises(AwsError, match=r"^s3:HeadBucket: AWS answered 404: Not Found\.$"):
        aws.run(HEAD)
    client("s3").create_bucket(Bucket="shop")
    assert aws.run(HEAD, absent=["404"])


class Throttling:
    """Answers that AWS gives to whoever asks too often."""

    def __init__(self, answers: int) -> None:
        self.left = answers
        self.asked = 0

    def __call__(self, **_: Any) -> Any:
        self.asked += 1
        self.left -= 1
        if self.left < 0:
            return None
        body = "<ErrorResponse><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>"
        return AWSResponse("https://iam.amazonaws.com", 400, HTTPHeaders(), _Raw(body.encode()))


class _Raw:
    def __init__(self, body: bytes) -> None:
        self.body = body

    def stream(self) -> list[bytes]:
        return [self.body]


@pytest.fixture
def throttling(account: Recorded, monkeypatch: pytest.MonkeyPatch) -> Any:
    """AWS throttles so many answers; nobody waits between them."""
    monkeypatch.setattr("botocore.retries.standard.time.sleep", lambda _: None)

    def start(answers: int) -> Throttling:
        made = Throttling(answers)
        account.session.events.register_first("before-send.iam.*", made)
        return made

    return start


def test_a_call_that_is_throttled_is_tried_again(account: Recorded, throttling: Any) -> None:
    asked = throttling(TRIES - 1)
    assert "Roles" in Aws("us-east-1", account.session).ask("iam", "ListRoles")
    assert asked.asked == TRIES


def test_a_call_that_stays_throttled_says_what_to_do(account: Recorded, throttling: Any) -> None:
    asked = throttling(1000)
    with pytest.raises(AwsError) as told:
        Aws("us-east-1", account.session).ask("iam", "ListRoles")
    assert str(told.value) == ("iam:ListRoles: AWS throttled it 8 times (Throttling). Wait a minute, and run it again.")
    assert asked.asked == TRIES


def test_all_pages_of_an_answer_are_read() -> None:
    iam = boto3.client("iam", region_name="us-east-1")
    aws = Aws("us-east-1")
    aws._clients["iam"] = iam
    role = {
        "Path": "/",
        "RoleId": "AROA" + "X" * 17,
        "CreateDate": "2026-01-01",
        "Arn": "arn:aws:iam::123456789012:role/x",
    }
    with Stubber(iam) as stub:
        stub.add_response(
            "list_roles", {"Roles": [{**role, "RoleName": "a"}], "IsTruncated": True, "Marker": "next"}, {}
        )
        stub.add_response(
            "list_roles", {"Roles": [{**role, "RoleName": "b"}], "IsTruncated": False}, {"Marker": "next"}
        )
        found = aws.ask("iam", "ListRoles")["Roles"]
    assert [one["RoleName"] for one in found] == ["a", "b"]
