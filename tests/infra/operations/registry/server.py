"""A registry and GitHub's packages API on this machine, with faults where a test asks for them.

It speaks https://github.com/opencontainers/distribution-spec/blob/main/spec.md with token authentication, and the calls
of https://docs.github.com/rest/packages/packages that prune makes.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlparse

INDEX = "application/vnd.oci.image.index.v1+json"
MANIFEST = "application/vnd.oci.image.manifest.v1+json"
TOKEN = "ghp_canary_that_nobody_may_see"
PAGE = 2
"""Entries of a page, however many are asked for."""


def digest_of(body: bytes) -> str:
    return f"sha256:{hashlib.sha256(body).hexdigest()}"


@dataclass
class Repository:
    manifests: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    blobs: dict[str, bytes] = field(default_factory=dict)


@dataclass
class Fault:
    """What happens to the next requests that match `METHOD path` instead of their answer."""

    pattern: str
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    times: int = 1
    skip: int = 0


@dataclass
class World:
    """What the server holds, what it was asked, and how it fails."""

    repositories: dict[str, Repository] = field(default_factory=dict)
    versions: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    host: str = ""
    kind: str = "Organization"
    private: bool = True

    def image(self, repository: str, tag: str, *platforms: str, salt: str = "") -> str:
        """Put an image there: with several platforms an index and its children. Its digest."""
        there = self.repositories.setdefault(repository, Repository())
        children = [self._single(there, f"{repository}{platform}{salt}") for platform in platforms or ("amd64",)]
        digest = children[0]
        if len(children) > 1:
            listed = [{"digest": child, "mediaType": MANIFEST, "size": 1} for child in children]
            digest = self._put(there, INDEX, {"schemaVersion": 2, "mediaType": INDEX, "manifests": listed})
        if tag:
            there.tags[tag] = digest
        return digest

    def _single(self, there: Repository, seed: str) -> str:
        blobs = [f"config of {seed}".encode(), b"a layer that all share", f"layer of {seed}".encode() * 1000]
        there.blobs.update({digest_of(blob): blob for blob in blobs})
        config, *layers = ({"digest": digest_of(blob), "size": len(blob)} for blob in blobs)
        return self._put(there, MANIFEST, {"schemaVersion": 2, "config": config, "layers": layers})

    @staticmethod
    def _put(there: Repository, kind: str, content: dict[str, Any]) -> str:
        body = json.dumps(content).encode()
        there.manifests[digest_of(body)] = (kind, body)
        return digest_of(body)

    def version(self, package: str, digest: str, days: float, *tags: str) -> None:
        """List an image as a version of a package, made `days` ago."""
        listed = self.versions.setdefault(package, [])
        made = (datetime.now(UTC) - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
        number = sum(map(len, self.versions.values())) + 1
        listed.append(
            {"id": number, "name": digest, "created_at": made, "metadata": {"container": {"tags": list(tags)}}}
        )

    def fails(
        self, pattern: str, status: int = 0, times: int = 1, skip: int = 0, headers: Mapping[str, str] | None = None
    ) -> None:
        """Let requests that match fail; without a status the connection is cut."""
        self.faults.append(Fault(pattern, status, headers or {}, times, skip))


class _Handler(BaseHTTPRequestHandler):
    world: World
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, *arguments: object) -> None:
        """Quiet."""

    def _handle(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self.given = self.rfile.read(length)
        url = urlparse(self.path)
        self.query = parse_qs(url.query)
        self.world.asked.append(f"{self.command} {url.path}")
        if not self._fault(f"{self.command} {url.path}"):
            for pattern, method in _ROUTES:
                found = re.fullmatch(pattern, f"{self.command} {url.path}")
                if found:
                    getattr(self, method)(*map(unquote, found.groups()))
                    return
            self._answer(404)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _handle  # noqa: N815 - the names of the methods

    def _fault(self, asked: str) -> bool:
        for fault in self.world.faults:
            if re.search(fault.pattern, asked):
                if fault.skip:
                    fault.skip -= 1
                elif fault.times:
                    fault.times -= 1
                    if fault.status:
                        self._answer(fault.status, headers=fault.headers)
                    else:
                        self.close_connection = True
                        self.connection.close()
                    return True
        return False

    def _answer(self, status: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for key, value in (headers or {}).items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _json(self, content: Any, link: str = "") -> None:
        self._answer(200, json.dumps(content).encode(), {"Link": link} if link else {})

    # The registry

    def token(self) -> None:
        given = base64.b64decode(self.headers.get("Authorization", "Basic ").split(" ")[1]).decode().partition(":")[2]
        if self.world.private and given != TOKEN:
            self._answer(401)
        else:
            self._json({"token": " ".join(self.query["scope"])})

    def _admitted(self, repository: str, right: str) -> bool:
        allowed = self.headers.get("Authorization", "").removeprefix("Bearer ").split(" ")
        for scope in allowed:
            if scope.startswith(f"repository:{repository}:") and right in scope.rpartition(":")[2].split(","):
                return True
        challenge = (
            f'Bearer realm="http://{self.world.host}/token",service="test",scope="repository:{repository}:{right}"'
        )
        self._answer(401, headers={"WWW-Authenticate": challenge})
        return False

    def tags(self, repository: str) -> None:
        if not self._admitted(repository, "pull"):
            return
        there = self.world.repositories.get(repository)
        if there is None:
            self._answer(404)
            return
        ordered = sorted(there.tags)
        start = ordered.index(self.query["last"][0]) + 1 if "last" in self.query else 0
        page = ordered[start : start + PAGE]
        link = (
            f'</v2/{repository}/tags/list?n={PAGE}&last={page[-1]}>; rel="next"' if start + PAGE < len(ordered) else ""
        )
        self._json({"name": repository, "tags": page}, link)

    def manifest(self, repository: str, tag: str) -> None:
        if not self._admitted(repository, "pull"):
            return
        there = self.world.repositories.get(repository, Repository())
        digest = there.tags.get(tag, tag)
        if digest not in there.manifests:
            self._answer(404)
            return
        kind, body = there.manifests[digest]
        self._answer(200, body, {"Content-Type": kind, "Docker-Content-Digest": digest})

    def put_manifest(self, repository: str, tag: str) -> None:
        if not self._admitted(repository, "push"):
            return
        there = self.world.repositories.setdefault(repository, Repository())
        content, digest = json.loads(self.given), digest_of(self.given)
        needed = [one["digest"] for one in content.get("manifests", ())]
        blobs = [one["digest"] for one in (content["config"], *content["layers"])] if "config" in content else []
        if not set(needed) <= there.manifests.keys() or not set(blobs) <= there.blobs.keys():
            self._answer(400)
            return
        there.manifests[digest] = (self.headers["Content-Type"], self.given)
        if not tag.startswith("sha256:"):
            there.tags[tag] = digest
        self._answer(201, headers={"Docker-Content-Digest": digest})

    def blob(self, repository: str, digest: str) -> None:
        if not self._admitted(repository, "pull"):
            return
        body = self.world.repositories.get(repository, Repository()).blobs.get(digest)
        self._answer(404) if body is None else self._answer(200, body)

    def upload(self, repository: str) -> None:
        if not self._admitted(repository, "push"):
            return
        there = self.world.repositories.setdefault(repository, Repository())
        if "mount" in self.query:
            (digest,), (origin,) = self.query["mount"], self.query["from"]
            if not self._admitted(origin, "pull"):
                return
            body = self.world.repositories[origin].blobs.get(digest)
            if body is not None:
                there.blobs[digest] = body
                self._answer(201)
                return
        self._answer(202, headers={"Location": f"/v2/{repository}/blobs/uploads/1?state=x"})

    def put_blob(self, repository: str) -> None:
        if not self._admitted(repository, "push"):
            return
        (digest,) = self.query["digest"]
        if digest_of(self.given) != digest:
            self._answer(400)
            return
        self.world.repositories[repository].blobs[digest] = self.given
        self._answer(201)

    # GitHub's API

    def _of_github(self) -> bool:
        if self.headers.get("Authorization") == f"Bearer {TOKEN}":
            return True
        self._answer(401)
        return False

    def user(self, owner: str) -> None:
        if self._of_github():
            self._json({"login": owner, "type": self.world.kind})

    def packages(self, kind: str, owner: str) -> None:
        if self._of_github():
            self._page([{"name": name} for name in self.world.versions], f"{kind}/{owner}/packages")

    def versions(self, kind: str, owner: str, package: str) -> None:
        if self._of_github():
            path = f"{kind}/{owner}/packages/container/{package.replace('/', '%2F')}/versions"
            self._page(self.world.versions[package], path)

    def _page(self, entries: list[dict[str, Any]], path: str) -> None:
        number = int(self.query.get("page", ["1"])[0])
        link = (
            f'<http://{self.world.host}/api/{path}?page={number + 1}>; rel="next"'
            if len(entries) > number * PAGE
            else ""
        )
        self._json(entries[(number - 1) * PAGE : number * PAGE], link)

    def delete_version(self, _: str, owner: str, package: str, number: str) -> None:
        if self._of_github():
            kept = [one for one in self.world.versions[package] if one["id"] != int(number)]
            status = 404 if len(kept) == len(self.world.versions[package]) else 204
            self.world.versions[package] = kept
            self._answer(status)


_ROUTES = (
    (r"GET /token", "token"),
    (r"GET /v2/(.+)/tags/list", "tags"),
    (r"(?:GET|HEAD) /v2/(.+)/manifests/(.+)", "manifest"),
    (r"PUT /v2/(.+)/manifests/(.+)", "put_manifest"),
    (r"(?:GET|HEAD) /v2/(.+)/blobs/(sha256:.+)", "blob"),
    (r"POST /v2/(.+)/blobs/uploads/", "upload"),
    (r"PUT /v2/(.+)/blobs/uploads/1", "put_blob"),
    (r"GET /api/users/([^/]+)", "user"),
    (r"GET /api/(orgs|users)/([^/]+)/packages", "packages"),
    (r"GET /api/(orgs|users)/([^/]+)/packages/container/([^/]+)/versions", "versions"),
    (r"DELETE /api/(orgs|users)/([^/]+)/packages/container/([^/]+)/versions/(\d+)", "delete_version"),
)


@contextmanager
def serving(world: World) -> Iterator[World]:
    """The world, behind a port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"world": world}))
    server.daemon_threads = True
    world.host = f"127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield world
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
