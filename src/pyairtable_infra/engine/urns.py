"""Names of resources, as the engine builds them.

https://www.pulumi.com/docs/iac/concepts/resources/names/#urns
"""

from collections.abc import Iterable

from pulumi.runtime.proto import alias_pb2

from pyairtable_infra.plan.model import STACK


def urn(stack: str, project: str, parent: str, type_: str, name: str) -> str:
    """The URN of a resource below `parent` (empty for a root)."""
    qualified = qualified_type(parent)
    prefix = "" if qualified in ("", STACK) else f"{qualified}$"
    return f"urn:pulumi:{stack}::{project}::{prefix}{type_}::{name}"


def qualified_type(of: str) -> str:
    """The type of a URN, with those of its parents before it."""
    return of.split("::")[2] if of else ""


def name_of(of: str) -> str:
    """The logical name in a URN."""
    return of.split("::", 3)[3]


def alias_urns(
    own: str, parent: str, aliases: Iterable[alias_pb2.Alias], parent_aliases: Iterable[str]
) -> tuple[str, ...]:
    """Every URN that a resource may have had: by its own aliases, by those of its parent, and by both together."""
    aliases = list(aliases)
    direct = [_collapse(own, parent, alias) for alias in aliases]
    found = dict.fromkeys(direct)
    for former_parent in parent_aliases:
        for former in (own, *direct):
            found[_moved(former, parent, former_parent)] = None
    return tuple(found)


def _collapse(own: str, parent: str, alias: alias_pb2.Alias) -> str:
    if alias.HasField("urn"):
        return alias.urn
    stack, project = own.removeprefix("urn:pulumi:").split("::")[:2]
    spec = alias.spec
    above = "" if spec.noParent else spec.parentUrn or parent
    own_type = qualified_type(own).rsplit("$", 1)[-1]
    return urn(spec.stack or stack, spec.project or project, above, spec.type or own_type, spec.name or name_of(own))


def _moved(child: str, parent: str, former_parent: str) -> str:
    """The URN of `child` below a former URN of its parent; the parent's name at the start of its own changes too."""
    name, above = name_of(child), name_of(parent)
    if name.startswith(above):
        name = name_of(former_parent) + name.removeprefix(above)
    stack, project = former_parent.removeprefix("urn:pulumi:").split("::")[:2]
    return urn(stack, project, former_parent, qualified_type(child).rsplit("$", 1)[-1], name)
