"""Which objects Pulumi's own backend keeps for a stack.

Read in the source, for the layout "project mode" of `.pulumi/meta.yaml` version 1:
https://github.com/pulumi/pulumi/tree/v3.259.0/pkg/backend/diy (store.go, state.go, lock.go, stack_tags.go, meta.go).
A test runs the real engine against these paths.
"""

META = ".pulumi/meta.yaml"
"""The version of the layout. Whoever logs in first writes it, everybody else only reads it."""


def state(project: str, stack: str) -> tuple[str, ...]:
    """The checkpoint, its variants (`.bak`, compressed, retained) and the stack's tags."""
    base = f".pulumi/stacks/{project}/{stack}"
    return f"{base}.json", f"{base}.json.*", f"{base}.pulumi-tags"


def locks(project: str, stack: str) -> str:
    """One object for each process that holds the stack. A preview takes none."""
    return f".pulumi/locks/organization/{project}/{stack}/*"


def records(project: str, stack: str) -> tuple[str, ...]:
    """The history of updates, and a copy of the checkpoint after each."""
    return f".pulumi/history/{project}/{stack}/*", f".pulumi/backups/{project}/{stack}/*"


def everything(project: str, stack: str) -> tuple[str, ...]:
    """All objects of a stack."""
    return *state(project, stack), locks(project, stack), *records(project, stack)
