"""Inputs, and how one of them is changed: by its path, also inside JSON text."""

import copy
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

LEFT_OUT = object()
"""Instead of a value: the property is not given at all."""

Keys = tuple[str | int, ...]


def _steps(path: str) -> Iterator[str | int]:
    for quoted, number, name in re.findall(r'\["(.+?)"\]|\[(\d+)\]|([^.\[\]]+)', path):
        yield int(number) if number else quoted or name


def changed(inputs: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of inputs with other values at some paths."""
    made = copy.deepcopy(dict(inputs))
    for path, value in changes.items():
        _put(made, tuple(_steps(path)), value)
    return made


def _put(target: Any, steps: Keys, value: Any) -> None:
    step, rest = steps[0], steps[1:]
    if rest and isinstance(target[step], str):
        opened = json.loads(target[step])
        _put(opened, rest, value)
        target[step] = json.dumps(opened)
    elif rest:
        _put(target[step], rest, value)
    elif value is LEFT_OUT:
        del target[step]
    elif isinstance(target, list) and step == len(target):
        target.append(value)
    else:
        target[step] = value
