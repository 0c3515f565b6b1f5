"""Plain values as YAML in one line."""

import json
import re
from typing import Any

# A text that stands for itself, also inside braces and brackets, and in YAML 1.1 as well.
_BARE = re.compile(r"[\w/^.][\w/.:@*+^$()?=-]*( [\w/.:@*+^$()?=-]+)*")
_NUMERIC = re.compile(r"[\d.][\d._:xobeE+-]*[0-9a-fA-F]*")
_WORDS_WITH_MEANING = frozenset({"~", "null", "true", "false", "yes", "no", "on", "off", "y", "n"})


def as_yaml(value: Any) -> str:
    """`value` as YAML would show it in one line; `kind` first in a section."""
    if isinstance(value, dict):
        entries = sorted(value.items(), key=lambda entry: entry[0] != "kind")
        return "{" + ", ".join(f"{as_yaml(key)}: {as_yaml(inner)}" for key, inner in entries) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(as_yaml, value)) + "]"
    if isinstance(value, str) and _bare(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def _bare(text: str) -> bool:
    """Whether `text` needs no quotes, wherever it stands."""
    if not _BARE.fullmatch(text) or text.endswith(":") or ": " in text:
        return False
    return text.lower() not in _WORDS_WITH_MEANING and not _NUMERIC.fullmatch(text)
