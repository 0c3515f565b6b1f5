"""What a service may do, as people read it."""

from rich.text import Text
from rich.tree import Tree

from pyairtable_infra.plan.access import Grant, Role, Thing
from pyairtable_infra.report.describe import title


def access(service: str, roles: tuple[Role, ...]) -> Tree:
    """A tree: the roles of the service, and under each what it may do, on what, and when only."""
    top = Tree(Text(service, style="bold"))
    for role in roles:
        branch = top.add(Text.assemble(role.used_by, (f"  role {role.name}", "dim")))
        for grant in role.grants:
            branch.add(Text(_said(grant)))
        if not role.grants:
            branch.add(Text("nothing", style="dim"))
    return top


def _said(grant: Grant) -> str:
    only = f", only if {' and '.join(grant.conditions)}" if grant.conditions else ""
    return f"{', '.join(grant.actions)} on {', '.join(map(_named, grant.on))}{only}"


def _named(thing: Thing) -> str:
    if thing.resource is None:
        return "everything: AWS knows no finer level" if thing.rest == "*" else thing.rest
    return f"{title(thing.resource.type)} {thing.resource.name}{thing.rest}"
