"""What a program reads of another stack.

https://www.pulumi.com/docs/iac/concepts/stacks/#stackreferences
"""

from collections.abc import Mapping
from typing import Any

from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.project import SEALED
from pyairtable_infra.plan.file import without_secrets
from pyairtable_infra.plan.model import SECRET

REFERENCE = "pulumi:pulumi:StackReference"


def outputs_of(stack: str, known: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The outputs of a reference to `stack`.

    Args:
        stack: The name that the program uses.
        known: The outputs of other stacks, as `pulumi stack output --json` tells them.

    Raises:
        EngineError: It is not among them.
    """
    if stack not in known:
        raise EngineError(
            f"the outputs of stack {stack} are not known offline. "
            f"For example: --stack-outputs {stack}=outputs.json, written by `pulumi stack output --json`"
        )
    outputs = {key: _marked(value) for key, value in known[stack].items()}
    secrets = sorted(key for key, value in outputs.items() if value != without_secrets(value))
    return {"name": stack, "outputs": outputs, "secretOutputNames": secrets}


def _marked(value: Any) -> Any:
    """`value` with its secrets marked: of each one, the CLI tells only that it is one."""
    if isinstance(value, dict):
        return {key: _marked(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_marked(each) for each in value]
    return {**SECRET, "value": SEALED} if value == SEALED else value
