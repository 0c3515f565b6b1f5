"""Packages of GitHub: https://docs.github.com/rest/packages/packages."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlparse

from pyairtable_infra.operations.registry.http import Http, RegistryError

_ABSENT = 404


@dataclass(frozen=True)
class Version:
    """A version of a package: an image, by its digest."""

    id: int
    digest: str
    created_at: datetime
    tags: tuple[str, ...]


class Packages:
    """The container packages of an organisation or a user."""

    def __init__(self, owner: str, token: str, http: Http) -> None:
        self.owner = owner
        self._http = http
        self._base = os.environ.get("GITHUB_API_URL", "https://api.github.com").rstrip("/")
        self._headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {token}",
            "X-GitHub-Api-Version": "2022-11-28",
            "User-Agent": "pyairtable-infra",
        }
        kind = self._send("GET", f"{self._base}/users/{quote(owner)}").json().get("type")
        self._root = f"{self._base}/{'orgs' if kind == 'Organization' else 'users'}/{quote(owner)}/packages"

    def names(self) -> tuple[str, ...]:
        """The names of all container packages."""
        return tuple(str(one["name"]) for one in self._pages(f"{self._root}?package_type=container&per_page=100"))

    def versions(self, package: str) -> tuple[Version, ...]:
        """All versions of a package."""
        return tuple(map(_version, self._pages(f"{self._of(package)}/versions?per_page=100")))

    def delete(self, package: str, version: Version) -> None:
        """Delete a version; that it is gone already is as good."""
        self._send("DELETE", f"{self._of(package)}/versions/{version.id}", _ABSENT)

    def _of(self, package: str) -> str:
        return f"{self._root}/container/{quote(package, safe='')}"

    def _pages(self, url: str) -> Iterator[dict[str, Any]]:
        while url:
            answer = self._send("GET", url)
            yield from answer.json()
            found = re.search(r'<([^>]+)>;\s*rel="next"', answer.headers.get("link", ""))
            url = found[1] if found else ""
            if url and urlparse(url).netloc != urlparse(self._base).netloc:
                raise RegistryError(f"{self._base}: the next page is at another host. Check GITHUB_API_URL.")

    def _send(self, method: str, url: str, *accepted: int) -> Any:
        try:
            return self._http.send(method, url, headers=self._headers, accepted=accepted)
        except RegistryError as error:
            if error.status in (401, 403) and not error.limited:
                advice = "For example: GHCR_TOKEN with a token that has read:packages and delete:packages"
                raise RegistryError(f"{error} {advice}", error.status) from None
            raise


def _version(given: dict[str, Any]) -> Version:
    tags = given.get("metadata", {}).get("container", {}).get("tags") or ()
    return Version(int(given["id"]), str(given["name"]), datetime.fromisoformat(given["created_at"]), tuple(tags))
