"""A registry, as https://github.com/opencontainers/distribution-spec/blob/main/spec.md says."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import IO, Any
from urllib.parse import urlencode, urljoin, urlparse

from pyairtable_infra.operations.registry import credentials
from pyairtable_infra.operations.registry.http import LOCAL, Answer, Http, RegistryError, url_of
from pyairtable_infra.operations.registry.reference import INDEX_TYPES, MANIFEST_TYPES, is_digest

_ABSENT, _UNAUTHORISED, _FORBIDDEN = 404, 401, 403
_MOUNTED = 201
_ANY = {"Accept": ", ".join(MANIFEST_TYPES)}


@dataclass(frozen=True)
class Manifest:
    """A manifest byte for byte, as its digest was made of it."""

    digest: str
    media_type: str
    body: bytes

    @property
    def content(self) -> Any:
        """What it says."""
        return json.loads(self.body)

    @property
    def children(self) -> tuple[str, ...]:
        """The digests of the manifests that it refers to; none where it is no index."""
        if self.media_type not in INDEX_TYPES:
            return ()
        return tuple(one["digest"] for one in self.content.get("manifests", ()))

    @property
    def blobs(self) -> tuple[str, ...]:
        """The digests of its configuration and layers, each once."""
        if self.media_type in INDEX_TYPES:
            return ()
        said = self.content
        return tuple(dict.fromkeys(one["digest"] for one in (said["config"], *said.get("layers", ()))))


@dataclass
class Registry:
    """One host. Its token is asked for when it is needed, and kept for the repositories it is for."""

    host: str
    http: Http
    credential: Callable[[str], str | None] = credentials.basic
    _tokens: dict[tuple[str, ...], dict[str, str]] = field(default_factory=dict)

    def digest(self, repository: str, tag: str) -> str | None:
        """The digest of a tag; None where there is no such tag."""
        answer = self._ask("HEAD", repository, f"manifests/{tag}", headers=_ANY)
        if answer.status == _ABSENT:
            return None
        found = answer.headers.get("docker-content-digest", "")
        # A registry need not send the header: then the manifest itself says it.
        return found if is_digest(found) else self.manifest(repository, tag).digest

    def manifest(self, repository: str, tag: str) -> Manifest:
        """The manifest of a tag or a digest, verified.

        Raises:
            RegistryError: There is none, or it is not what its digest says.
        """
        answer = self._ask("GET", repository, f"manifests/{tag}", headers=_ANY)
        if answer.status == _ABSENT:
            raise RegistryError(f"{self.host}/{repository}: there is no image {tag}.", _ABSENT)
        digest = f"sha256:{hashlib.sha256(answer.body).hexdigest()}"
        if is_digest(tag) and digest != tag:
            raise RegistryError(f"{self.host}/{repository}@{tag}: what came has the digest {digest}. Run it again.")
        kind = answer.headers.get("content-type", "").partition(";")[0] or str(answer.json().get("mediaType", ""))
        return Manifest(digest, kind, answer.body)

    def tags(self, repository: str) -> tuple[str, ...] | None:
        """All tags of a repository, page by page; None where there is no such repository."""
        found: list[str] = []
        path = "tags/list?n=100"
        while path:
            answer = self._ask("GET", repository, path)
            if answer.status == _ABSENT:
                return None
            found += answer.json().get("tags") or ()
            path = _next(answer)
        return tuple(found)

    def has_blob(self, repository: str, digest: str) -> bool:
        """Whether a repository holds a blob."""
        return self._ask("HEAD", repository, f"blobs/{digest}").status != _ABSENT

    def read_blob(self, repository: str, digest: str, into: IO[bytes]) -> None:
        """A blob, verified.

        Raises:
            RegistryError: There is none, or it is not what its digest says.
        """
        answer = self._ask("GET", repository, f"blobs/{digest}", into=into)
        if answer.status == _ABSENT:
            raise RegistryError(f"{self.host}/{repository}: there is no blob {digest}.", _ABSENT)
        into.seek(0)
        found = f"sha256:{hashlib.file_digest(into, 'sha256').hexdigest()}"  # type: ignore[arg-type]
        if found != digest:
            raise RegistryError(f"{self.host}/{repository}: the blob {digest} came as {found}. Run it again.")

    def copy_blob(self, source: "Registry", origin: str, repository: str, digest: str) -> None:
        """Bring a blob into a repository: it is there, is mounted from a neighbour, or is copied."""
        if self.has_blob(repository, digest):
            return
        query = {"mount": digest, "from": origin} if source.host == self.host else {}
        start = f"blobs/uploads/{'?' if query else ''}{urlencode(query)}"
        begun = self._ask("POST", repository, start, also=origin if query else "", write=True)
        if begun.status == _MOUNTED:
            return
        with TemporaryFile() as file:
            source.read_blob(origin, digest, file)
            size = str(file.seek(0, 2))
            where = urljoin(url_of(self.host, "/"), begun.headers["location"])
            where += f"{'&' if '?' in where else '?'}{urlencode({'digest': digest})}"
            # The session's address may be anywhere: a credential goes to this host only.
            scopes = _scopes(repository, write=True, also=origin if query else "")
            headers = self._tokens.get(scopes, {}) if urlparse(where).netloc == self.host else {}
            octets = {"Content-Type": "application/octet-stream", "Content-Length": size}
            self.http.send("PUT", where, headers={**headers, **octets}, body=file)

    def put_manifest(self, repository: str, tag: str, manifest: Manifest) -> None:
        """Write a manifest under a tag or its digest, and see that it is there.

        Raises:
            RegistryError: The registry holds something else afterwards.
        """
        self._ask(
            "PUT",
            repository,
            f"manifests/{tag}",
            body=manifest.body,
            write=True,
            headers={"Content-Type": manifest.media_type},
        )
        found = self.digest(repository, tag)
        if found != manifest.digest:
            raise RegistryError(f"{self.host}/{repository}:{tag} has the digest {found} instead of {manifest.digest}.")

    def _ask(
        self,
        method: str,
        repository: str,
        path: str,
        *,
        body: bytes | None = None,
        into: IO[bytes] | None = None,
        write: bool = False,
        also: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        url = url_of(self.host, f"/v2/{repository}/{path}")
        scopes = _scopes(repository, write=write, also=also)
        absent = (_ABSENT,) if method in ("GET", "HEAD") else ()

        def send(*accepted: int) -> Answer:
            asked = {**self._tokens.get(scopes, {}), **(headers or {})}
            with self._advice():
                return self.http.send(method, url, headers=asked, body=body, into=into, accepted=(*absent, *accepted))

        answer = send(_UNAUTHORISED)
        if answer.status == _UNAUTHORISED:
            self._tokens[scopes] = self._authorised(answer, scopes)
            answer = send()
        return answer

    @contextmanager
    def _advice(self) -> Iterator[None]:
        try:
            yield
        except RegistryError as error:
            if error.status in (_UNAUTHORISED, _FORBIDDEN) and not error.limited:
                raise RegistryError(f"{error} {credentials.advice(self.host)}", error.status) from None
            raise

    def _authorised(self, refused: Answer, scopes: tuple[str, ...]) -> dict[str, str]:
        """https://distribution.github.io/distribution/spec/auth/token/."""
        kind, _, rest = refused.headers.get("www-authenticate", "").partition(" ")
        basic = self.credential(self.host)
        if kind.lower() == "basic" and basic:
            return {"Authorization": basic}
        asked = dict(re.findall(r'(\w+)="([^"]*)"', rest))
        realm = asked.get("realm", "")
        parts = urlparse(realm)
        if kind.lower() != "bearer" or (parts.scheme != "https" and parts.hostname not in LOCAL):
            raise RegistryError(
                f"{self.host}: the credential is not taken (HTTP {_UNAUTHORISED}). {credentials.advice(self.host)}",
                _UNAUTHORISED,
            )
        query = urlencode([("service", asked.get("service", self.host)), *(("scope", scope) for scope in scopes)])
        with self._advice():
            answer = self.http.send("GET", f"{realm}?{query}", headers={"Authorization": basic} if basic else {})
        token = answer.json()
        return {"Authorization": f"Bearer {token.get('token') or token.get('access_token')}"}


def _scopes(repository: str, *, write: bool, also: str) -> tuple[str, ...]:
    more = (f"repository:{also}:pull",) if also else ()
    return (f"repository:{repository}:pull{',push' if write else ''}", *more)


def _next(answer: Answer) -> str:
    """The path of the next page, below the repository."""
    found = re.search(r'<([^>]+)>;\s*rel="?next"?', answer.headers.get("link", ""))
    return "tags/list?" + found[1].partition("?")[2] if found else ""
