"""S3 and KMS in memory, as far as Pulumi's backend and secrets provider use them, behind the policies of bootstrap.

Whoever asks is told by the access key: it is the name of a principal. Each request becomes the requests that IAM would
judge; what is refused is answered with 403, as AWS does, and written down.
"""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from pyairtable_infra.operations.bootstrap.site import Site
from tests.infra.operations.bootstrap.iam import Document, Principal, Request, allowed

WRITTEN = "2026-01-01T00:00:00.000Z"


@dataclass
class Account:
    """The bucket and the key of a site, their policies, and who may ask."""

    site: Site
    bucket_policy: Document
    key_policy: Document
    principals: Mapping[str, Principal]
    objects: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    refused: list[tuple[str, str, str]] = field(default_factory=list)

    def may(self, who: str, action: str, resource: str, context: dict[str, str] | None = None) -> bool:
        """Whether IAM lets `who` do it; either way it is written down."""
        policy = self.key_policy if action.startswith("kms:") else self.bucket_policy
        ok = allowed(self.principals[who], Request(action, resource, context or {}), policy)
        (self.asked if ok else self.refused).append((who, action, resource))
        return ok

    def may_through_s3(self, who: str, action: str, key: str) -> bool:
        """An object and, as it is encrypted, the key: S3 asks KMS in the name of the caller."""
        context = {
            "kms:ViaService": f"s3.{self.site.region}.amazonaws.com",
            "kms:EncryptionContext:aws:s3:arn": self.site.bucket_arn,
        }
        use = {"s3:GetObject": "kms:Decrypt", "s3:PutObject": "kms:GenerateDataKey"}.get(action)
        return self.may(who, action, self.site.object_arns(key)[0]) and (
            use is None or self.may(who, use, self.site.key_arn, context)
        )

    def serve(self) -> ThreadingHTTPServer:
        """A server on a free port; whoever starts it stops it."""
        return ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"account": self}))


class _Handler(BaseHTTPRequestHandler):
    account: Account
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the base class
        """Nothing: what was asked is written down."""

    @property
    def who(self) -> str:
        found = re.search(r"Credential=([^/]+)/", self.headers["Authorization"])
        assert found, "every request is signed"
        return found.group(1)

    @property
    def key(self) -> str:
        """The object of a request in path style."""
        path = unquote(urlsplit(self.path).path)
        assert path.startswith(f"/{self.account.site.bucket}"), path
        return path.removeprefix(f"/{self.account.site.bucket}").lstrip("/")

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        if not self.key:
            self._list()
        elif not self.account.may_through_s3(self.who, "s3:GetObject", self.key):
            self._error(403, "AccessDenied")
        elif self.key in self.account.objects:
            self._send(200, self.account.objects[self.key])
        elif self.account.may(self.who, "s3:ListBucket", self.account.site.bucket_arn):
            self._error(404, "NoSuchKey")
        else:
            self._error(403, "AccessDenied")

    def do_PUT(self) -> None:
        body, source = self._body(), self.headers.get("x-amz-copy-source")
        if source:
            copied = unquote(source).lstrip("/").partition("/")[2]
            if not self.account.may_through_s3(self.who, "s3:GetObject", copied):
                self._error(403, "AccessDenied")
                return
            body = self.account.objects[copied]
        if not self.account.may_through_s3(self.who, "s3:PutObject", self.key):
            self._error(403, "AccessDenied")
            return
        self.account.objects[self.key] = body
        result = f"<CopyObjectResult><LastModified>{WRITTEN}</LastModified></CopyObjectResult>" if source else ""
        self._send(200, result.encode())

    def do_DELETE(self) -> None:
        if not self.account.may_through_s3(self.who, "s3:DeleteObject", self.key):
            self._error(403, "AccessDenied")
            return
        self.account.objects.pop(self.key, None)
        self._send(204, b"")

    def do_POST(self) -> None:
        """KMS: the ciphertext is the context and the plain text."""
        operation = self.headers["X-Amz-Target"].removeprefix("TrentService.")
        asked = json.loads(self._body())
        context = asked.get("EncryptionContext", {})
        named = {f"kms:EncryptionContext:{key}": value for key, value in context.items()}
        site = self.account.site
        assert asked.get("KeyId") in {site.alias, None}, "the key is named by its alias"
        if not self.account.may(self.who, f"kms:{operation}", site.key_arn, named):
            self._json(400, {"__type": "AccessDeniedException", "message": f"{self.who} may not {operation}"})
        elif operation == "Encrypt":
            sealed = json.dumps([context, asked["Plaintext"]]).encode()
            self._json(200, {"KeyId": site.key_arn, "CiphertextBlob": base64.b64encode(sealed).decode()})
        else:
            under, plain = json.loads(base64.b64decode(asked["CiphertextBlob"]))
            if under == context:
                self._json(200, {"KeyId": site.key_arn, "Plaintext": plain})
            else:
                self._json(400, {"__type": "InvalidCiphertextException", "message": "another context"})

    def _list(self) -> None:
        if not self.account.may(self.who, "s3:ListBucket", self.account.site.bucket_arn):
            self._error(403, "AccessDenied")
            return
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        prefix, delimiter = query.get("prefix", ""), query.get("delimiter", "")
        keys = sorted(key for key in self.account.objects if key.startswith(prefix))
        rest = {key: key.removeprefix(prefix) for key in keys}
        deeper = [key for key in keys if delimiter and delimiter in rest[key]]
        folders = dict.fromkeys(f"{prefix}{rest[key].partition(delimiter)[0]}{delimiter}" for key in deeper)
        self._send(
            200,
            "".join(
                (
                    f"<ListBucketResult><Name>{self.account.site.bucket}</Name><IsTruncated>false</IsTruncated>",
                    *(
                        f"<Contents><Key>{escape(key)}</Key><LastModified>{WRITTEN}</LastModified>"
                        f"<Size>{len(self.account.objects[key])}</Size></Contents>"
                        for key in keys
                        if key not in deeper
                    ),
                    *(f"<CommonPrefixes><Prefix>{escape(one)}</Prefix></CommonPrefixes>" for one in folders),
                    "</ListBucketResult>",
                )
            ).encode(),
        )

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def _json(self, status: int, content: Any) -> None:
        self._send(status, json.dumps(content).encode())

    def _error(self, status: int, code: str) -> None:
        self._send(status, f"<Error><Code>{code}</Code><Message>{code}</Message></Error>".encode())

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
