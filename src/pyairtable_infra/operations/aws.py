"""Calls of AWS as plain data, and one clear message for each way in which they fail."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,  # noqa: A004 - botocore's own
    CredentialRetrievalError,
    HTTPClientError,
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
    SSOError,
    TokenRetrievalError,
)

from pyairtable_infra.operations.errors import OperationError

TRIES = 8
"""How often botocore tries a call that is throttled or that AWS fails to answer, the first time included.

https://docs.aws.amazon.com/boto3/latest/guide/retries.html
"""
LOGIN = "For example: aws sso login --profile admin, then AWS_PROFILE=admin with the same command"
DENIED = {"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "403"}
THROTTLED = {
    "RequestLimitExceeded",
    "RequestThrottled",
    "SlowDown",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
}
WRONG_CREDENTIALS = {
    "ExpiredToken",
    "ExpiredTokenException",
    "IncompleteSignature",
    "InvalidAccessKeyId",
    "InvalidClientTokenId",
    "RequestExpired",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
}
NO_CREDENTIALS = (NoCredentialsError, PartialCredentialsError, ProfileNotFound)
LOST_CREDENTIALS = (CredentialRetrievalError, SSOError, TokenRetrievalError)


@dataclass(frozen=True)
class Call:
    """One call of an AWS API: `Call("s3", "PutBucketVersioning", {...})`."""

    service: str
    operation: str
    arguments: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.service}:{self.operation}"


class AwsError(OperationError):
    """A call that failed. `code` is AWS's own, empty where AWS has not answered."""

    def __init__(self, message: str, code: str = "") -> None:
        self.code = code
        super().__init__(message)


class Aws:
    """An account as the credentials of this machine see it, in one region."""

    def __init__(self, region: str, session: boto3.Session | None = None) -> None:
        self.region = region
        self._clients: dict[str, Any] = {}
        try:
            self._session = session or boto3.Session()
        except BotoCoreError as error:
            raise _explained(Call("sts", "GetCallerIdentity"), error) from None

    def run(self, call: Call, *, absent: Collection[str] = ()) -> dict[str, Any] | None:
        """What AWS answers; nothing where it answers with an error code that means "it is not there".

        Raises:
            AwsError: The call failed.
        """
        try:
            answer: dict[str, Any] = getattr(self._client(call.service), xform_name(call.operation))(**call.arguments)
        except (BotoCoreError, ClientError) as error:
            if isinstance(error, ClientError) and error.response["Error"]["Code"] in absent:
                return None
            raise _explained(call, error) from None
        return answer

    def ask(self, service: str, operation: str, **arguments: Any) -> dict[str, Any]:
        """What AWS answers to a question about something that is there, all pages of it.

        Raises:
            AwsError: The call failed.
        """
        call = Call(service, operation, arguments)
        client, name = self._client(service), xform_name(operation)
        if not client.can_paginate(name):
            return self.run(call) or {}
        try:
            pages: dict[str, Any] = client.get_paginator(name).paginate(**arguments).build_full_result()
        except (BotoCoreError, ClientError) as error:
            raise _explained(call, error) from None
        return pages

    def _client(self, service: str) -> Any:
        if service not in self._clients:
            patient = Config(retries={"mode": "standard", "total_max_attempts": TRIES})
            # The stubs name every service as a literal; here it is data.
            make: Any = self._session.client
            self._clients[service] = make(service, region_name=self.region, config=patient)
        return self._clients[service]


def _explained(call: Call, error: BotoCoreError | ClientError) -> AwsError:
    if isinstance(error, ClientError):
        return _answered(call, error)
    if isinstance(error, NO_CREDENTIALS):
        return AwsError(f"{call}: there are no AWS credentials ({error}). {LOGIN}")
    if isinstance(error, LOST_CREDENTIALS):
        return AwsError(f"{call}: the AWS credentials cannot be renewed ({error}). {LOGIN}")
    if isinstance(error, ConnectionError | HTTPClientError):
        return AwsError(f"{call}: AWS could not be reached ({error}). Check the network and the region.")
    return AwsError(f"{call}: {error}")


def _answered(call: Call, error: ClientError) -> AwsError:
    code = str(error.response["Error"]["Code"])
    message = str(error.response["Error"].get("Message", "")).rstrip(".") or code
    if code in WRONG_CREDENTIALS:
        return AwsError(f"{call}: AWS does not take these credentials ({code}: {message}). {LOGIN}", code)
    if code in DENIED:
        return AwsError(
            f"{call}: the caller may not do that ({message}). Run it as an administrator of the account. {LOGIN}", code
        )
    if code in THROTTLED:
        return AwsError(f"{call}: AWS throttled it {TRIES} times ({code}). Wait a minute, and run it again.", code)
    return AwsError(f"{call}: AWS answered {code}: {message}.", code)
