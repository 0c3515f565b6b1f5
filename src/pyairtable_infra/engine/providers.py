"""Which provider a resource gets: the one it names, or the default one of its package.

https://www.pulumi.com/docs/iac/concepts/resources/providers/#default-provider-configuration
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.plan.model import Resource

PROVIDER = "pulumi:providers:"


def package_of(token: str) -> str:
    """The package of a type or function token."""
    return token.split(":", 1)[0]


@dataclass
class Providers:
    """The providers of one run.

    Args:
        project: The project's name.
        stack: The stack's name.
        config: The configuration; a default provider takes the keys of its package.
    """

    project: str
    stack: str
    config: Mapping[str, str]
    default_region: str
    _default: dict[str, str] = field(default_factory=dict)

    def id(self, urn: str) -> str:
        """The id of a provider: random in a deployment, made from its URN here."""
        return str(uuid.uuid5(uuid.NAMESPACE_URL, urn))

    def declare(self, inputs: dict[str, Any], version: str) -> None:
        """Complete the inputs of a provider that the program makes: the engine adds its version."""
        if version and "version" not in inputs:
            inputs["version"] = version

    def resolve(self, token: str, named: str, version: str, create: Callable[[Resource], None]) -> str:
        """The reference (URN and id) of the provider of a resource or call.

        Raises:
            EngineError: It names none, and default providers are disabled.
        """
        if named:
            return named
        package = package_of(token)
        if package == "pulumi":
            return ""
        disabled = self.config.get("pulumi:disable-default-providers", "")
        if f'"{package}"' in disabled or '"*"' in disabled:
            raise EngineError(
                f"{token} names no provider, and default providers are disabled for {package}. "
                "Pass one: opts=ResourceOptions(provider=...), or give one to its parent"
            )
        if package not in self._default:
            self._default[package] = self._make_default(package, version, create)
        return self._default[package]

    def region(self, reference: str, resources: Mapping[str, Resource]) -> str:
        """The region of the provider with this reference."""
        provider = resources.get(reference.rpartition("::")[0])
        region = provider.inputs.get("region") if provider else None
        return str(region or self.config.get("aws:region") or self.default_region)

    def _make_default(self, package: str, version: str, create: Callable[[Resource], None]) -> str:
        name = f"default_{version.replace('.', '_')}" if version else "default"
        urn = f"urn:pulumi:{self.stack}::{self.project}::{PROVIDER}{package}::{name}"
        prefix = f"{package}:"
        inputs = {key.removeprefix(prefix): value for key, value in self.config.items() if key.startswith(prefix)}
        self.declare(inputs, version)
        create(Resource(urn=urn, type=PROVIDER + package, custom=True, id=self.id(urn), inputs=inputs, outputs=inputs))
        return f"{urn}::{self.id(urn)}"
