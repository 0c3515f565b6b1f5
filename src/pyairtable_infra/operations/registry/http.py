"""HTTP with patience: what is worth a second try gets one, and what is not becomes one clear message."""

import json
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import IO, Any

import urllib3
from urllib3.exceptions import HTTPError, MaxRetryError

from pyairtable_infra.operations.errors import OperationError

TRIES = 4
MOST_SECONDS = 120
"""The longest wait that a server may ask for; beyond it a person decides."""
LOCAL = ("127.0.0.1", "localhost")
"""Hosts that are spoken to in plain HTTP, as Docker does: https://docs.docker.com/reference/cli/dockerd/#insecure-registries."""
_GOOD = range(200, 300)
_BROKEN = range(500, 600)


class RegistryError(OperationError):
    """A registry or an API that did not do what it was asked. `status` is its answer, 0 where there was none.

    `limited` is whether it asked for a pause, and not for another credential.
    """

    def __init__(self, message: str, status: int = 0, *, limited: bool = False) -> None:
        self.status = status
        self.limited = limited
        super().__init__(message)


@dataclass(frozen=True)
class Answer:
    """What a server answered, read whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON.

        Raises:
            RegistryError: It is none.
        """
        try:
            return json.loads(self.body)
        except ValueError:
            raise RegistryError(
                f"the answer is no JSON: {self.body[:80]!r}. For example: ghcr.io, which answers in JSON"
            ) from None


def url_of(host: str, path: str) -> str:
    """The URL of `path` at a registry."""
    scheme = "http" if host.partition(":")[0] in LOCAL else "https"
    return f"{scheme}://{host}{path}"


@dataclass
class Http:
    """A pool of connections. `wait` sleeps between two tries."""

    wait: Callable[[float], None] = field(default_factory=lambda: time.sleep)
    _pool: urllib3.PoolManager = field(
        default_factory=lambda: urllib3.PoolManager(timeout=urllib3.Timeout(connect=10, read=60), retries=False)
    )

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | IO[bytes] | None = None,
        accepted: Collection[int] = (),
        into: IO[bytes] | None = None,
    ) -> Answer:
        """The answer, if it is good or one of `accepted`; its body goes `into` a file where one is given.

        A cut connection, a broken server and a rate limit are tried again, with the pause that the server asks for.

        Raises:
            RegistryError: The answer is another, or there is none.
        """
        for attempt in range(1, TRIES + 1):
            last = attempt == TRIES
            if into is not None:
                into.seek(0)
                into.truncate()
            if body is not None and not isinstance(body, bytes):
                body.seek(0)
            try:
                answer = self._once(method, url, headers or {}, body, into)
            except HTTPError as error:
                if last:
                    raise _unreachable(method, url, error) from None
                self.wait(2**attempt)
                continue
            if answer.status in _GOOD or answer.status in accepted:
                return answer
            pause = _pause(answer, attempt)
            if last or pause is None:
                raise _refused(method, url, answer)
            self.wait(pause)
        raise AssertionError("the last try ends the loop")

    def _once(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | IO[bytes] | None, into: IO[bytes] | None
    ) -> Answer:
        # A redirect loses the credential where it leads to another host: urllib3 takes it off.
        response = self._pool.request(
            method, url, headers=dict(headers), body=body, preload_content=False, retries=urllib3.Retry(0, redirect=5)
        )
        with response:
            content = b""
            if into is not None and response.status in _GOOD:
                for piece in response.stream(1 << 20):
                    into.write(piece)
            else:
                content = response.read()
            return Answer(response.status, response.headers, content)


def _pause(answer: Answer, attempt: int) -> float | None:
    """Seconds until the next try; None where there is no point in one.

    https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
    """
    limited = answer.status == 429 or (answer.status == 403 and answer.headers.get("x-ratelimit-remaining") == "0")  # noqa: PLR2004
    if not limited and answer.status not in _BROKEN and "retry-after" not in answer.headers:
        return None
    asked = answer.headers.get("retry-after", "")
    reset = answer.headers.get("x-ratelimit-reset", "")
    if asked.isdigit():
        seconds = float(asked)
    elif limited and reset.isdigit():
        seconds = max(0.0, float(reset) - time.time())
    else:
        seconds = float(2**attempt)
    return seconds if seconds <= MOST_SECONDS else None


def _plain(url: str) -> str:
    """A URL without its query, which may hold a signature."""
    return url.partition("?")[0]


def _unreachable(method: str, url: str, error: HTTPError) -> RegistryError:
    reason = error.reason if isinstance(error, MaxRetryError) and error.reason else error
    kind = type(reason).__name__
    return RegistryError(
        f"{method} {_plain(url)}: the connection was cut {TRIES} times ({kind}). "
        "For example: the same command, once the network is there again"
    )


def _refused(method: str, url: str, answer: Answer) -> RegistryError:
    """Whoever sends the credential says which one is right; all else has an example here."""
    said, example = {
        401: ("the credential is not taken", ""),
        403: ("the credential does not allow it", ""),
        404: (
            "there is no such thing, or the credential may not see it",
            "a name that the web page of the registry shows, or a token that may read it",
        ),
        429: (f"there were too many requests, {TRIES} times", "the same command in some minutes"),
    }.get(answer.status, ("the server refuses it", "the same command, once the server is well"))
    if asked := _limit(answer):
        said, example = f"there were too many requests; it asks for {asked}", f"the same command after {asked}"
    advice = f" For example: {example}" if example else ""
    return RegistryError(
        f"{method} {_plain(url)}: {said} (HTTP {answer.status}).{advice}", answer.status, limited=bool(asked)
    )


def _limit(answer: Answer) -> str:
    """The pause that the server asks for."""
    if "retry-after" in answer.headers:
        return f"{answer.headers['retry-after']} s"
    # https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
    return "an hour" if answer.headers.get("x-ratelimit-remaining") == "0" else ""
