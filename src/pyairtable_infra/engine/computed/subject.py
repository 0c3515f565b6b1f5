"""A resource whose computed values are asked for."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pyairtable_infra.plan.model import SIGNATURE, UNKNOWN

PARTITION = "aws"


@dataclass(frozen=True)
class Subject:
    """One resource: its URN, type and inputs, and the region and account it lies in.

    `existing` is its id where it exists already; else ids are made from the URN, so the same program gets the same.
    `generation` counts how many the URN had before: a replacement is another thing, with other ids.
    """

    urn: str
    type: str
    inputs: Mapping[str, Any]
    region: str
    account: str
    existing: str = ""
    generation: int = 0

    @cached_property
    def seed(self) -> str:
        """What all that is made up for this resource follows from."""
        return f"{self.urn}#{self.generation}" if self.generation else self.urn

    @cached_property
    def _digest(self) -> str:
        return hashlib.sha256(self.seed.encode()).hexdigest()

    def hex(self, length: int, purpose: str = "") -> str:
        """Hexadecimal digits that belong to this resource; another purpose gives others."""
        digest = hashlib.sha256((self.seed + purpose).encode()).hexdigest() if purpose else self._digest
        return digest[:length]

    def identifier(self, prefix: str) -> str:
        """An id as EC2 gives it: vpc-0123456789abcdef0."""
        return self.existing or f"{prefix}-{self.hex(17)}"

    def text(self, key: str, default: str = "") -> str:
        """An input as text; the default where it is not given or not plain text."""
        value = self.inputs.get(key)
        return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else default

    @property
    def name(self) -> str:
        """The physical name: given, or as Pulumi makes one from the logical name."""
        logical = self.urn.rsplit("::", 1)[-1]
        return self.text("name") or f"{self.text('namePrefix', f'{logical}-')}{self.hex(7)}"

    def arn(self, service: str, resource: str, *, region: str | None = None, account: str | None = None) -> str:
        """An ARN in this region and account; give an empty region or account for a global service."""
        where = self.region if region is None else region
        whose = self.account if account is None else account
        return f"arn:{PARTITION}:{service}:{where}:{whose}:{resource}"


@dataclass(frozen=True)
class Computed:
    """What AWS or a cluster computes for a resource: its id and its outputs.

    `nested` outputs also stand inside what is given: a cluster puts `uid` into the `metadata` that a program wrote.
    """

    id: str
    outputs: Mapping[str, Any] = field(default_factory=dict)
    nested: bool = False

    def around(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """The outputs and the inputs in one; what is given stays as it is."""
        return _around(inputs, self.outputs) if self.nested else {**self.outputs, **inputs}

    def unknown_around(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """The same before a deployment: what is computed is unknown."""
        outputs = _unknown(self.outputs, inputs) if self.nested else dict.fromkeys(self.outputs, UNKNOWN)
        return Computed("", outputs, self.nested).around(inputs)


def _around(inputs: Mapping[str, Any], outputs: Mapping[str, Any]) -> dict[str, Any]:
    given = {key: _inside(value, outputs.get(key)) for key, value in inputs.items()}
    return {**outputs, **given}


def _inside(value: Any, computed: Any) -> Any:
    return _around(value, computed) if _section(value) and _section(computed) else value


def _unknown(outputs: Mapping[str, Any], inputs: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: _unknown(value, inputs[key]) if _section(value) and _section(inputs.get(key)) else UNKNOWN
        for key, value in outputs.items()
    }


def _section(value: Any) -> bool:
    """Whether a value is a mapping, and not a secret, an asset or the like."""
    return isinstance(value, Mapping) and SIGNATURE not in value


Rule = Callable[[Subject], Computed]
"""How the computed values of one type are made."""
