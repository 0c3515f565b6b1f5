"""The typed plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET: Mapping[str, Any] = {SIGNATURE: "1b47061264138c4ac30d75fd1eb44270"}
"""What stands for a secret value: the engine's marker alone, without the value."""

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""What stands for a value that only a deployment will know."""

FILES = ("c44067f5952c0a294b673a41bacd8c17", "0def7320c3a5731c473e5ecbe6d01bc7")
"""What marks an asset, and an archive."""

STACK = "pulumi:pulumi:Stack"


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource: what it is, its values, its edges and its options."""

    urn: str
    type: str
    custom: bool
    id: str = ""
    inputs: Mapping[str, Any] = field(default_factory=dict)
    outputs: Mapping[str, Any] = field(default_factory=dict)
    parent: str = ""
    provider: str = ""
    dependencies: tuple[str, ...] = ()
    property_dependencies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    protect: bool = False
    retain_on_delete: bool = False
    external: bool = False
    import_id: str = ""
    deleted_with: str = ""
    delete_before_replace: bool = False
    ignore_changes: tuple[str, ...] = ()
    replace_on_changes: tuple[str, ...] = ()
    additional_secret_outputs: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    custom_timeouts: Mapping[str, float] = field(default_factory=dict)
    hide_diffs: tuple[str, ...] = ()
    replace_with: tuple[str, ...] = ()
    replacement_trigger: Any = None
    hooks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    source: str = ""
    """Where the program made it: file and line, relative to the project."""

    @property
    def name(self) -> str:
        """The logical name."""
        return self.urn.rsplit("::", 1)[-1]


@dataclass(frozen=True)
class Plan:
    """The resources of one stack in the order of their registration, and what was assumed to plan them."""

    resources: tuple[Resource, ...]
    notes: tuple[str, ...] = ()

    @cached_property
    def by_urn(self) -> Mapping[str, Resource]:
        """Each resource by its URN."""
        return {resource.urn: resource for resource in self.resources}

    @cached_property
    def children(self) -> Mapping[str, tuple[Resource, ...]]:
        """The children of each URN; the roots under the empty one."""
        found: dict[str, list[Resource]] = {}
        for resource in self.resources:
            found.setdefault(resource.parent, []).append(resource)
        return {urn: tuple(resources) for urn, resources in found.items()}

    @cached_property
    def stack_outputs(self) -> Mapping[str, Any]:
        """What the stack exports."""
        return next((resource.outputs for resource in self.resources if resource.type == STACK), {})

    @property
    def stack(self) -> str:
        """The name of the stack."""
        return self.resources[0].urn.split("::")[0].removeprefix("urn:pulumi:") if self.resources else ""

    @property
    def intent(self) -> Mapping[str, Any]:
        """What is wanted and no resource says: budget, usage, objectives, average replicas."""
        intent = self.stack_outputs.get("intent", {})
        return intent if isinstance(intent, Mapping) else {}
