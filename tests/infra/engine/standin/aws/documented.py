"""The examples in the documentation of pulumi_aws: programs of other people that are right."""

import ast
import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pyairtable_infra.engine.standin.aws import sdk
from pyairtable_infra.engine.standin.aws.sdk import Kind, Properties
from pyairtable_infra.engine.standin.aws.table import CALLS
from pyairtable_infra.plan.model import UNKNOWN

CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)


@dataclass(frozen=True)
class Example:
    """A resource of an example. What the example does not say as a literal is unknown."""

    type_: str
    inputs: Mapping[str, Any]
    code: str


@cache
def examples() -> tuple[Example, ...]:
    """Every resource of a mapped type that an example of a mapped type makes, each once."""
    classes = {_class(type_): type_ for type_ in CALLS}
    texts = {code: None for type_ in CALLS for code in CODE.findall(_source(type_))}
    found = (example for code in texts for example in _examples(textwrap.dedent(code), classes))
    return tuple({(example.type_, example.code): example for example in found}.values())


def _class(type_: str) -> str:
    _, module, name = type_.split(":")
    return f"aws.{module.split('/')[0].replace('lambda', 'lambda_')}.{name}"


@cache
def home(package: str) -> Path:
    """Where an installed package lies; it is not imported, which may take seconds."""
    found = find_spec(package)
    assert found
    assert found.origin
    return Path(found.origin).parent


def _source(type_: str) -> str:
    package, file = type_.split(":")[1].split("/")
    snake = re.sub("([A-Z])", r"_\1", file).lower()
    text = (home("pulumi_aws") / package.replace("lambda", "lambda_") / f"{snake}.py").read_text(encoding="utf-8")
    return text.replace('\\"', '"').replace("\\\\", "\\")  # as the docstring reads


def _examples(code: str, classes: Mapping[str, str]) -> Iterator[Example]:
    try:
        tree = ast.parse(code)
    except SyntaxError:  # a few were made badly
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in classes:
            type_ = classes[ast.unparse(node.func)]
            given = {word.arg: word.value for word in node.keywords if word.arg and word.arg != "opts"}
            yield Example(type_, _named(sdk.of_type(type_), given), ast.unparse(node))


def _named(known: Properties, given: Mapping[str, ast.expr]) -> dict[str, Any]:
    """Properties as they go over the wire."""
    spelling = {name.lower(): name for name in known}
    names = {key: spelling.get(key.replace("_", "").lower(), key) for key in given}
    return {name: _value(given[key], known[name].kind if name in known else Kind("any")) for key, name in names.items()}


def _value(node: ast.expr, kind: Kind) -> Any:
    if isinstance(node, ast.Dict) and kind.form == "block":
        pairs = zip(node.keys, node.values, strict=True)
        return _named(sdk.of_block(kind.block), {str(ast.literal_eval(key)): each for key, each in pairs if key})
    if isinstance(node, ast.Dict):
        inner = kind.of or Kind("any")
        pairs = zip(node.keys, node.values, strict=True)
        return {str(_value(key, Kind("any"))): _value(each, inner) for key, each in pairs if key is not None}
    if isinstance(node, ast.List):
        return [_value(each, kind.of or Kind("any")) for each in node.elts]
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "json.dumps":
        said = _value(node.args[0], Kind("any"))
        return UNKNOWN if UNKNOWN in str(said) else json.dumps(said)
    try:
        return ast.literal_eval(node)
    except ValueError:
        return UNKNOWN
