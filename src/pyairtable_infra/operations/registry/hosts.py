"""The registries of one command, each with one pool of connections."""

from dataclasses import dataclass, field

from pyairtable_infra.operations.errors import InputError
from pyairtable_infra.operations.registry.http import Http
from pyairtable_infra.operations.registry.oci import Registry


@dataclass
class Hosts:
    """Registries by their host."""

    http: Http = field(default_factory=Http)
    _known: dict[str, Registry] = field(default_factory=dict)

    def registry(self, host: str) -> Registry:
        """The registry at `host`, the same each time."""
        return self._known.setdefault(host, Registry(host, self.http))


def place(text: str) -> tuple[str, str]:
    """Host and folder of `HOST/FOLDER`.

    Raises:
        InputError: It is neither.
    """
    host, _, folder = text.strip("/").partition("/")
    if ("." not in host and ":" not in host) or "://" in text:
        raise InputError(f"{text!r} is no registry and folder. For example: ghcr.io/pyairtable-org")
    return host, folder
