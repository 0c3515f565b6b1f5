"""Property paths in the form in which a state keeps them.

https://www.pulumi.com/docs/iac/concepts/miscellaneous/property-paths/
"""

import re
from collections.abc import Iterator

from pyairtable_infra.engine.errors import EngineError

_STEP = re.compile(r'\["((?:\\"|[^"])*)"\]|\[([+-]?\d+)\]|\[(\*)\]|\.*([^.\[]+)|\.+(?=\[)')
"""A quoted key, an index, the wildcard, a name; points before a bracket say nothing."""

_PLAIN = re.compile(r"\w*", re.ASCII)


def canonical(path: str, name: str) -> str:
    """The path that an option of the resource `name` gives, as the engine writes it.

    https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/properties_path.go

    Raises:
        EngineError: It is no such path.
    """
    written = ""
    for key in _keys(path, name):
        if isinstance(key, int):
            written += f"[{key}]"
        elif not _PLAIN.fullmatch(key):
            written += '["' + key.replace('"', '\\"') + '"]'
        else:
            written += f".{key}" if written else key
    return written


def _keys(path: str, name: str) -> Iterator[str | int]:
    at = 0
    while at < len(path):
        step = _STEP.match(path, at)
        if step is None or path.startswith("."):
            raise EngineError(f'{name}: {path} is no property path. For example: tags["a.b"], or rules[0].port')
        quoted, index, wildcard, plain = step.groups()
        if index:
            yield int(index)
        elif (key := next((each for each in (quoted, wildcard, plain) if each is not None), None)) is not None:
            yield key.replace('\\"', '"') if quoted else key
        at = step.end()
