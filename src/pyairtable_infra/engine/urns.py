"""Names of resources, as the engine builds them.

https://www.pulumi.com/docs/iac/concepts/resources/names/#urns
"""

from collections.abc import Callable, Iterable

from pulumi.runtime.proto import alias_pb2

from pyairtable_infra.plan.model import STACK


def urn(stack: str, project: str, parent: str, type_: str, name: str) -> str:
    """The URN of a resource below `parent` (empty for a root)."""
    qualified = qualified_type(parent)
    prefix = "" if qualified in ("", STACK) else f"{qualified}$"
    return f"urn:pulumi:{stack}::{project}::{prefix}{type_}::{name}"


def qualified_type(of: str) -> str:
    """The type of a URN, with those of its parents before it."""
    return of.split("::", 3)[2] if of else ""


def name_of(of: str) -> str:
    """The logical name in a URN."""
    return of.split("::", 3)[3]


def alias_urns(
    own: str, parent: str, aliases: Iterable[alias_pb2.Alias], aliases_of: Callable[[str], Iterable[str]]
) -> tuple[str, ...]:
    """Every URN that a resource may have had: by its own aliases, by those of its parent, and by both together.

    A deployment looks for each of them in the state; what a state holds is the one that it found.

    Args:
        own: The URN of the resource.
        parent: The URN of its parent.
        aliases: What the program says it was.
        aliases_of: The aliases of another resource.
    """
    direct = [former for alias in aliases for former in _collapse(own, parent, alias, aliases_of)]
    found = dict.fromkeys(direct)
    for former_parent in aliases_of(parent):
        for former in (own, *direct):
            found[_moved(own, former, parent, former_parent)] = None
    found.pop(own, None)
    return tuple(found)


def _collapse(
    own: str, parent: str, alias: alias_pb2.Alias, aliases_of: Callable[[str], Iterable[str]]
) -> Iterable[str]:
    if alias.HasField("urn"):
        return (alias.urn,)
    stack, project = _place(own)
    spec = alias.spec
    named = spec.parentUrn
    above = [""] if spec.noParent else [named, *aliases_of(named)] if named else [parent]
    own_type = qualified_type(own).rsplit("$", 1)[-1]
    return [
        urn(
            *_below(former, spec.stack or stack, spec.project or project),
            spec.type or own_type,
            spec.name or name_of(own),
        )
        for former in above
    ]


def _below(parent: str, stack: str, project: str) -> tuple[str, str, str]:
    """Stack, project and parent of a former URN: below a parent, they are those of the parent."""
    if qualified_type(parent) in ("", STACK):
        return stack, project, ""
    return *_place(parent), parent


def _place(of: str) -> tuple[str, str]:
    stack, project = of.removeprefix("urn:pulumi:").split("::", 2)[:2]
    return stack, project


def _moved(own: str, child: str, parent: str, former_parent: str) -> str:
    """The URN of `child` below a former URN of its parent; the parent's name at the start of its own changes too."""
    name, above = name_of(child), name_of(parent)
    if name.startswith(above):
        name = name_of(former_parent) + name.removeprefix(above)
    return urn(*_place(own), former_parent, qualified_type(child).rsplit("$", 1)[-1], name)
