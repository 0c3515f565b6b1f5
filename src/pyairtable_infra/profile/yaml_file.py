"""YAML as Pulumi reads it, with the line of every key.

Pulumi reads YAML 1.2: `off`, `no` and `12:30` are text. PyYAML's own loaders follow YAML 1.1 and would make them a
boolean and a number.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from pyairtable_infra.profile.errors import Problem, ProfileError
from pyairtable_infra.profile.paths import Path

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    yaml_implicit_resolvers: Mapping[str, Any] = {}


# https://yaml.org/spec/1.2.2/#1032-tag-resolution
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(~|null|Null|NULL|)$"), ["~", "n", "N", ""])
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$"),
    list("-+.0123456789"),
)


@dataclass(frozen=True)
class YamlFile:
    """The content of a file, and the line (from 1) of each path in it."""

    name: str
    content: Any
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int | None:
        """The line of `path`, or of the nearest key around it."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return None


def read(text: str, name: str) -> YamlFile:
    """Parse `text`, which came from the file `name`.

    Raises:
        ProfileError: It is not YAML, it names a key twice, or it uses what a stack file does not have (anchors).
    """
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = (error.problem or error.context or "cannot be read").split("\n")[0]
        raise ProfileError([_syntax(name, mark.line + 1 if mark else None, problem)]) from None
    except yaml.YAMLError as error:
        raise ProfileError([_syntax(name, None, str(error).split("\n")[0])]) from None
    lines: dict[Path, int] = {}
    try:
        content = _build(root, (), lines, name, ()) if root else None
    except (ValueError, OverflowError) as error:
        raise ProfileError([_syntax(name, None, str(error))]) from None
    return YamlFile(name, content, lines)


def _syntax(name: str, line: int | None, problem: str) -> Problem:
    return Problem(name, line, "", f"this is not YAML: {problem}. For example: `key: value`, indented by spaces")


def _build(node: yaml.Node, path: Path, lines: dict[Path, int], name: str, above: tuple[yaml.Node, ...]) -> Any:
    if node in above:
        raise ProfileError([_syntax(name, node.start_mark.line + 1, "an anchor that holds itself")])
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            line = key_node.start_mark.line + 1
            if key is None:
                raise ProfileError([_syntax(name, line, "a key is not text")])
            if key in mapping:
                message = (
                    f"the key is there twice, first in line {lines[(*path, key)]}. Keep one. For example: the first"
                )
                raise ProfileError([Problem(name, line, key, message)])
            lines[(*path, key)] = line
            mapping[key] = _build(value_node, (*path, key), lines, name, (*above, node))
        return mapping
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            lines[(*path, index)] = item.start_mark.line + 1
        return [_build(item, (*path, index), lines, name, (*above, node)) for index, item in enumerate(node.value)]
    return _scalar(node)


def _scalar(node: yaml.Node) -> Any:
    match node.tag.rsplit(":", 1)[-1]:
        case "null":
            return None
        case "bool":
            return node.value.lower() == "true"
        case "int":
            return int(node.value)
        case "float":
            return float(node.value)
        case _:
            return str(node.value)
