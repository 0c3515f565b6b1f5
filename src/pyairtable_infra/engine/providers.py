"""Which provider a resource gets: the one it names, its parent's, or the default one of its package.

https://www.pulumi.com/docs/iac/concepts/resources/providers/#default-provider-configuration
"""

import json
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.plan.model import SECRET, Resource

PROVIDER = "pulumi:providers:"

BUILT_IN = "pulumi"
"""The package of stack references; its default provider cannot be disabled."""

_DISABLED = "pulumi:disable-default-providers"


def package_of(token: str) -> str:
    """The package of a type or function token."""
    return token.split(":", 1)[0]


def serves(reference: str, package: str) -> bool:
    """Whether a provider reference names a provider of `package`."""
    return f"::{PROVIDER}{package}::" in reference or f"${PROVIDER}{package}::" in reference


@dataclass
class Providers:
    """The providers of one run.

    Args:
        project: The project's name.
        stack: The stack's name.
        config: The configuration; a default provider takes the keys of its package.
        default_region: The region of a provider that names none.
        secret_keys: The keys of `config` whose values are secret.
    """

    project: str
    stack: str
    config: Mapping[str, str]
    default_region: str
    secret_keys: tuple[str, ...] = ()
    _default: dict[tuple[str, str, str], str] = field(default_factory=dict)

    @staticmethod
    def id(urn: str) -> str:
        """The id of a provider: random in a deployment, made from its URN here."""
        return str(uuid.uuid5(uuid.NAMESPACE_URL, urn))

    def declare(self, inputs: dict[str, Any], version: str) -> None:
        """Complete the inputs of a provider that the program makes: the engine adds its version."""
        if version:
            inputs["version"] = version

    def resolve(self, token: str, named: str, version: str, url: str, create: Callable[[Resource], None]) -> str:
        """The reference (URN and id) of the provider of a resource or call.

        Raises:
            EngineError: It names none, and default providers are disabled.
        """
        if named:
            return named
        package = package_of(token)
        key = (package, version, url)
        reference = self._default.get(key)
        if reference is None:
            self._allow(token, package)
            reference = self._default[key] = self._make_default(package, version, url, create)
        return reference

    def region(self, reference: str, resources: Mapping[str, Resource]) -> str:
        """The region of the provider with this reference; only a default provider takes it from the configuration."""
        provider = resources.get(reference.rpartition("::")[0])
        region = provider.inputs.get("region") if provider else None
        return region if isinstance(region, str) else self.default_region

    @cached_property
    def _disabled(self) -> frozenset[str]:
        text = self.config.get(_DISABLED)
        try:
            return frozenset(name.strip() for name in json.loads(text or "[]"))
        except (ValueError, TypeError, AttributeError):
            raise EngineError(f'{_DISABLED} is {text}, and must be a list of packages. For example: ["aws"]') from None

    def _allow(self, token: str, package: str) -> None:
        if package != BUILT_IN and self._disabled & {package, "*"}:
            raise EngineError(
                f"{token} names no provider, and default providers are disabled for {package}. "
                "Pass one: opts=ResourceOptions(provider=...), or give one to its parent"
            )

    def _make_default(self, package: str, version: str, url: str, create: Callable[[Resource], None]) -> str:
        parts = ("default", *re.split(r"[.+-]", version), _name(url))
        urn = f"urn:pulumi:{self.stack}::{self.project}::{PROVIDER}{package}::{'_'.join(filter(None, parts))}"
        prefix = f"{package}:"
        inputs: dict[str, Any] = {
            key.removeprefix(prefix): dict(SECRET) if key in self.secret_keys else value
            for key, value in self.config.items()
            if key.startswith(prefix) and package != BUILT_IN
        }
        self.declare(inputs, version)
        create(Resource(urn=urn, type=PROVIDER + package, custom=True, id=self.id(urn), inputs=inputs, outputs=inputs))
        return f"{urn}::{self.id(urn)}"


def _name(url: str) -> str:
    """A download URL as part of a name."""
    return "/".join(re.sub(r"[^\w.-]", "_", part) for part in url.split("/") if part)
